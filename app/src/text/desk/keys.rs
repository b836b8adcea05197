//! The desk's keys.

/// Texts of the keys of `/desk/requests` and `/desk/requests/{id}`.
pub struct KeyTexts {
    /// Heading.
    pub title: &'static str,
    /// Turns them off (button).
    pub off: &'static str,
    /// Turns them on (button).
    pub on: &'static str,
    /// Accepts the request that has the focus, or the first one.
    pub accept_next: &'static str,
    /// Accepts the request of the page.
    pub accept: &'static str,
    /// On to its rejection.
    pub reject: &'static str,
    /// Opens it.
    pub open: &'static str,
    /// Up and down the list.
    pub step: &'static str,
    /// Takes the last acceptance back, by cancelling.
    pub undo: &'static str,
}
