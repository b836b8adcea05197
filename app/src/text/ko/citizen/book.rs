//! Booking a dose, from the preparation to the number.

use crate::text::citizen::Book;
use crate::text::ko::common::date;

pub(super) const BOOK: Book = Book {
    journey: "예약하기",
    start_title: "예약하기 전에 확인해 주세요",
    start_lead: "병원을 고르고 날짜를 선택하면 예약을 신청할 수 있습니다.",
    needs_title: "준비할 것",
    needs: &[
        "휴대전화 번호: 인증번호로 로그인합니다.",
        "접종받을 사람의 이름과 생년월일: 신분증에 적힌 대로 한 번만 입력합니다.",
    ],
    notes_title: "유의사항",
    notes: &[
        "한 사람이 한 번에 한 건만 예약할 수 있습니다.",
        "백신마다 접종할 수 있는 나이와 필요한 접종 횟수가 다릅니다. 백신을 고를 때 알려드립니다.",
    ],
    before_title: "접종하기 전에 확인해 주세요",
    before: &[
        "백신 성분에 심한 알레르기 반응이 있었다면 예약하기 전에 의사와 상담해 주세요.",
        "접종하는 날 열이 나거나 아프면 나은 뒤에 접종해 주세요.",
        "접종하는 날에는 신분증을 챙겨 주세요.",
    ],
    find_hospital: "병원 찾기",

    person_title: "접종받을 사람을 입력해 주세요",
    person_lead: "한 번만 입력하면 다음 예약부터는 다시 묻지 않습니다.",
    name: "이름",
    name_hint: "신분증에 적힌 이름을 입력해 주세요.",
    birth: "생년월일",
    name_malformed: "이름에는 글자만 쓸 수 있습니다. 신분증에 적힌 이름을 입력해 주세요.",
    birth_missing: "생년월일의 연, 월, 일을 모두 입력해 주세요.",
    birth_year_short: "태어난 해를 네 자리로 입력해 주세요. 예: 1962",
    date_missing: "날짜를 선택해 주세요.",
    born: |d| format!("{}년 {}월 {}일생", d.year(), u8::from(d.month()), d.day()),
    birth_hint: "예: 1990년 3월 2일",
    person_privacy: "이름과 생년월일은 암호화해 보관하고, 예약한 병원의 담당자만 볼 수 있습니다.",
    person_save: "저장하고 계속하기",

    date_title: "백신과 날짜를 선택해 주세요",
    vaccine: "백신",
    not_of_age: "접종받는 사람이 아직 이 나이가 아닙니다",
    none_fits: "선택한 사람이 맞을 수 있는 백신이 없습니다",
    none_fits_text: "이 병원에 남은 백신은 접종받는 사람보다 나이가 많아야 맞을 수 있습니다. 다른 병원을 찾아 주세요.",
    vaccine_facts: |left, doses, interval, age| {
        let doses = match (doses, interval) {
            (1, _) => "1회 접종".to_owned(),
            (n, 0) => format!("{n}회 접종"),
            (n, days) => format!("{n}회 접종({days}일 간격)"),
        };
        let age = if age > 0 { format!(" · 만\u{a0}{age}세\u{a0}이상") } else { String::new() };
        format!("{left}회분\u{a0}남음 · {doses}{age}")
    },
    date: "접종 날짜",
    places: |n| format!("{n}자리"),
    full: "마감",
    later: "이후 날짜",
    earlier: "이전 날짜",
    full_days: "마감된 날짜에 접종하고 싶다면",
    full_days_wait: "대기를 신청할 수 있습니다",
    date_next: "예약 내용 확인하기",
    none_title: "지금 예약할 수 있는 백신이 없습니다",
    none_text: "대기를 신청하면 백신이 들어왔을 때 순서대로 알려드립니다. 다른 병원에서 예약할 수도 있습니다.",
    no_days_title: "지금 예약할 수 있는 날짜가 없습니다",
    no_days_text: "접종일이 아직 열리지 않았습니다. 다른 병원을 찾아 주세요.",
    next_dose: |n, vaccine, from| {
        format!("{n}차 접종입니다. {from}부터 같은 백신으로 예약할 수 있습니다: {vaccine}")
    },
    complete_title: "필요한 접종을 모두 마쳤습니다",
    complete_text: "더 예약할 접종이 없습니다. 접종 기록은 예약 확인에서 볼 수 있습니다.",
    others_gone: |names| format!("남은 백신이 없는 종류: {names}"),

    check_title: "예약 내용을 확인해 주세요",
    hospital: "병원",
    person: "접종받는 사람",
    phone: "휴대전화",
    next_title: "신청한 뒤에는",
    next: &[
        "신청하면 바로 백신 1회분과 접종일 자리를 맡아 둡니다. 이때 상태는 예약 등록입니다.",
        "병원이 신청을 확인하고 접수합니다. 접수하면 예약이 확정되고 상태가 예약 완료로 바뀝니다.",
        "진행 상태는 예약 확인에서 언제든지 볼 수 있습니다.",
    ],
    submit: "예약 신청하기",
    together: |n| {
        format!(
            "{n}명을 한 번에 신청합니다. 한 사람이라도 예약할 수 없으면 아무도 예약하지 않고 이유를 알려드립니다."
        )
    },
    too_few: |n| {
        format!(
            "{n}명이 함께 예약하기에는 백신이나 자리가 모자랍니다. 다른 날짜를 고르거나 함께 예약할 사람을 줄여 주세요."
        )
    },
    nobody_booked: "한 사람이라도 예약할 수 없으면 아무도 예약하지 않습니다. 지금 예약된 사람은 없습니다.",
    just_gone: "방금 예약이 마감되었습니다. 남은 백신이 없습니다. 다른 병원을 고르거나 대기를 신청할 수 있습니다.",
    busy: "지금 신청이 몰려 있습니다. 아직 신청되지 않았습니다. 잠시 뒤 다시 신청해 주세요.",

    ways_title: "이렇게 할 수 있습니다",
    other_people: "함께 예약할 사람 바꾸기",
    other_dates: "다른 날짜 고르기",
    choose_again: "백신과 날짜 다시 고르기",
    wait_for_day: "이 날짜에 대기 신청하기",
    wait: "대기 신청하기",
    other_hospital: "다른 병원 찾기",
    see_booking: "진행 중인 예약 보기",
    same_vaccine: "접종 중인 백신으로 예약하기",
    see_doses: "접종 현황 보기",
    start_over: "새로 작성하기",
    old_enough_from: |day| {
        format!("{}부터 이 백신을 접종할 수 있습니다. 그 전에는 다른 백신을 골라 주세요.", date(day))
    },

    done_title: "예약을 등록했습니다",
    done_text: "병원이 접수하면 알려드립니다.",
    number: "예약번호",
    done_next_title: "다음 순서",
    done_next: [
        |_| "병원이 신청을 확인합니다. 접수하면 상태가 예약 완료로 바뀝니다.".to_owned(),
        |_| "접수할 수 없으면 이유와 함께 알려드립니다. 그때 다시 예약할 수 있습니다.".to_owned(),
        |day| format!("{}에 신분증을 가지고 와 주세요. 병원에서 예약번호를 말씀해 주세요.", date(day)),
    ],
    done_others: "함께 예약한 사람",
    done_details: "예약 내용",
    done_now: "지금 상태",
    to_reservation: "예약 상태 보기",
    keep: "이 페이지를 즐겨찾기에 저장하면 언제든지 다시 볼 수 있습니다.",
};
