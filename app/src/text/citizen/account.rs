//! One's own account: ways to sign in, a copy of what is kept, and its end.

/// Texts of the account's pages.
pub struct Account {
    /// `/my/sign-in-ways`.
    pub ways: Ways,
    /// `/my/data`.
    pub data: Data,
    /// `/my/erase`.
    pub erase: Erase,
}

/// Texts of `/my/sign-in-ways`.
pub struct Ways {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// What one sees.
    pub lead: &'static str,
    /// Heading of the number.
    pub phone_title: &'static str,
    /// That it always stays.
    pub phone_text: &'static str,
    /// Heading of the providers.
    pub linked_title: &'static str,
    /// None: heading.
    pub empty_title: &'static str,
    /// None: how one comes to be there.
    pub empty_text: &'static str,
    /// Since when.
    pub since: fn(&str) -> String,
    /// Last used when.
    pub used: fn(&str) -> String,
    /// Button.
    pub remove: &'static str,
    /// `?done=removed`.
    pub removed: &'static str,
}

/// Texts of `/my/data`.
pub struct Data {
    /// Heading, and the link to it.
    pub title: &'static str,
    /// What it is for.
    pub lead: &'static str,
    /// Heading of what is kept.
    pub kept_title: &'static str,
    /// What is kept, why and how long.
    pub kept: &'static [(&'static str, &'static str)],
    /// Heading of the file.
    pub file_title: &'static str,
    /// What is in it.
    pub file_text: &'static str,
    /// Link.
    pub download: &'static str,
    /// Heading of the end.
    pub erase_title: &'static str,
    /// What it means.
    pub erase_text: &'static str,
    /// Link to `/my/erase`.
    pub erase: &'static str,
}

/// Texts of `/my/erase` and the page after it.
pub struct Erase {
    /// Heading.
    pub title: &'static str,
    /// That it cannot be undone.
    pub lead: &'static str,
    /// Heading of what goes.
    pub gone_title: &'static str,
    /// What goes.
    pub gone: &'static [&'static str],
    /// Bookings and waits that will be given up.
    pub open: fn(usize) -> String,
    /// Heading of what stays.
    pub stays_title: &'static str,
    /// What stays, and why.
    pub stays: &'static [&'static str],
    /// Button: sends a code.
    pub ask: &'static str,
    /// Why a code.
    pub ask_text: fn(&str) -> String,
    /// Second step: heading.
    pub confirm_title: &'static str,
    /// Second step: what the code does.
    pub confirm_lead: fn(&str) -> String,
    /// Button: erases.
    pub erase: &'static str,
    /// Link: stays.
    pub keep: &'static str,
    /// Error: the code is of another number.
    pub other_number: &'static str,
    /// Afterwards: heading.
    pub done_title: &'static str,
    /// Afterwards.
    pub done_text: &'static str,
}
