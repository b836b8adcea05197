//! Messages that were given up.

/// Texts of `/admin/deliveries`.
pub struct Deliveries {
    /// Work menu and heading.
    pub title: &'static str,
    /// Under the heading, when there are some: how many.
    pub lead: fn(&str) -> String,
    /// None: title.
    pub none: &'static str,
    /// None: what it means.
    pub none_text: &'static str,
    /// Column: what it said, and about which hospital.
    pub notice: &'static str,
    /// Column: the channel.
    pub channel: &'static str,
    /// Column: how it failed.
    pub error: &'static str,
    /// The provider gave no reason.
    pub no_error: &'static str,
    /// So many tries.
    pub tries: fn(i16) -> String,
    /// The number under which the log has the call that caused it.
    pub trace: fn(&str) -> String,
    /// Column: given up when.
    pub at: &'static str,
    /// Column of the buttons.
    pub acts: &'static str,
    /// Has it tried again (button).
    pub resend: &'static str,
    /// Banner.
    pub resent: &'static str,
    /// Banner: what follows.
    pub resent_text: &'static str,
    /// It is not among those given up any more.
    pub gone: &'static str,
}
