//! One's own reservations.

use crate::text::citizen::{My, StatusText};
use domain::reservation::{CancelReason, CancelledBy, RejectReason, ReservationStatus as S};
use store::view::line::Outcome;

pub(super) const MY: My = My {
    title: "예약 확인",
    around: "내 계정",
    current: "진행 중",
    past: "지난 예약",
    empty_title: "아직 예약이 없습니다",
    empty_text: "병원을 고르고 날짜를 선택해 예약을 신청해 주세요.",
    unsent: "작성하던 예약이 있습니다",
    go_on: "이어서 작성하기",
    no_current: "진행 중인 예약이 없습니다.",
    book: "예약하기",
    book_again: "다시 예약하기",
    number: "예약번호",
    dose: |n, of| format!("{of}회 중 {n}회차"),
    dose_row: "접종 차수",
    no_day: "날짜에 관계없이 대기",

    detail_title: "예약 상태",
    steps_title: "진행 과정",
    details_title: "예약 내용",
    meaning,
    begun: || StatusText {
        title: "접종했습니다. 다음 접종이 남아 있습니다",
        text: "예약 확인에서 다음 접종을 할 수 있는 날짜를 보고 예약해 주세요. 몸이 불편하면 의료진과 상담해 주세요.",
    },
    note: "병원에서 남긴 말",
    reason: |reason| match reason {
        RejectReason::NotEligible => {
            "건강 상태나 나이 때문에 지금은 이 백신을 접종할 수 없다고 병원에서 알려 왔습니다."
        }
        RejectReason::HospitalClosed => "병원 사정으로 그날 접종할 수 없게 되었습니다.",
        RejectReason::Duplicate => "같은 사람의 예약이 이미 있습니다.",
        RejectReason::Other => "병원 사정으로 접수하지 못했습니다.",
    },
    cancel_reason: |reason| match reason {
        CancelReason::HospitalClosed => {
            "병원 사정으로 그날 접종할 수 없게 되어 병원에서 예약을 취소했습니다."
        }
        CancelReason::OnRequest => "요청에 따라 병원에서 예약을 취소했습니다.",
        CancelReason::NotEligible => {
            "건강 상태나 나이 때문에 지금은 이 백신을 접종할 수 없어 병원에서 예약을 취소했습니다."
        }
        CancelReason::Other => "병원 사정으로 예약을 취소했습니다.",
    },
    cancelled_by: |by| match by {
        CancelledBy::Person => "직접 취소했습니다.",
        CancelledBy::Manager => "병원에서 취소했습니다.",
        CancelledBy::Disposal => "백신을 폐기하게 되어 남은 수량이 모자랍니다. 불편을 드려 죄송합니다.",
        CancelledBy::Vaccination => "다른 곳에서 접종하여 이 예약은 자동으로 취소되었습니다.",
    },
    lapsed: "시간 안에 날짜를 고르지 않아 맡아 둔 백신이 다음 사람에게 갔습니다. 대기 순서는 그대로입니다. 한 번 더 지나가면 맨 뒤에서 기다립니다.",
    lapsed_twice: "두 번째 기회도 시간이 지나 맨 뒤에서 다시 기다립니다.",
    revoked: "병원의 백신이 모자라게 되어 맡아 둔 백신을 거두었습니다. 대기 순서는 그대로입니다.",
    turn_ended: |outcome| match outcome {
        Outcome::Open | Outcome::Accepted => None,
        Outcome::Declined => Some("다음 사람에게 넘겼습니다."),
        Outcome::Lapsed => Some("시간이 지나 다음 사람에게 갔습니다."),
        Outcome::Revoked => Some("백신이 모자라게 되어 거두었습니다."),
        Outcome::Left => Some("대기를 취소했습니다."),
        Outcome::Vaccinated => Some("접종하여 끝났습니다."),
    },
    until: |at| format!("{at}까지 백신을 맡아 둡니다."),
    planned: |day| format!("{day} 예정"),
    answer_pending: "병원이 확인하고 있습니다.",
    leave: "대기 취소하기",
    left: "대기를 취소했습니다.",
    declined_now: "다음 사람에게 넘겼습니다. 대기 순서는 그대로입니다.",
    cancelled_now: "예약을 취소했습니다.",
    moved_now: "날짜를 바꿔 다시 신청했습니다.",
    joined: "대기를 신청했습니다.",
    joined_together: "모두 대기를 신청했습니다. 순서는 아래 예약마다 볼 수 있습니다.",
    booked_title: "이미 진행 중인 예약이 있습니다",
    booked_text: "한 사람이 한 번에 한 건만 예약할 수 있습니다. 아래 예약이 끝난 뒤 다시 예약해 주세요.",
    offered_title: "먼저 접종 기회에 답해 주세요",
    offered_text: "백신 1회분을 맡아 두고 있습니다. 날짜를 고르거나 다음 사람에게 넘기면 다른 예약을 할 수 있습니다.",

    rejoin_text: "원래 신청한 순서 그대로 다시 대기할 수 있습니다.",
    rejoin: "원래 순서로 대기 신청하기",
    ticket_title: "병원에서 보여 주세요",
    ticket_text: "접종하는 날 접수대에서 이 QR 코드나 예약번호를 보여 주세요.",
    ticket_alt: |number| format!("QR 코드, 예약번호 {number}"),

    series_title: "접종 현황",
    in_progress: "접종 중",
    complete: "접종 완료",
    lot: "로트",
    next_from: |n, day| format!("{n}차 접종: {day}부터 할 수 있습니다."),
    next_booked: |n| format!("{n}차 접종을 예약했습니다."),
    book_next: |n| format!("{n}차 접종 예약하기"),
    to_next_dose: "다음 접종 보기",
};

fn meaning(status: S) -> StatusText {
    let (title, text) = match status {
        S::Waiting => (
            "순서가 되면 알려드립니다",
            "백신이 들어오거나 자리가 나면 순서대로 예약할 기회를 드립니다. 지금 할 일은 없습니다.",
        ),
        S::Offered => {
            ("예약할 차례가 되었습니다", "시간 안에 날짜를 골라 주세요. 시간이 지나면 다음 사람에게 갑니다.")
        }
        S::Requested => (
            "병원이 접수하면 알려드립니다",
            "백신 1회분과 {day} 자리를 맡아 두었습니다. 병원이 신청을 확인하고 있습니다.",
        ),
        S::Confirmed => (
            "예약이 확정되었습니다",
            "{day}에 신분증을 가지고 방문해 주세요. 병원에서 예약번호를 말씀해 주세요.",
        ),
        S::Vaccinated => ("접종을 마쳤습니다", "접종한 뒤 몸이 불편하면 의료진과 상담해 주세요."),
        S::Rejected => (
            "병원이 예약을 접수하지 못했습니다",
            "맡아 두었던 백신과 자리는 돌려놓았습니다. 다른 날짜나 다른 병원으로 다시 예약할 수 있습니다.",
        ),
        S::Cancelled => ("예약이 취소되었습니다", "원하면 다시 예약할 수 있습니다."),
        S::Withdrawn => ("대기가 끝났습니다", "직접 취소했거나 다른 예약이 등록되어 대기가 끝났습니다."),
        S::NoShow => ("접종일에 방문하지 않았습니다", "원하면 다시 예약할 수 있습니다."),
        S::Expired => (
            "접수되지 않은 채 접종일이 지났습니다",
            "병원이 접수하기 전에 날짜가 지나 예약이 끝났습니다. 다시 예약해 주세요.",
        ),
    };
    StatusText { title, text }
}
