//! The two sign-ins, and the inbox of development.

/// Texts of `/sign-in` and `/sign-in/code`.
pub struct SignIn {
    /// Title and heading.
    pub title: &'static str,
    /// How it works.
    pub lead: &'static str,
    /// Label of the number.
    pub phone: &'static str,
    /// An example.
    pub phone_hint: &'static str,
    /// Error: not a Korean mobile number.
    pub phone_malformed: &'static str,
    /// Heading of the providers.
    pub others: &'static str,
    /// Button: signs in with a provider, by its name.
    pub with: fn(&str) -> String,
    /// Title while a number is proved for a provider's sign-in.
    pub link_title: &'static str,
    /// Why it is asked.
    pub link_lead: &'static str,
    /// To what the number will be linked.
    pub link_notice: fn(&str) -> String,
    /// `/sign-in/away`: title, with the provider's name.
    pub away_title: fn(&str) -> String,
    /// `/sign-in/away`: what happens.
    pub away_text: &'static str,
    /// Link that goes on.
    pub go_on: &'static str,
    /// `/sign-in/failed`: title and text of a reason.
    pub failed: fn(&str) -> (&'static str, &'static str),
    /// Button: back to the sign-in.
    pub once_more: &'static str,
    /// Button: sends the code.
    pub ask: &'static str,
    /// Before the link for staff.
    pub staff_question: &'static str,
    /// Title and heading of the second step.
    pub code_title: &'static str,
    /// Where the code went.
    pub code_lead: fn(&str) -> String,
    /// Label of the code.
    pub code: &'static str,
    /// How it looks.
    pub code_hint: &'static str,
    /// Error: not six digits.
    pub code_malformed: &'static str,
    /// Error: not the right one.
    pub code_wrong: &'static str,
    /// Button: signs in.
    pub enter: &'static str,
    /// Heading above the remedies.
    pub trouble: &'static str,
    /// When a new code can be had.
    pub trouble_text: &'static str,
    /// Button: another code.
    pub again: &'static str,
    /// Link: another number.
    pub change: &'static str,
    /// A new code is on its way.
    pub sent_again: &'static str,
    /// The code is no longer valid: title.
    pub expired: &'static str,
    /// The code is no longer valid: what to do.
    pub expired_text: &'static str,
    /// Link to the development inbox.
    pub inbox: &'static str,
}

/// Texts of `/staff/sign-in`.
pub struct StaffSignIn {
    /// Title and heading, also the link in the footer.
    pub title: &'static str,
    /// Whom it is for.
    pub lead: &'static str,
    /// Label of the sign-in name.
    pub login: &'static str,
    /// Label of the password.
    pub password: &'static str,
    /// Error: name or password.
    pub wrong: &'static str,
    /// Button.
    pub enter: &'static str,
    /// Before the link for citizens.
    pub citizen_question: &'static str,
    /// Somebody is signed in already.
    pub signed_in_as: fn(&str) -> String,
    /// What signing in again does.
    pub signed_in_text: &'static str,
    /// Link to the own pages.
    pub to_work: &'static str,
}

/// Texts of `/dev/inbox`.
pub struct Inbox {
    /// Title and heading.
    pub title: &'static str,
    /// Only in development: title.
    pub warning: &'static str,
    /// Only in development: text.
    pub warning_text: &'static str,
    /// Column: time.
    pub time: &'static str,
    /// Column: number.
    pub phone: &'static str,
    /// Column: code.
    pub code: &'static str,
    /// Nothing there.
    pub empty: &'static str,
    /// Nothing there: what to do.
    pub empty_text: &'static str,
}
