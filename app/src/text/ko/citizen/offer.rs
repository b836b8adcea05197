//! Answering an offer.

use crate::text::citizen::Offer;

pub(super) const OFFER: Offer = Offer {
    choose: "날짜 선택하기",
    title: "접종 날짜를 선택해 주세요",
    lead: "맡아 둔 백신으로 예약합니다. 날짜를 고르면 병원에 신청합니다.",
    accept: "이 날짜로 예약 신청하기",
    day_full: "방금 그날의 예약이 마감되었습니다. 접종 기회는 그대로 있습니다. 다른 날짜를 선택해 주세요.",
    no_days_title: "지금 고를 수 있는 날짜가 없습니다",
    no_days_text: "자리가 나면 이 화면에서 고를 수 있습니다. 기다릴 수 없으면 다음 사람에게 넘겨 주세요. 대기 순서는 그대로입니다.",
    over_title: "접종 기회가 끝났습니다",
    over_text: "시간이 지났거나 이미 답한 기회입니다.",
    decline_title: "다음 사람에게 넘기시겠습니까?",
    decline_text: "맡아 둔 백신은 다음 사람에게 갑니다. 대기 순서는 그대로라서 다음 기회를 기다릴 수 있습니다.",
    decline: "다음 사람에게 넘기기",
    keep: "넘기지 않기",
};
