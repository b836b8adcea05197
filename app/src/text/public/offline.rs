//! Without a network: the page that stands in for others, and the last seen reservation.

/// Texts of `/offline` and `/my/{id}/kept`.
pub struct Offline {
    /// `/offline`: heading.
    pub title: &'static str,
    /// `/offline`: what it means.
    pub lead: &'static str,
    /// `/offline`: heading of what works all the same.
    pub able: &'static str,
    /// `/offline`: what works all the same.
    pub able_list: &'static [&'static str],
    /// `/offline`: link to the reservation that this device has kept.
    pub kept: &'static str,
    /// `/offline`: loads the page again.
    pub again: &'static str,

    /// `/my/{id}/kept`: title.
    pub kept_title: &'static str,
    /// Above it: when the page was as it is shown.
    pub kept_at: fn(&str) -> String,
    /// That things may stand otherwise by now.
    pub kept_text: &'static str,
    /// Heading of what cannot be done here.
    pub unable: &'static str,
    /// What needs a network, and what happens when there is one.
    pub unable_text: &'static str,
    /// Link to the present state.
    pub now: &'static str,
    /// Heading of the following.
    pub device: &'static str,
    /// When the device forgets the page by itself.
    pub device_text: &'static str,
    /// Button: forgets it now.
    pub forget: &'static str,
}
