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
    /// The e-mail address, on `/my/settings` and beneath it.
    pub email: Email,
    /// Browser notifications, on `/my/settings` and after a booking.
    pub push: Push,
}

/// Texts about the e-mail address.
pub struct Email {
    /// Question: whether to write there.
    pub question: &'static str,
    /// Answer; the address, masked.
    pub on: fn(&str) -> String,
    /// Answer.
    pub off: &'static str,
    /// Section.
    pub title: &'static str,
    /// There is none yet.
    pub none: &'static str,
    /// The address there is, masked.
    pub known: fn(&str) -> String,
    /// No e-mails are sent at present.
    pub unavailable: &'static str,
    /// Leads to the form for an address (button).
    pub add: &'static str,
    /// Leads to it where there is one (button).
    pub change: &'static str,
    /// Forgets it (button).
    pub remove: &'static str,
    /// Banner.
    pub removed: &'static str,
    /// Banner: proven.
    pub saved: &'static str,
    /// Under the heading of the form.
    pub lead: &'static str,
    /// Field.
    pub address: &'static str,
    /// Error.
    pub malformed: &'static str,
    /// Sends the code (button).
    pub ask: &'static str,
    /// Heading: the code.
    pub code_title: &'static str,
    /// Where it was sent (masked).
    pub code_lead: fn(&str) -> String,
    /// What to type.
    pub code_hint: &'static str,
    /// The code is too old: what to do.
    pub expired: &'static str,
    /// Proves the address (button).
    pub prove: &'static str,
    /// Link back to the form for an address.
    pub other: &'static str,
}

/// Texts about browser notifications.
pub struct Push {
    /// Section.
    pub title: &'static str,
    /// What they are, and that they name nobody.
    pub lead: &'static str,
    /// Asks the browser (button).
    pub ask: &'static str,
    /// This browser is told.
    pub told: &'static str,
    /// The browser does not let us ask.
    pub blocked: &'static str,
    /// Nothing came of asking.
    pub failed: &'static str,
    /// None are sent at present.
    pub unavailable: &'static str,
    /// Name of the list of browsers.
    pub browsers: &'static str,
    /// Since when a browser is told.
    pub since: fn(&str) -> String,
    /// Stops it (button).
    pub remove: &'static str,
    /// Banner.
    pub removed: &'static str,
    /// Banner.
    pub saved: &'static str,
    /// Error: a push service nobody knows.
    pub unknown: &'static str,
    /// A browser without a name.
    pub some_browser: &'static str,
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
    /// The same while nothing goes to phones.
    pub message_unavailable: &'static str,
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
