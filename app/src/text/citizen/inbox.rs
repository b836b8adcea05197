//! The inbox, and by what an account wants to be told.

/// Texts of `/my/notices`.
pub struct Inbox {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// How many were not read.
    pub unread: fn(&str) -> String,
    /// All were read.
    pub all_read: &'static str,
    /// Marks all as read (button).
    pub mark_read: &'static str,
    /// Mark of one that was not read.
    pub new: &'static str,
    /// Only the newest are shown: how many.
    pub cut: fn(&str) -> String,
    /// None at all: heading.
    pub empty_title: &'static str,
    /// None at all: what will be here.
    pub empty_text: &'static str,
    /// Link to the reservation.
    pub see: &'static str,
    /// Leads to the dose that is held (button).
    pub choose: &'static str,
    /// Name of the list of receipts.
    pub receipts: &'static str,
    /// `/my/settings`
    pub setting: Settings,
}

/// Texts of `/my/settings`.
pub struct Settings {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// Under the heading: what stays.
    pub lead: &'static str,
    /// Banner.
    pub saved: &'static str,
    /// Question: messages to the phone.
    pub message: &'static str,
    /// Answer.
    pub message_on: &'static str,
    /// What it means.
    pub message_on_hint: &'static str,
    /// Answer.
    pub message_off: &'static str,
    /// What it means.
    pub message_off_hint: &'static str,
    /// Error.
    pub message_missing: &'static str,
    /// Question: at night.
    pub quiet: &'static str,
    /// What goes out at night all the same.
    pub quiet_hint: &'static str,
    /// Answer.
    pub quiet_on: &'static str,
    /// What it means.
    pub quiet_on_hint: &'static str,
    /// Answer.
    pub quiet_off: &'static str,
    /// Error.
    pub quiet_missing: &'static str,
    /// Question: language of messages.
    pub language: &'static str,
    /// That it is not the language of the pages.
    pub language_hint: &'static str,
    /// Error.
    pub language_missing: &'static str,
    /// Keeps them (button).
    pub save: &'static str,
}
