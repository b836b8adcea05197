//! `/admin/hospitals`

use crate::text::admin::Hospitals;
use domain::hospital::WaitPolicy;
use time::Weekday as W;

pub(super) const HOSPITAL: Hospitals = Hospitals {
    title: "전담 병원",
    new: "병원 등록",
    search: "병원 이름",
    find: "찾기",
    everywhere: "모든 지역",
    name: "병원 이름",
    name_hint: "같은 지역에 같은 이름의 병원은 등록할 수 없습니다.",
    province: "지역",
    capacity_column: "하루 정원",
    capacity: "일별 최대 접종 인원",
    capacity_hint: "하루에 접종할 수 있는 사람 수입니다. 1명에서 10,000명까지 입력할 수 있습니다.",
    closes_at: "당일 예약 마감 시각",
    closes_at_hint: "이 시각까지 그날의 접종을 예약할 수 있습니다. 예: 18:00",
    closed: "접종하지 않는 요일",
    closed_hint: "없으면 선택하지 않아도 됩니다.",
    weekday: |day| match day {
        W::Monday => "월요일",
        W::Tuesday => "화요일",
        W::Wednesday => "수요일",
        W::Thursday => "목요일",
        W::Friday => "금요일",
        W::Saturday => "토요일",
        W::Sunday => "일요일",
    },
    wait_policy: "취소된 접종분을 나누는 방법",
    wait_policy_name: |policy| match policy {
        WaitPolicy::Turns => "대기 순서대로",
        WaitPolicy::Everyone => "모두에게 알림",
    },
    wait_policy_hint: |policy| match policy {
        WaitPolicy::Turns => "먼저 대기한 사람부터 한 명씩 접종 기회를 받습니다.",
        WaitPolicy::Everyone => "대기하는 모두에게 알리고, 먼저 예약한 사람이 맞습니다.",
    },
    offer_minutes: "접종 기회를 잡아 두는 시간",
    offer_minutes_hint: "5분에서 1,440분까지 입력할 수 있습니다. 08:00부터 21:00까지의 시간만 셉니다.",
    minutes: "분",
    always_closed: "접종하지 않는 요일: 접종하는 요일을 하루 이상 남겨 주세요.",
    bookable: "예약 가능",
    acts: "공급",
    supply: "백신 공급하기",
    none: "찾는 병원이 없습니다",
    none_text: "이름의 일부만 입력하거나 모든 지역에서 찾아 주세요.",
    register: "병원 등록하기",
    registered: |name| format!("{name}: 전담 병원으로 등록했습니다."),
    registered_text: "앞으로 60일의 접종일을 열었습니다. 백신을 공급하면 예약이 시작됩니다.",
    details: "병원 정보",
    stock: "보유 현황",
    no_stock: "등록된 백신이 없습니다.",
    capacity_taken: |n| {
        format!("일별 최대 접종 인원: 사용한 자리가 더 많은 날이 {n}일 있습니다. 더 큰 수를 입력해 주세요.")
    },
    closed_taken: |n| {
        format!("접종하지 않는 요일: 사용한 자리가 있는 날이 {n}일 있습니다. 그 요일은 선택할 수 없습니다.")
    },
    taken_day: |day, n| format!("{day} {n}명"),
    taken_days: |days| format!("자리를 사용한 날: {days}"),
    days: "접종일 열고 닫기",
    days_lead: "하루씩 닫거나 다시 열 수 있습니다. 예약하거나 접종한 사람이 있는 날은 닫을 수 없습니다.",
    day: "접종일",
    taken: |taken, capacity| format!("자리 {taken}명 사용 / 정원 {capacity}명"),
    state: "상태",
    open: "접종하는 날",
    closed_day: "닫은 날",
    close: "닫기",
    reopen: "다시 열기",
    has_bookings: "사용 중인 자리가 있어 닫을 수 없음",
    day_closed: |day| format!("{day}: 접종일을 닫았습니다."),
    day_reopened: |day| format!("{day}: 접종일을 다시 열었습니다."),
    no_days: "열려 있는 접종일이 없습니다",
    no_days_text: "접종하지 않는 요일을 확인해 주세요.",
};
