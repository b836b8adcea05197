//! Cancelling a booking and moving it to another day.

use crate::text::citizen::Change;

pub(super) const CHANGE: Change = Change {
    day_full: "방금 그날의 예약이 마감되었습니다. 다른 날짜로 바꿀 수 있습니다.",
    cancel_title: "예약을 취소하시겠습니까?",
    cancel_text: "취소하면 되돌릴 수 없습니다. 맡아 둔 백신과 자리는 기다리는 사람에게 돌아갑니다.",
    cancel: "예약 취소하기",
    keep: "예약 그대로 두기",
    rather_move: "취소하지 않고 날짜만 바꾸기",
    over_title: "이미 끝난 예약입니다",
    move_title: "바꿀 날짜를 선택해 주세요",
    move_text: "같은 병원, 같은 백신으로 날짜만 바꿉니다. 확인하기 전까지 지금 예약은 그대로입니다.",
    move_next: "바꿀 내용 확인하기",
    no_days_title: "바꿀 수 있는 날짜가 없습니다",
    no_days_text: "다른 날짜는 모두 마감되었습니다. 지금 예약은 그대로입니다.",
    check_title: "바꿀 날짜를 확인해 주세요",
    confirmed_again: "병원이 이미 접수한 예약입니다. 날짜를 바꾸면 병원이 다시 접수해야 확정됩니다.",
    requested_again: "날짜를 바꾸면 새 날짜로 다시 신청합니다. 병원이 접수하면 확정됩니다.",
    day_now: "지금 날짜",
    day_then: "바꿀 날짜",
    stands: |day| format!("지금 예약은 그대로입니다: {day}"),
    other_date: "다른 날짜 고르기",
    moves: "날짜 바꾸기",
    moved_step: "날짜 변경",
};
