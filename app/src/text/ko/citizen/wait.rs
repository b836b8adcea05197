//! Joining and leaving a line.

use crate::text::citizen::Wait;

pub(super) const WAIT: Wait = Wait {
    journey: "대기 신청",
    title: "대기를 신청하시겠습니까?",
    lead: "백신이 들어오거나 자리가 나면 순서대로 알려드립니다.",
    how_title: "대기는 이렇게 진행됩니다",
    how: &[
        "먼저 신청한 사람부터 순서대로 예약할 기회를 드립니다.",
        "대기 순서와 기다리는 사람 수는 예약 확인에서 볼 수 있습니다.",
        "병원 5곳까지 대기할 수 있습니다. 예약이 등록되면 나머지 대기는 자동으로 취소됩니다.",
        "대기는 언제든지 취소할 수 있습니다.",
    ],
    vaccine_facts: |waiting, doses, age| {
        let age = if age > 0 { format!(" · 만\u{a0}{age}세\u{a0}이상") } else { String::new() };
        format!("{waiting}명\u{a0}대기 · {doses}회 접종{age}")
    },
    date: "원하는 날짜",
    date_hint: "날짜를 정하면 그날 자리가 났을 때만 기회를 드립니다.",
    any_date: "날짜에 관계없이",
    join: "대기 신청하기",
    book_now_title: "지금 바로 예약할 수 있습니다",
    book_now_text: "이 병원에 백신과 자리가 남아 있어 대기하지 않아도 됩니다.",
    book_now: "날짜 고르고 예약하기",
    see_wait: "신청한 대기 보기",
    see_waits: "내 대기 보기",
    nothing_title: "등록된 백신이 없습니다",
    nothing_text: "백신이 등록되면 대기를 신청할 수 있습니다.",
    done_title: "대기를 신청했습니다",
    done_next: &[
        "순서가 되면 알려드립니다. 그때 날짜를 골라 예약할 수 있습니다.",
        "기다리는 동안 다른 병원에서 예약해도 됩니다. 예약이 등록되면 이 대기는 자동으로 취소됩니다.",
    ],
    to_wait: "대기 상태 보기",
    leave_title: "대기를 취소하시겠습니까?",
    leave_text: "취소하면 지금 순서는 사라집니다. 다시 신청하면 맨 뒤에서 기다립니다.",
    leave_over: "이미 끝난 대기입니다",
    leave: "대기 취소하기",
    stay: "계속 대기하기",
};
