//! `/hospitals`: searching.

/// Texts of the page.
pub struct Find {
    /// Title and heading.
    pub title: &'static str,
    /// For search engines.
    pub description: &'static str,
    /// Label of the name.
    pub name: &'static str,
    /// How a name may be given.
    pub name_hint: &'static str,
    /// Label of the province.
    pub province: &'static str,
    /// First choice of the province: all of them.
    pub everywhere: &'static str,
    /// A province and the number of its hospitals.
    pub province_with: fn(&str, u32) -> String,
    /// A province without a hospital.
    pub province_without: fn(&str) -> String,
    /// Button.
    pub search: &'static str,
    /// Behind the number of results.
    pub found: fn(u32) -> &'static str,
    /// Behind the number of doses left.
    pub left: &'static str,
    /// Doses of one vaccine.
    pub doses: fn(&str) -> String,
    /// Level: enough.
    pub plenty: &'static str,
    /// Level: nearly out.
    pub few: &'static str,
    /// Level: nothing.
    pub none: &'static str,
    /// Name of the list of dates.
    pub dates: &'static str,
    /// What the link of a date does; it follows the date.
    pub book: &'static str,
    /// A card without doses.
    pub no_doses: &'static str,
    /// A card with doses and no free date.
    pub no_dates: &'static str,
    /// Nothing found.
    pub empty: &'static str,
    /// Nothing found: what to do.
    pub empty_text: &'static str,
    /// The chosen province has no hospital.
    pub empty_province: &'static str,
    /// The chosen province has no hospital: what to do.
    pub empty_province_text: fn(&str) -> String,
    /// Starts over.
    pub all: &'static str,
    /// No name fits, these are the nearest.
    pub similar: &'static str,
    /// Name of the choices of order.
    pub order: &'static str,
    /// Order: what fits best, then who has doses.
    pub order_best: &'static str,
    /// Order: the earliest date.
    pub order_soonest: &'static str,
    /// Link to the map, where it stands beneath the list.
    pub to_map: &'static str,
    /// Where a place is near.
    pub near: Near,
}

/// What is said of distances, all of it by the page's island.
pub struct Near {
    /// Order: the nearest.
    pub order: &'static str,
    /// What becomes of the position.
    pub about: &'static str,
    /// While the browser asks.
    pub asking: &'static str,
    /// `{count}` hospitals, as of `{as_of}`.
    pub shown: &'static str,
    /// `{}` hospitals without a position.
    pub missing: &'static str,
    /// The visitor or the browser said no.
    pub denied: &'static str,
    /// The browser does not know.
    pub failed: &'static str,
    /// Shows more.
    pub more: &'static str,
}
