//! `/stock/lots/:id`, and what `/stock` says of lots.

use crate::text::stock::Lots;

pub(super) const LOT: Lots = Lots {
    title: |lot| format!("로트 {lot}"),
    days_left: |days| match days {
        0 => "오늘까지".into(),
        1.. => format!("{days}일 남음"),
        _ => format!("{}일 지남", -days),
    },
    suspended: "사용 중지",
    suspended_title: "사용이 중지된 로트입니다",
    suspended_text: |reason| format!("사유: {reason}"),
    watch_title: "확인할 로트가 있습니다",
    watch_suspended: |reason| format!("사용 중지. 접종하지 마세요. 사유: {reason}"),
    watch_soon: |days, left| format!("유효기간이 가깝습니다({days}). 잔량 {left}회분"),
    watch_destroy: |n| format!("유효기간이 지난 {n}회분을 폐기하고 확인해 주세요."),
    to_destroy: "폐기 확인 전",
    dispose: "폐기하기",
    destroy_title: "만료된 접종분 폐기 확인",
    destroy_text: |n| {
        format!("유효기간이 지난 접종분 {n}회분이 폐기 확인을 기다립니다. 실제로 폐기한 뒤에 확인해 주세요.")
    },
    destroy_doses: "폐기한 수량",
    destroy_now: "폐기 확인하기",
    destroyed: |lot, n| format!("로트 {lot}: 만료된 {n}회분의 폐기를 확인했습니다."),
};
