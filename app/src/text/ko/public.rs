//! Home, hospitals, service status, help, display settings.

use crate::text::Public;

pub(super) const PUBLIC: Public = Public {
    display_title: "화면 설정",
    display_language: "언어",
    display_contrast: "화면 대비",
    contrast_normal: "기본",
    contrast_high: "고대비",
    contrast_high_hint: "어두운 바탕에 밝은 글자로 표시합니다.",
    display_save: "설정 저장하기",
    display_language_missing: "언어를 선택해 주세요.",
    display_contrast_missing: "화면 대비를 선택해 주세요.",
};
