//! Home, hospitals, service status, help, display settings.

use crate::text::Public;

pub(super) const PUBLIC: Public = Public {
    display_title: "Display settings",
    display_language: "Language",
    display_contrast: "Contrast",
    contrast_normal: "Normal",
    contrast_high: "High contrast",
    contrast_high_hint: "Light text on a dark background.",
    display_save: "Save settings",
    display_language_missing: "Choose a language.",
    display_contrast_missing: "Choose a contrast.",
};
