//! Suspected duplicates.

/// Texts of `/admin/duplicates`.
pub struct Duplicate {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// What it may mean.
    pub lead: &'static str,
    /// How many groups.
    pub count: fn(&str) -> String,
    /// On the overview: how many groups.
    pub notice: fn(&str) -> String,
    /// Link from the overview.
    pub see: &'static str,
    /// None: heading.
    pub empty_title: &'static str,
    /// None: what it means.
    pub empty_text: &'static str,
    /// Only so many are shown.
    pub cut: fn(&str) -> String,
    /// Link to the file.
    pub download: &'static str,
    /// Column.
    pub group: &'static str,
    /// Column.
    pub name: &'static str,
    /// Column.
    pub birth: &'static str,
    /// Column.
    pub phone: &'static str,
    /// Column.
    pub since: &'static str,
    /// Column.
    pub bookings: &'static str,
    /// Column.
    pub waits: &'static str,
    /// Column.
    pub doses: &'static str,
}
