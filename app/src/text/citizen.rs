//! Sign-in, booking, waiting, my reservations.

/// Texts of this area.
pub struct Citizen {
    /// Name of the area, beside the brand.
    pub area: &'static str,
}
