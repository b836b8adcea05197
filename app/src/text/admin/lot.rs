//! `/admin/lots`

/// Texts of these pages.
pub struct AdminLots {
    /// Work menu, heading of the list.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
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
    /// Column: hospitals that have or had it; and heading above them.
    pub hospitals: &'static str,
    /// So many hospitals.
    pub n_hospitals: fn(&str) -> String,
    /// Tag: may be used.
    pub in_use: &'static str,
    /// Heading of a lot.
    pub lot: fn(&str) -> String,
    /// Row: suspended when.
    pub suspended_at: &'static str,
    /// Row and label: why it is suspended.
    pub reason: &'static str,
    /// No hospital has registered doses of it: title.
    pub no_holders: &'static str,
    /// No hospital has registered doses of it: what it means.
    pub no_holders_text: &'static str,

    /// Leads to the suspension (button), and suspends.
    pub suspend: &'static str,
    /// Heading of the suspension.
    pub suspend_title: &'static str,
    /// Under that heading.
    pub suspend_lead: &'static str,
    /// Hint to the reason.
    pub reason_hint: &'static str,
    /// Leaves the suspension (button).
    pub keep: &'static str,
    /// Banner: suspended.
    pub suspended: fn(&str) -> String,
    /// Banner: what follows.
    pub suspended_text: &'static str,
    /// Leads to taking it into use again (button), and does so.
    pub resume: &'static str,
    /// Heading of that.
    pub resume_title: &'static str,
    /// Under that heading.
    pub resume_lead: &'static str,
    /// Leaves it suspended (button).
    pub keep_suspended: &'static str,
    /// Banner: in use again.
    pub resumed: fn(&str) -> String,
    /// Banner: what follows.
    pub resumed_text: &'static str,

    /// Leads to the people it was given to (button).
    pub see_people: &'static str,
    /// Heading of those people.
    pub people: fn(&str) -> String,
    /// Under that heading.
    pub people_lead: &'static str,
    /// Only the first ones are shown: how many.
    pub people_cut: fn(&str) -> String,
    /// It was given to nobody: title.
    pub no_people: &'static str,
    /// It was given to nobody: what it means.
    pub no_people_text: &'static str,
    /// Column: which dose.
    pub dose: &'static str,
    /// Column: given when.
    pub given_at: &'static str,
}
