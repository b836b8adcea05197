//! The reservation manager cancels a booking.

use crate::text::desk::Cancelling;
use domain::reservation::{CancelReason as R, CancelledBy as By};

pub(super) const CANCEL: Cancelling = Cancelling {
    start: "예약 취소하기",
    undo: "이 예약 취소하기",
    title: "이 예약을 취소하시겠습니까?",
    lead: "취소하면 접종자에게 ‘예약 취소’와 사유가 표시됩니다. 되돌릴 수 없습니다.",
    silence: "백신과 자리는 곧 다시 예약할 수 있습니다. 대기하는 사람에게는 따로 알리지 않습니다.",
    reason: "취소 사유",
    reasons: |reason| match reason {
        R::HospitalClosed => "그날 접종할 수 없음",
        R::OnRequest => "접종자가 요청함",
        R::NotEligible => "지금은 이 백신을 맞을 수 없음",
        R::Other => "그 밖의 사유",
    },
    reason_hint: |reason| match reason {
        R::HospitalClosed => "병원 사정으로 접종이 어려운 날",
        R::OnRequest => "전화나 방문으로 취소를 부탁했을 때",
        R::NotEligible => "나이, 접종 간격, 병력 등",
        R::Other => "아래에 사유를 적어 주세요",
    },
    now: "예약 취소하기",
    keep: "취소하지 않기",
    done: |number| format!("예약번호 {number}: 예약을 취소했습니다."),
    done_text: "접종자의 화면에 ‘예약 취소’와 사유가 표시됩니다. 대기하는 사람에게는 알리지 않았습니다.",
    at: "취소 시각",
    who: "취소한 쪽",
    by: |by| match by {
        By::Person => "본인이 취소",
        By::Manager => "병원이 취소",
        By::Disposal => "백신 폐기나 만료로 취소",
        By::Vaccination => "다른 접종으로 취소",
    },
};
