//! `/status`: what is left in the country, and how the service is doing.

use crate::text::public::Now;

pub(super) const NOW: Now = Now {
    title: "서비스 현황",
    lead: "지역별로 남은 백신과 자리, 화면이 갱신되는 데 걸리는 시간을 보여 드립니다.",
    hospitals: "전담 병원",
    doses: "예약 가능한 백신",
    places: "14일 안의 빈 자리",
    waiting: "예약 대기",
    unit_hospitals: "곳",
    unit_doses: "회분",
    unit_places: "자리",
    unit_people: "명",
    by_province: "지역별 현황",
    by_province_text: "병원 수, 예약할 수 있는 백신(회분), 오늘부터 14일 동안의 빈 자리, 대기하는 사람 수입니다.",
    column_hospitals: "병원",
    column_doses: "백신",
    column_places: "자리",
    column_waiting: "대기",
    province: "지역",
    no_hospital: "병원 없음",
    booking: "예약 처리",
    booking_works: "정상",
    booking_works_text: "예약 신청을 바로 처리하고 있습니다.",
    booking_tried: "다시 확인하는 중",
    booking_rests: "점검 중",
    booking_rests_text: "지금은 예약을 처리하지 못할 수 있습니다. 대기 신청은 할 수 있고, 접수 순서를 지켜 알려드립니다.",
    delay: "알림과 화면 갱신 지연",
    delay_text: "예약, 접수, 취소가 다른 화면에 반영되기까지 밀려 있는 시간입니다. 예약 자체는 언제나 바로 처리합니다.",
    consumer: |name| match name {
        "live" => "열려 있는 화면 갱신",
        "line" => "대기자에게 기회 주기",
        "status" => "접종 결과를 예약에 반영",
        "release" => "취소된 백신과 자리 되돌리기",
        other => other,
    },
    no_delay: "지연 없음",
    seconds: |s| {
        if s < 60.0 { format!("{:.0}초", s.ceil()) } else { format!("{:.0}분", (s / 60.0).ceil()) }
    },
    auto_on: "30초마다 새로 고침 켜기",
    auto_off: "자동 새로 고침 끄기",
    auto_is_on: "30초마다 새로 고치고 있습니다.",
};
