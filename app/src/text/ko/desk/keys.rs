//! The desk's keys.

use crate::text::desk::KeyTexts;

pub(super) const KEYS: KeyTexts = KeyTexts {
    title: "단축키",
    off: "단축키 끄기",
    on: "단축키 켜기",
    accept_next: "선택한 신청 접수(선택하지 않았으면 맨 위)",
    accept: "이 신청 접수",
    reject: "거절 사유 고르기",
    open: "자세히 보기",
    step: "위아래로 옮기기",
    undo: "방금 접수한 예약 취소하기",
};
