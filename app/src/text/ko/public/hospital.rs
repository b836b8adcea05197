//! `/hospitals/{id}`: one hospital.

use crate::text::public::HospitalPage;

pub(super) const HOSPITAL: HospitalPage = HospitalPage {
    description: "이 병원에 남은 백신, 예약할 수 있는 날짜와 날마다 남은 자리를 확인하고 예약합니다.",
    kind: str::to_owned,
    book: "예약하기",
    wait: "대기 신청하기",
    others: "같은 지역의 다른 병원 보기",
    doses: "남은 백신",
    vaccine: "백신",
    left: "남은 수량",
    required: "접종 횟수",
    required_with: |doses, days| {
        if doses > 1 { format!("{doses}회, {days}일 간격") } else { format!("{doses}회") }
    },
    age: "나이",
    age_from: |years| format!("만 {years}세 이상"),
    waiting: "대기",
    people: |n| format!("{n}명"),
    line: "대기 규칙과 순서 기록 보기",
    dates: "날짜별 남은 자리",
    dates_text: "날짜를 선택하면 예약을 시작합니다.",
    dates_closed: "남은 백신이 없어서 지금은 날짜를 선택할 수 없습니다.",
    closes: |time| format!("당일 예약은 {time}까지 할 수 있습니다."),
    places: |n| format!("{n}자리"),
    weekday: |day| format!("({day})"),
    full: "마감",
    full_wait: "대기 신청",
    beyond: "유효기간 이후",
    no_doses: "지금은 남은 백신이 없습니다",
    no_doses_text: "대기를 신청하면 신청한 순서대로 줄을 섭니다. 가까운 다른 병원에서 예약할 수도 있습니다.",
    all_full: "가까운 날짜가 모두 마감되었습니다",
    all_full_text: "아래 날짜 가운데 하루를 골라 대기를 신청하거나, 예약하기에서 더 뒤의 날짜를 볼 수 있습니다.",
    no_dates: "열려 있는 접종일이 없습니다. 다른 병원을 찾아 주세요.",
    no_vaccines: "이 병원에는 아직 등록된 백신이 없습니다.",
};
