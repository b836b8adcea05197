//! The reservation manager: days, requests, accepting and rejecting; vaccinating, cancelling.

mod cancel;
mod keys;
mod record;
mod visit;

use crate::text::Desk;
use domain::reservation::RejectReason as R;

pub(super) const DESK: Desk = Desk {
    area: "예약 관리",
    days: "일별 현황",
    requests: "접수 대기",

    open_requests: "접수를 기다리는 예약",
    taken_today: "오늘 예약 인원",
    closed_today: "오늘은 접종하지 않습니다",
    of_capacity: |capacity| format!("정원 {capacity}명"),
    see_requests: "접수 대기 목록 보기",
    cases: "건",
    people: "명",
    seats: "자리",
    overdue: |n| format!("하루 넘게 접수를 기다리는 예약이 {n}건 있습니다."),
    overdue_mark: "24시간 지남",
    day: "접종일",
    capacity: "정원",
    taken: "예약 인원",
    left: "남은 자리",
    load: "예약 비율",
    full: "마감",

    requests_lead: |n| format!("예약 {n}건이 접수를 기다립니다. 먼저 신청한 순서입니다."),
    requests_cut: |n| format!("먼저 신청한 {n}건을 표시합니다. 처리하면 다음 예약이 이어서 나타납니다."),
    no_requests: "접수를 기다리는 예약이 없습니다",
    no_requests_text: "새로 신청한 예약은 이곳에 표시됩니다.",
    number: "예약번호",
    person: "접종자",
    name: "이름",
    birth: "생년월일",
    birth_date: |d| {
        if d.year() < 1800 {
            "—".to_owned()
        } else {
            format!("{}년 {}월 {}일", d.year(), u8::from(d.month()), d.day())
        }
    },
    age: |n| if n > 150 { "—".to_owned() } else { format!("접종일에 만 {n}세") },
    phone: "휴대전화",
    vaccine: "백신",
    dose: |n| format!("{n}차"),
    wanted: "접종 희망일",
    asked: "신청 시각",
    asked_at: |at| format!("{at} 신청"),
    answered: "처리 시각",
    status: "상태",
    acts: "처리",

    accept: "접수하기",
    reject: "거절하기",
    accepted: |number| format!("예약번호 {number}: 접수했습니다."),
    accepted_text: "접종자의 화면에 ‘예약 완료’로 표시됩니다.",
    rejected: |number| format!("예약번호 {number}: 거절했습니다."),
    rejected_text: "접종자의 화면에 ‘예약 불가’와 사유가 표시됩니다. 백신과 자리는 곧 다시 예약할 수 있습니다.",
    already: |number, status| {
        format!("예약번호 {number}: 이미 처리되어 바꾸지 않았습니다. 현재 상태는 ‘{status}’입니다.")
    },

    request: "예약 신청",
    answered_lead: "이미 처리한 예약입니다.",
    back_to_requests: "접수 대기 목록으로",
    see_day: "이날의 예약 보기",

    told: "접종자에게 보낸 알림",
    told_nothing: "아직 보낸 알림이 없습니다.",
    told_at: "알린 시각",
    told_by: "발송",
    told_in_inbox: "알림함에만 표시",

    reject_title: "이 신청을 거절하시겠습니까?",
    reject_lead: "거절하면 접종자에게 ‘예약 불가’와 사유가 표시됩니다. 되돌릴 수 없습니다.",
    reason: "거절 사유",
    reject_reason: |reason| match reason {
        R::NotEligible => "지금은 이 백신을 맞을 수 없음",
        R::HospitalClosed => "그날 접종할 수 없음",
        R::Duplicate => "중복된 예약",
        R::Other => "그 밖의 사유",
    },
    reject_reason_hint: |reason| match reason {
        R::NotEligible => "나이, 접종 간격, 병력 등",
        R::HospitalClosed => "병원 사정으로 접종이 어려운 날",
        R::Duplicate => "같은 사람이 두 번 신청한 것으로 보일 때",
        R::Other => "아래에 사유를 적어 주세요",
    },
    note: "덧붙이는 말",
    note_hint: "접종자에게 그대로 표시됩니다. 200자까지 쓸 수 있습니다.",
    note_missing: "덧붙이는 말: ‘그 밖의 사유’를 선택했습니다. 사유를 적어 주세요.",
    reject_now: "신청 거절하기",
    keep: "거절하지 않기",

    day_title: |day| format!("{day} 예약"),
    group: |status, n| format!("{} {n}명", super::common::status(status)),
    day_closed: "접종하지 않는 날입니다.",
    day_unopened: "아직 열리지 않았거나 접종하지 않는 날입니다.",
    day_empty: "이날은 예약이 없습니다",
    day_empty_text: "다른 날짜를 선택해 주세요.",
    other_days: "다른 날",
    day_before: "전날",
    day_after: "다음 날",
    today: "오늘",
    month_title: |d| format!("{}년 {}월", d.year(), u8::from(d.month())),
    month_before: "이전 달",
    this_month: "이번 달",
    month_after: "다음 달",
    calendar_text: "예약 인원/정원입니다. 날짜를 누르면 명단이 나옵니다.",
    load_of: |taken, capacity| format!("{taken}/{capacity}명"),
    closed_short: "접종 없음",
    n_requested: |n| format!("접수 대기 {n}"),
    n_vaccinated: |n| format!("접종 {n}"),
    n_missed: |n| format!("미방문 {n}"),
    download_day: "명단 내려받기",
    print_hint: "인쇄하면 목록만 나옵니다.",

    visit: visit::VISIT,
    record: record::RECORD,
    cancel: cancel::CANCEL,
    keys: keys::KEYS,
};
