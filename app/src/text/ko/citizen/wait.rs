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
    rejoin: "취소된 예약을 처음 신청한 순서 그대로 기다립니다.",
    turn_title: "차례가 되면",
    turns: |minutes| {
        vec![
            format!("백신 1회분을 {minutes}분 동안 맡아 둡니다. 이때 상태는 예약 가능입니다. 그 안에 날짜를 골라 신청해 주세요."),
            "시간은 오전 8시부터 오후 9시까지만 흐릅니다. 밤에는 멈춥니다.".to_owned(),
            "다음 사람에게 넘겨도 순서는 그대로입니다.".to_owned(),
            "답하지 않고 시간이 지나면 다음 사람에게 갑니다. 한 번은 순서를 지켜 드리고, 두 번째에는 맨 뒤로 갑니다.".to_owned(),
        ]
    },
    everyone: &[
        "이 병원은 백신이 들어오면 기다리는 모든 사람에게 한꺼번에 알립니다.",
        "백신을 따로 맡아 두지 않습니다. 먼저 예약한 사람이 접종합니다.",
        "예약할 수 있게 되면 이 화면에 예약하는 링크가 나타납니다.",
    ],
    line: "대기 규칙과 순서 기록 보기",
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
    done_details: "대기 내용",
    done_title: "대기를 신청했습니다",
    done_next: &[
        "순서가 되면 알려드립니다. 그때 날짜를 골라 예약할 수 있습니다.",
        "기다리는 동안 다른 병원에서 예약해도 됩니다. 예약이 등록되면 이 대기는 자동으로 취소됩니다.",
    ],
    to_wait: "대기 상태 보기",
    leave_title: "대기를 취소하시겠습니까?",
    leave_text: "취소하면 지금 순서는 사라집니다. 다시 신청하면 맨 뒤에서 기다립니다.",
    leave_offer_text: "취소하면 맡아 둔 백신은 다음 사람에게 가고, 지금 순서는 사라집니다.",
    leave_over: "이미 끝난 대기입니다",
    leave: "대기 취소하기",
    stay: "계속 대기하기",
};
