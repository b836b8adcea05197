//! `/`: what the service is for.

/// Texts of the page.
pub struct Home {
    /// Title and heading.
    pub title: &'static str,
    /// What it is, in one sentence.
    pub lead: &'static str,
    /// Under "book".
    pub book_text: &'static str,
    /// Under "my reservations".
    pub my_text: &'static str,
    /// What is left.
    pub left: &'static str,
    /// Under it.
    pub left_text: &'static str,
    /// Heading of the search.
    pub search: &'static str,
    /// Link to all hospitals.
    pub all: &'static str,
    /// Heading of the figures.
    pub now: &'static str,
    /// Figure: bookable doses.
    pub doses: &'static str,
    /// Figure: hospitals with doses.
    pub hospitals: &'static str,
    /// Figure: free places.
    pub places: &'static str,
    /// Of how many hospitals in all.
    pub of_hospitals: fn(&str) -> String,
    /// When there is no dose in the country.
    pub nothing: &'static str,
}
