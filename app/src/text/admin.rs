//! The admin: hospitals, vaccines, supplies.

/// Texts of this area.
pub struct Admin {
    /// Name of the area, beside the brand.
    pub area: &'static str,
}
