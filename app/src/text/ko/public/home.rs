//! `/`: what the service is for.

use crate::text::public::Home;

pub(super) const HOME: Home = Home {
    title: "코로나 백신 접종 예약",
    lead: "전국 전담 병원의 남은 백신과 날짜를 확인하고, 바로 예약하거나 대기를 신청합니다.",
    book_text: "병원과 날짜를 골라 접종을 예약합니다.",
    my_text: "예약 상태와 대기 순서를 확인합니다.",
    left: "잔여 현황",
    left_text: "지역별로 남은 백신과 자리를 확인합니다.",
    search: "병원 찾기",
    all: "전체 병원 보기",
    now: "지금 예약할 수 있는 백신",
    doses: "예약 가능한 백신",
    hospitals: "백신이 남은 병원",
    places: "14일 안의 빈 자리",
    of_hospitals: |all| format!("전담 병원 {all}곳 중"),
    nothing: "지금은 남은 백신이 없습니다. 병원 페이지에서 대기를 신청할 수 있습니다.",
};
