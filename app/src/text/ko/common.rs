//! The frame around pages, statuses, dates and errors.

use crate::text::{Common, common::clock};
use domain::{calendar::in_seoul, reservation::ReservationStatus as S};
use time::Date;

pub(super) const COMMON: Common = Common {
    brand: "알리미",
    brand_sub: "코로나 백신 접종",
    description: "남은 백신을 확인하고 접종을 예약합니다. 자리가 없으면 대기를 신청하고 차례를 알림으로 받습니다.",
    skip: "본문 바로가기",
    menu: "주 메뉴",
    staff_menu: "업무 메뉴",
    nav_book: "예약하기",
    nav_my: "예약 확인",
    nav_hospitals: "병원 찾기",
    nav_status: "서비스 현황",
    notices: "알림",
    unread: |n| format!("읽지 않은 알림 {n}건"),
    sign_in: "로그인",
    sign_out: "로그아웃",
    other_language: "English",
    krds_note: "이 서비스는 KRDS(대한민국 정부 디자인시스템, 공공누리 제1유형)의 디자인 토큰을 사용합니다.",
    font_note: "글꼴은 Pretendard GOV에서 필요한 글자를 골라 만들었습니다.",
    font_licence: "글꼴 사용 조건(SIL OFL 1.1)",
    back: "이전",
    optional: "(선택)",
    change: "변경",
    error: "오류:",
    errors_title: "입력한 내용을 확인해 주세요",
    refused_title: "처리하지 못했습니다",
    choose: "선택해 주세요",
    year: "년",
    month: "월",
    day: "일",
    previous_page: "이전",
    next_page: "다음",
    pages: "쪽",
    missing_title: "페이지를 찾을 수 없습니다",
    missing_text: "주소가 잘못되었거나 페이지가 없어졌습니다. 주소를 다시 확인해 주세요.",
    denied_title: "이 페이지를 볼 권한이 없습니다",
    denied_text: "다른 계정으로 로그인하면 볼 수 있습니다.",
    unsigned_title: "로그인이 필요합니다",
    unsigned_text: "로그인하면 이 페이지로 다시 돌아옵니다.",
    malformed_title: "요청을 읽을 수 없습니다",
    malformed_text: "페이지를 새로 열고 다시 입력해 주세요.",
    busy_title: "잠시 후 다시 시도해 주세요",
    throttled_text: "짧은 시간에 요청이 너무 많았습니다. 1분 뒤에 다시 시도해 주세요. 입력하던 내용은 뒤로 가면 남아 있습니다.",
    busy_text: "지금은 요청이 많습니다. 1분 뒤에 다시 시도해 주세요.",
    fault_title: "서비스에 문제가 생겼습니다",
    fault_text: "잠시 후 다시 시도해 주세요. 계속되면 아래 번호를 알려 주세요.",
    fault_number: "오류 번호",
    home: "처음으로",
    sign_out_title: "로그아웃하시겠습니까?",
    sign_out_text: "이 기기에서 로그아웃합니다. 등록한 예약은 그대로 유지됩니다.",
    signed_out_already: "로그인한 상태가 아닙니다.",
    live: "실시간",
    live_moved: "상태가 바뀌었습니다. 전체 내용을 보려면",
    stale: "새 소식을 받지 못하고 있습니다.",
    late: "집계가 늦어지고 있습니다. 위 시각까지의 현황입니다.",
    refresh: "새로 고침",
    offline: "인터넷 연결이 끊겼습니다. 입력한 내용은 아직 제출되지 않았습니다.",
    session_soon: "5분 안에 로그인이 끝납니다. 계속 사용하려면 로그인을 유지해 주세요.",
    session_soon_over: "5분 안에 로그인이 끝납니다. 입력하던 내용이 있으면 지금 보내 주세요.",
    session_stay: "로그인 유지하기",
    session_over: "로그인이 끝났습니다. 그대로 보내면 입력한 내용을 보관하고 로그인 화면으로 안내합니다.",
    session_until: |at| {
        format!(
            "사용하지 않으면 {at}에 로그인이 끝납니다. 그 뒤에 보낸 내용은 보관하므로 다시 로그인해 이어서 할 수 있습니다."
        )
    },
    session_until_over: |at| {
        format!(
            "{at}에 로그인이 끝납니다. 그 뒤에 보낸 내용은 보관하므로 다시 로그인해 이어서 할 수 있습니다."
        )
    },
    session_ended: "로그인이 끝났습니다",
    kept_text: "입력한 내용을 보관했습니다. 아직 제출하지 않았습니다. 다시 로그인하면 이어서 할 수 있습니다.",
    sign_in_resume: "로그인하고 이어서 하기",
    covered_text: "개인정보를 보호하려고 화면을 가렸습니다. 다시 로그인하면 이 화면으로 돌아옵니다.",
    sign_in_again: "다시 로그인하기",
    resumed: "입력하던 내용을 다시 채웠습니다",
    resumed_text: "아직 제출하지 않았습니다. 내용을 확인하고 다시 보내 주세요.",
    step: |n, of| format!("{of}단계 중 {n}단계"),
    as_of: |time| format!("{time} 기준"),
    line: |position, waiting| format!("대기 순서 {position}번째 · 모두 {waiting}명 대기"),
    months: ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"],
    held_until: "{month} {day}일 {time}까지 백신 1회분을 맡아 둡니다.",
    time_left: "남은 시간",
    bookable_now: "지금은 대기하지 않고도 바로 예약할 수 있습니다.",
    book_now: "지금 예약하기",
    status,
    date,
    short_date: |d| format!("{}월 {}일({})", u8::from(d.month()), d.day(), weekday(d)),
    month_day: |d| format!("{}월 {}일", u8::from(d.month()), d.day()),
    weekday,
    moment: |at| format!("{} {}", date(in_seoul(at).date()), clock(at)),
};

pub(super) fn date(d: Date) -> String {
    format!("{}년 {}월 {}일({})", d.year(), u8::from(d.month()), d.day(), weekday(d))
}

pub(super) fn status(s: S) -> &'static str {
    match s {
        S::Waiting => "예약 대기",
        S::Offered => "예약 가능",
        S::Requested => "예약 등록",
        S::Confirmed => "예약 완료",
        S::Vaccinated => "접종 완료",
        S::Rejected => "예약 불가",
        S::Cancelled => "예약 취소",
        S::Withdrawn => "대기 취소",
        S::NoShow => "미방문",
        S::Expired => "기한 만료",
    }
}

const WEEKDAYS: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];

fn weekday(d: Date) -> &'static str {
    WEEKDAYS[usize::from(d.weekday().number_days_from_monday())]
}
