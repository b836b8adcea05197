//! The inbox, and by what an account wants to be told.

use crate::text::citizen::{Inbox, Settings};

pub(super) const INBOX: Inbox = Inbox {
    title: "알림함",
    unread: |n| format!("읽지 않은 알림 {n}건"),
    all_read: "알림을 모두 읽었습니다.",
    mark_read: "모두 읽음으로 표시",
    new: "새 알림",
    cut: |n| format!("최근 알림 {n}건을 표시합니다."),
    empty_title: "아직 알림이 없습니다",
    empty_text: "예약이나 대기를 신청하면 진행 상황을 이곳에서 알려드립니다.",
    see: "예약 상태 보기",
    choose: "날짜 골라 예약하기",
    receipts: "발송 내역",
    setting: Settings {
        title: "알림 설정",
        lead: "휴대전화로 보내는 메시지에 관한 설정입니다. 모든 알림은 설정과 관계없이 알림함에 남습니다.",
        saved: "알림 설정을 저장했습니다.",
        message: "휴대전화 메시지",
        message_on: "받기",
        message_on_hint: "카카오 알림톡으로 보냅니다. 카카오톡을 쓰지 않으면 문자메시지로 보냅니다.",
        message_off: "받지 않기",
        message_off_hint: "접종 기회처럼 급한 소식도 알림함에서 직접 확인해야 합니다.",
        message_missing: "휴대전화 메시지를 받을지 선택해 주세요.",
        quiet: "밤 시간 (21:00–08:00)",
        quiet_hint: "접종 기회, 병원의 예약 취소, 오늘이나 내일 접종에 관한 소식은 밤에도 바로 보냅니다.",
        quiet_on: "받지 않기",
        quiet_on_hint: "밤에 생긴 소식은 아침 8시에 보냅니다.",
        quiet_off: "밤에도 받기",
        quiet_missing: "밤에 받을지 선택해 주세요.",
        language: "메시지 언어",
        language_hint: "화면 언어는 이 설정과 관계없이 화면 위쪽 단추로 바꿉니다.",
        language_missing: "메시지 언어를 선택해 주세요.",
        save: "설정 저장하기",
    },
};
