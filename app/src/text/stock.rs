//! The vaccine manager: supplies, doses, stock.

/// Texts of this area.
pub struct Stock {
    /// Name of the area, beside the brand.
    pub area: &'static str,
}
