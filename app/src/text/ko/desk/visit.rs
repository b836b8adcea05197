//! Recording a dose: who stands at the desk, from which lot, and people without a booking.

use crate::text::desk::Visits;
use domain::{calendar::parse_iso, refusal::Refusal};

pub(super) const VISIT: Visits = Visits {
    title: "접종 처리",
    lead: "예약을 찾아 접종을 기록합니다. QR 코드를 찍으면 예약이 바로 열립니다.",
    search: "예약번호, 이름 또는 휴대전화 번호",
    search_hint: "예: 7K3M-Q9XA-TB, 데모접종자, 010-0000-0000, 번호 뒤 네 자리",
    find: "찾기",
    search_malformed: "예약번호 10자리, 이름 두 글자 이상, 휴대전화 번호나 그 뒤 네 자리를 입력해 주세요.",
    found: |n| format!("찾은 예약 {n}건"),
    none: "맞는 예약이 없습니다",
    none_text: "입력한 내용을 확인해 주세요. 이름은 오늘 전후 2주의 예약에서 찾습니다. 예약 없이 왔다면 바로 접종할 수 있습니다.",
    see_today: "오늘 예약 보기",
    today: "오늘 예약",
    booked: "오늘 예약",
    vaccinated: "접종 완료",
    of_walk_ins: |n| format!("예약 없이 {n}명"),
    to_come: "남은 사람",
    group_to_come: |n| format!("아직 접종하지 않은 사람 {n}명"),
    group_vaccinated: |n| format!("접종한 사람 {n}명"),
    group_others: |n| format!("접종하지 않는 예약 {n}건"),
    today_empty: "오늘은 예약이 없습니다",
    today_empty_text: "다른 날의 예약은 위에서 찾을 수 있습니다.",
    elsewhere: "다른 병원 예약",
    is_today: "오늘",
    day: "예약일",

    elsewhere_act: "예약한 병원에서 접종하도록 안내해 주세요.",
    elsewhere_title: "다른 병원의 예약입니다",
    elsewhere_text: "이 병원에서는 내용을 볼 수 없습니다. 예약한 병원에서 접종하도록 안내해 주세요.",
    search_again: "다른 예약 찾기",
    dose: |n, of| format!("{of}차 중 {n}차"),
    age: |n| if n > 150 { "—".to_owned() } else { format!("만 {n}세") },
    last: "지난 접종",
    heed: "먼저 확인해 주세요",
    not_accepted: "아직 접수하지 않은 예약입니다. 접종할 수 있는 예약인지 확인해 주세요.",
    see_request: "예약 신청 보기",
    other_day: |day| {
        format!("예약한 날은 {day}입니다. 오늘 자리가 남아 있으면 예약을 오늘로 옮겨 기록합니다.")
    },
    no_hold: |status| {
        format!(
            "‘{status}’ 상태여서 맡아 둔 백신이 없습니다. 남은 백신과 오늘 자리가 있으면 예약 없이 온 사람으로 기록합니다."
        )
    },
    cannot: "지금은 접종할 수 없습니다",
    given_today: "오늘 접종을 이미 기록했습니다.",
    others_title: "휴대전화 번호를 다시 확인해 주세요",
    others_text: "이 번호로는 다른 사람만 등록되어 있습니다. 가족의 번호가 맞으면 그대로 기록해 주세요. 번호가 틀리면 다른 사람이 접종 기록을 보게 됩니다.",
    was_given: "이 예약의 접종을 기록했습니다.",
    see_records: "오늘 접종 기록 보기",
    lot: "로트",
    lot_hint: "백신 병에 적힌 번호와 같은지 확인해 주세요.",
    lot_good: |day, left| format!("{day}까지 · 남은 {left}회분"),
    lot_soon: |days| if days == 0 { "오늘 만료".to_owned() } else { format!("만료 {days}일 전") },
    lot_expired: |day| format!("유효기간이 지났습니다({day})."),
    lot_empty: "남은 접종분이 없습니다.",
    lot_suspended: |why| format!("사용이 중지되었습니다: {why}"),
    no_lot: "이 백신의 로트가 없습니다",
    no_lot_text: "백신 관리자가 접종 가능 수량을 등록하면 이곳에 표시됩니다.",
    to_check: "접종 내용 확인하기",

    check_title: "접종 내용을 확인해 주세요",
    check_lead: "기록하면 로트에서 한 회분이 빠집니다. 잘못 기록하면 다른 담당자가 정정해야 합니다.",
    record: "접종 기록하기",
    amend: "내용 고치기",
    expires: "유효기간",

    walk_in: "예약 없이 온 사람 접종",
    walk_in_lead: "남은 백신과 오늘 자리가 있을 때 기록할 수 있습니다. 신분증을 보고 입력해 주세요.",
    phone_hint: "본인의 번호로 로그인하면 접종 기록을 볼 수 있습니다. 예: 010-1234-5678",
    name_hint: "신분증에 적힌 이름",
    birth_hint: "예: 1990년 3월 2일",
    walk_in_booked: "이 병원에 예약이 있는 사람이면 그 예약으로 기록합니다.",

    refusal: |refusal| {
        match refusal {
        Refusal::NoDoses => {
            "남은 백신이 모두 예약된 사람의 몫입니다. 다른 백신의 로트를 선택하거나 대기 신청을 안내해 주세요.".into()
        }
        Refusal::DayFull => "오늘 자리가 모두 찼습니다. 다른 날의 예약을 안내해 주세요.".into(),
        Refusal::DayClosed => {
            "오늘은 접종하지 않는 날입니다. 관리자가 접종일을 열거나, 다른 날의 예약을 안내해 주세요.".into()
        }
        Refusal::SeriesComplete => "필요한 접종을 모두 마친 사람입니다. 더 기록할 접종이 없습니다.".into(),
        Refusal::TooEarly(day) => {
            let day = parse_iso(day).map_or_else(|_| day.clone(), super::super::common::date);
            format!("접종 간격이 지나지 않았습니다. 다음 접종은 {day}부터입니다.")
        }
        Refusal::WrongVaccine => {
            "다른 백신으로 접종을 시작했거나 예약한 사람입니다. 같은 백신의 로트로 기록해 주세요.".into()
        }
        Refusal::GivenToday => "오늘 접종을 이미 기록한 사람입니다. 이 병원이나 다른 병원에서 기록했습니다.".into(),
        Refusal::TooYoung(age) => {
            format!("만 {age}세부터 맞을 수 있는 백신입니다. 다른 백신이 있는지 확인해 주세요.")
        }
        other => super::super::problem::refusal(other),
    }
    },

    done: "접종을 기록했습니다",
    done_follows: "예약 상태는 잠시 뒤 반영됩니다.",
    done_next: |n, from| {
        format!("{n}차 접종이 남았습니다. {}부터 맞을 수 있습니다.", super::super::common::date(from))
    },
    done_complete: "필요한 접종을 모두 마쳤습니다.",
    next_person: "다음 사람 접종하기",
    next_walk_in: "같은 로트로 다음 사람 접종하기",
    see_record: "이 기록 보기",
};
