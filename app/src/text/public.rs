//! Home, hospitals, service status, help, display settings.

use domain::hospital::Province;

/// Texts of this area.
pub struct Public {
    /// Name of a province, on every screen.
    pub province: fn(Province) -> &'static str,
    /// Title and heading of `/language`.
    pub display_title: &'static str,
    /// Question above the languages.
    pub display_language: &'static str,
    /// Question above normal and high contrast.
    pub display_contrast: &'static str,
    /// Normal contrast.
    pub contrast_normal: &'static str,
    /// High contrast.
    pub contrast_high: &'static str,
    /// Hint to high contrast.
    pub contrast_high_hint: &'static str,
    /// Button that keeps the choice.
    pub display_save: &'static str,
    /// Error: no language chosen.
    pub display_language_missing: &'static str,
    /// Error: no contrast chosen.
    pub display_contrast_missing: &'static str,
}
