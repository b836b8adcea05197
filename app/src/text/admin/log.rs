//! `/admin/log`

/// Texts of this page.
pub struct Log {
    /// Work menu, and heading.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
    /// One database role: title.
    pub weak: &'static str,
    /// One database role: what it means and what to do.
    pub weak_text: &'static str,
    /// Column and field: when.
    pub at: &'static str,
    /// Column and field: who.
    pub account: &'static str,
    /// What to type there.
    pub account_hint: &'static str,
    /// Somebody who is no member of staff, by number.
    pub citizen: fn(&str) -> String,
    /// Column and field: what.
    pub action: &'static str,
    /// Any action.
    pub all: &'static str,
    /// An action in words; empty for one of a newer release.
    pub name: fn(&str) -> &'static str,
    /// Any hospital.
    pub everywhere: &'static str,
    /// Why access was denied; empty for other reasons.
    pub denial: fn(&str) -> &'static str,
    /// Column and field: to what.
    pub subject: &'static str,
    /// What to type there.
    pub subject_hint: &'static str,
    /// Field: first day.
    pub from: &'static str,
    /// Field: last day.
    pub to: &'static str,
    /// Column of the file: why.
    pub reason: &'static str,
    /// Searches (button).
    pub find: &'static str,
    /// On to older lines (button).
    pub older: &'static str,
    /// A condition cannot be read: title.
    pub odd: &'static str,
    /// A condition cannot be read: what to do.
    pub odd_text: &'static str,
    /// None: title.
    pub none: &'static str,
    /// None: what to do.
    pub none_text: &'static str,
}
