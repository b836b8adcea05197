//! Suspected duplicates.

use crate::text::admin::Duplicate;

pub(super) const DUPLICATE: Duplicate = Duplicate {
    title: "중복 의심",
    lead: "이름과 생년월일이 같은 사람이 두 계정 이상에 있습니다. 같은 사람인지 다른 사람인지 확인해 주세요. 자동으로 막거나 지우지 않습니다.",
    count: |n| format!("{n}명이 두 계정 이상에 등록되어 있습니다."),
    notice: |n| format!("이름과 생년월일이 같은 사람이 두 계정 이상에 있습니다: {n}명."),
    see: "중복 의심 보기",
    empty_title: "중복으로 의심되는 사람이 없습니다",
    empty_text: "이름과 생년월일이 같은 사람이 두 계정에 등록되면 여기에 나타납니다.",
    cut: |n| format!("처음 {n}줄만 보여 줍니다. 전체는 내려받은 파일에 있습니다."),
    download: "CSV 내려받기",
    group: "묶음",
    name: "이름",
    birth: "생년월일",
    phone: "휴대전화",
    since: "등록한 때",
    bookings: "진행 중 예약",
    waits: "대기",
    doses: "접종",
};
