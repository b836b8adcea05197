//! Messages that were given up.

use crate::text::admin::Deliveries;

pub(super) const DELIVERY: Deliveries = Deliveries {
    title: "발송 실패",
    lead: |n| {
        format!("여러 번 시도했으나 보내지 못한 메시지 {n}건입니다. 같은 내용은 접종자의 알림함에 있습니다.")
    },
    none: "보내지 못한 메시지가 없습니다",
    none_text: "여러 번 시도해도 보내지 못한 메시지는 이곳에 표시됩니다.",
    notice: "알림",
    channel: "발송 방법",
    error: "마지막 오류",
    no_error: "알려진 이유 없음",
    tries: |n| format!("{n}번 시도"),
    at: "실패 시각",
    trace: |n| format!("추적 번호 {n}"),
    acts: "처리",
    resend: "다시 보내기",
    resent: "메시지를 다시 보냅니다.",
    resent_text: "이번에도 보내지 못하면 이 목록에 다시 나타납니다.",
    gone: "이미 다시 보내고 있는 메시지입니다.",
};
