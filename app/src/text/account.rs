//! One's own account: invitation, second factor, passkeys, devices.

/// Texts of these pages.
pub struct Account {
    /// Heading of `/staff/invitation`.
    pub invitation_title: &'static str,
    /// Under that heading.
    pub invitation_lead: &'static str,
    /// Label: the code.
    pub invitation_code: &'static str,
    /// Hint to it.
    pub invitation_hint: &'static str,
    /// Label: the new password.
    pub new_password: &'static str,
    /// Hint to it.
    pub new_password_hint: &'static str,
    /// Label: the new password once more.
    pub again: &'static str,
    /// Error: the two differ.
    pub differs: &'static str,
    /// Error: too short.
    pub short: &'static str,
    /// Error: too long.
    pub long: &'static str,
    /// Error: others would try it first.
    pub common: &'static str,
    /// Error: it is one's own name.
    pub own: &'static str,
    /// Sends the password (button).
    pub to_factor: &'static str,

    /// Heading of the second factor at sign-in.
    pub factor_title: &'static str,
    /// Under that heading, for staff.
    pub factor_staff_lead: &'static str,
    /// Under that heading, for citizens.
    pub factor_citizen_lead: &'static str,
    /// Label: code of the app, or a recovery code.
    pub factor_code: &'static str,
    /// Hint to it.
    pub factor_code_hint: &'static str,
    /// Label: a recovery code.
    pub recovery_code: &'static str,
    /// Hint to it.
    pub recovery_hint: &'static str,
    /// Error: the code does not fit.
    pub factor_wrong: &'static str,
    /// Proves it (button).
    pub enter: &'static str,
    /// Leads to the sign-in (link).
    pub other_account: &'static str,

    /// Heading of the way by passkey.
    pub passkey: &'static str,
    /// What it is.
    pub passkey_text: &'static str,
    /// Uses one (button).
    pub passkey_use: &'static str,
    /// Uses one to confirm (button).
    pub passkey_confirm: &'static str,
    /// Makes one (button).
    pub passkey_make: &'static str,
    /// Without scripts.
    pub passkey_scripts: &'static str,
    /// This browser or address cannot.
    pub passkey_unable: &'static str,
    /// The device gave up.
    pub passkey_failed: &'static str,
    /// Error: refused by us.
    pub passkey_wrong: &'static str,
    /// Error: ten already, or this one.
    pub passkey_most: &'static str,
    /// Heading of making one.
    pub passkey_title: &'static str,
    /// Under that heading.
    pub passkey_lead: &'static str,
    /// The same, for citizens: what follows.
    pub passkey_citizen_note: &'static str,
    /// Heading of the list.
    pub passkeys: &'static str,
    /// None yet.
    pub no_passkeys: &'static str,
    /// A device that did not say what it is.
    pub unknown_agent: &'static str,
    /// Column: made and used when.
    pub history: &'static str,
    /// Made when.
    pub made_at: fn(&str) -> String,
    /// Last used when.
    pub used_at: fn(&str) -> String,
    /// Leads to removing (button), and removes.
    pub remove: &'static str,
    /// Heading of removing a passkey.
    pub passkey_remove_title: &'static str,
    /// Under that heading.
    pub passkey_remove_lead: &'static str,
    /// Leaves without removing (button).
    pub keep: &'static str,
    /// Error: staff keep one factor.
    pub last_factor: &'static str,

    /// Heading of `/staff/enrol`.
    pub enrol_title: &'static str,
    /// Under that heading.
    pub enrol_lead: &'static str,
    /// Heading: authenticator app.
    pub app: &'static str,
    /// What it is.
    pub app_text: &'static str,
    /// Begins (button).
    pub app_add: &'static str,
    /// Begins again with another app (button).
    pub app_replace: &'static str,
    /// Heading of the app's page.
    pub app_title: &'static str,
    /// First step.
    pub app_scan: &'static str,
    /// The QR code, for those who do not see it.
    pub app_qr: &'static str,
    /// The secret as text.
    pub app_key: &'static str,
    /// Label: the first code.
    pub app_code: &'static str,
    /// Confirms (button).
    pub app_confirm: &'static str,
    /// Error: the code does not fit.
    pub app_wrong: &'static str,
    /// Heading of removing the app.
    pub app_remove_title: &'static str,
    /// Under that heading.
    pub app_remove_lead: &'static str,
    /// State: in use.
    pub enrolled: &'static str,
    /// State: not in use.
    pub not_enrolled: &'static str,

    /// Heading of recovery codes.
    pub codes: &'static str,
    /// What they are.
    pub codes_text: &'static str,
    /// How many are left.
    pub codes_left: fn(u32) -> String,
    /// Draws new ones (button).
    pub codes_draw: &'static str,
    /// Before drawing.
    pub codes_draw_lead: &'static str,
    /// Heading of new codes.
    pub codes_title: &'static str,
    /// Under that heading.
    pub codes_lead: &'static str,
    /// How to print.
    pub codes_print: &'static str,
    /// Goes on (button).
    pub codes_kept: &'static str,

    /// Heading of `/staff/security`.
    pub security_title: &'static str,
    /// Heading of `/my/devices`.
    pub devices_title: &'static str,
    /// Under that heading.
    pub devices_lead: &'static str,
    /// Heading of second factors.
    pub factors: &'static str,
    /// Demo account without a factor: title.
    pub unprotected: &'static str,
    /// What that means.
    pub unprotected_text: &'static str,
    /// The same in the work menu (link).
    pub unprotected_short: &'static str,
    /// Work menu: leads to the page.
    pub security_short: &'static str,
    /// Heading of the password.
    pub password: &'static str,
    /// Leads to changing it (button), and changes.
    pub password_change: &'static str,
    /// Under the heading of changing.
    pub password_lead: &'static str,
    /// Heading of the list.
    pub devices: &'static str,
    /// Column: the device.
    pub device: &'static str,
    /// Column: signed in when.
    pub since: &'static str,
    /// Column: last seen when.
    pub seen: &'static str,
    /// Column: this one, or what can be done.
    pub acts: &'static str,
    /// Tag: the device in front of you.
    pub this_device: &'static str,
    /// Ends a session (button).
    pub end: &'static str,
    /// Ends all others (button).
    pub end_others: &'static str,
    /// Banner: a session was ended.
    pub ended: &'static str,
    /// Banner: all others were ended.
    pub others_ended: &'static str,
    /// Banner: the password was changed.
    pub password_changed: &'static str,
    /// Banner: a passkey was added.
    pub passkey_added: &'static str,
    /// Banner: a factor was removed.
    pub removed: &'static str,

    /// Heading of `/staff/confirm`.
    pub confirm_title: &'static str,
    /// Under that heading.
    pub confirm_lead: &'static str,
    /// Confirms (button).
    pub confirm: &'static str,
    /// Error: password or code does not fit.
    pub confirm_wrong: &'static str,
    /// Citizens: heading of signing in once more.
    pub again_title: &'static str,
}
