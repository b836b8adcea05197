//! `/admin/staff`

/// Texts of these pages.
pub struct AdminStaff {
    /// Work menu, heading of the list.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
    /// Leads to inviting (button), and its heading.
    pub new: &'static str,
    /// Label of the search.
    pub search: &'static str,
    /// Searches (button).
    pub find: &'static str,
    /// Number of results.
    pub results: fn(&str) -> String,
    /// Nothing found: title.
    pub none: &'static str,
    /// Nothing found: what to do.
    pub none_text: &'static str,
    /// Label and column: what they are called.
    pub name: &'static str,
    /// Hint to it.
    pub name_hint: &'static str,
    /// Label and column: sign-in name.
    pub login: &'static str,
    /// Hint to it.
    pub login_hint: &'static str,
    /// Label and column: role.
    pub role: &'static str,
    /// Label: hospital.
    pub hospital: &'static str,
    /// Hint to it.
    pub hospital_hint: &'static str,
    /// Error: a manager without hospital.
    pub hospital_missing: &'static str,
    /// Error: somebody has this sign-in name.
    pub login_taken: &'static str,
    /// Role.
    pub admin: &'static str,
    /// Role.
    pub vaccine_manager: &'static str,
    /// Role.
    pub reservation_manager: &'static str,
    /// Invites (button).
    pub invite: &'static str,

    /// Heading of a new invitation.
    pub link_title: &'static str,
    /// Under that heading: the sign-in name.
    pub link_lead: fn(&str) -> String,
    /// Row: the link.
    pub link: &'static str,
    /// Row: the code alone.
    pub code: &'static str,
    /// How to hand it over.
    pub link_how: &'static str,
    /// Goes on (button).
    pub link_done: &'static str,

    /// Column and row: state.
    pub state: &'static str,
    /// State: can sign in.
    pub active: &'static str,
    /// State: an invitation is open.
    pub invited: &'static str,
    /// The same, until when.
    pub invited_until: fn(&str) -> String,
    /// State: the invitation is too old.
    pub lapsed: &'static str,
    /// State: disabled.
    pub disabled: &'static str,
    /// Row: second factor.
    pub factor: &'static str,
    /// No second factor.
    pub factor_none: &'static str,
    /// A second factor.
    pub factor_some: &'static str,
    /// Row: where signed in.
    pub sessions: &'static str,
    /// So many.
    pub n_sessions: fn(u32) -> String,
    /// Column and row: last seen.
    pub seen: &'static str,
    /// Never seen.
    pub never: &'static str,
    /// Heading of the roles.
    pub roles: &'static str,
    /// No role.
    pub no_roles: &'static str,
    /// Leads to giving a role (button), and gives.
    pub give: &'static str,
    /// Under the heading of giving.
    pub give_lead: &'static str,
    /// Leads to moving a role (button), and moves.
    pub relocate: &'static str,
    /// Heading of moving.
    pub relocate_title: fn(&str) -> String,
    /// Under that heading.
    pub relocate_lead: &'static str,
    /// Row: the present hospital.
    pub from: &'static str,
    /// Label: the new hospital.
    pub to: &'static str,
    /// Leads to taking a role (button), and takes.
    pub take: &'static str,
    /// Heading of taking.
    pub take_title: fn(&str) -> String,
    /// Under that heading.
    pub take_lead: &'static str,
    /// Leaves a last look (button).
    pub back: &'static str,
    /// Banner: roles were changed.
    pub changed: &'static str,

    /// Heading of what concerns signing in.
    pub sign_in: &'static str,
    /// Ends all sessions (button).
    pub end_sessions: &'static str,
    /// Banner.
    pub sessions_ended: &'static str,
    /// Leads to the reset (button), and resets.
    pub reset: &'static str,
    /// Heading of the reset.
    pub reset_title: &'static str,
    /// Under that heading.
    pub reset_lead: &'static str,
    /// Leads to disabling (button), and disables.
    pub disable: &'static str,
    /// Heading of disabling.
    pub disable_title: &'static str,
    /// Under that heading.
    pub disable_lead: &'static str,
    /// Banner: disabled.
    pub was_disabled: &'static str,
    /// Enables (button).
    pub enable: &'static str,
    /// Banner: enabled.
    pub enabled: &'static str,
}
