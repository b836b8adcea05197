//! `/stock/supplies/:id/correct`

use crate::text::stock::Corrections;

pub(super) const CORRECTION: Corrections = Corrections {
    link: "수량 정정하기",
    title: "접종 가능 수량 정정",
    lead: "잘못 등록한 수량을 바로잡습니다. 누가 왜 바꾸었는지 기록에 남습니다.",
    present: "지금 등록된 수량",
    doses: "바로잡은 수량",
    doses_hint: |most| format!("이 공급은 {most}회분까지 등록할 수 있습니다."),
    same: "바로잡은 수량: 지금 등록된 수량과 같습니다. 다른 수량을 입력해 주세요.",
    to_check: "정정할 내용 확인하기",
    check_title: "정정할 내용을 확인해 주세요",
    check_lead: "정정하면 예약할 수 있는 수량이 바로 바뀝니다.",
    more: |n| format!("{n}회분 늘어납니다"),
    fewer: |n| format!("{n}회분 줄어듭니다"),
    reason: "정정 사유",
    reason_hint: "기록에 남습니다. 200자까지 쓸 수 있습니다. 예: 두 병을 세지 않음",
    correct_now: "수량 정정하기",
    keep: "정정하지 않기",
    done: |lot, n| format!("로트 {lot}: 접종 가능 수량을 {n}회분으로 정정했습니다."),
    done_text: "예약할 수 있는 수량에 바로 반영되었습니다.",
};
