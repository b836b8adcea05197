//! The reservation manager: days, requests, accepting and rejecting.

/// Texts of this area.
pub struct Desk {
    /// Name of the area, beside the brand.
    pub area: &'static str,
}
