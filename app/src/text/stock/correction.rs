//! `/stock/supplies/:id/correct`

/// Texts of these pages.
pub struct Corrections {
    /// Leads to the correction (button).
    pub link: &'static str,
    /// Heading of the first step.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
    /// Row: the number as it is.
    pub present: &'static str,
    /// Label and row: the new number.
    pub doses: &'static str,
    /// Hint to it: the most.
    pub doses_hint: fn(&str) -> String,
    /// Error: it is that number already.
    pub same: &'static str,
    /// On to the check page (button).
    pub to_check: &'static str,
    /// Heading of the check page.
    pub check_title: &'static str,
    /// Under that heading.
    pub check_lead: &'static str,
    /// More doses than before: how many.
    pub more: fn(&str) -> String,
    /// Fewer doses than before: how many.
    pub fewer: fn(&str) -> String,
    /// Label: why.
    pub reason: &'static str,
    /// Hint to it.
    pub reason_hint: &'static str,
    /// Corrects (button).
    pub correct_now: &'static str,
    /// Leaves the check page (button).
    pub keep: &'static str,
    /// Banner: lot, doses.
    pub done: fn(&str, &str) -> String,
    /// Banner: what it means.
    pub done_text: &'static str,
}
