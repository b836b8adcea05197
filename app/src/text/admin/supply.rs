//! `/admin/supplies`

/// Texts of these pages.
pub struct Supplies {
    /// Work menu, heading of the list.
    pub title: &'static str,
    /// Leads to the form (button), and heading of the form.
    pub new: &'static str,
    /// Under that heading.
    pub new_lead: &'static str,
    /// Name of the filter.
    pub filter: &'static str,
    /// Filter: every state.
    pub all: &'static str,
    /// Only the newest ones are shown: how many.
    pub cut: fn(&str) -> String,
    /// Column and label: hospital.
    pub hospital: &'static str,
    /// Hint to the hospital.
    pub hospital_hint: &'static str,
    /// Column and label: vaccine.
    pub vaccine: &'static str,
    /// Hint of a vaccine: vials left, doses a vial.
    pub vaccine_hint: fn(&str, i16) -> String,
    /// Column and label: lot number.
    pub lot: &'static str,
    /// Hint to the lot number.
    pub lot_hint: &'static str,
    /// Column and label: last day of use.
    pub expires: &'static str,
    /// Hint to it.
    pub expires_hint: &'static str,
    /// Column and label: vials.
    pub vials: &'static str,
    /// Column: state.
    pub state: &'static str,
    /// Nothing there: title.
    pub none: &'static str,
    /// Nothing there: what to do.
    pub none_text: &'static str,
    /// No vaccine yet: title.
    pub no_vaccine: &'static str,
    /// No vaccine yet: what to do.
    pub no_vaccine_text: &'static str,
    /// On to the check page (button).
    pub to_check: &'static str,
    /// Heading of the check page.
    pub check_title: &'static str,
    /// Under that heading.
    pub check_lead: &'static str,
    /// Row: vials left after it.
    pub left_after: &'static str,
    /// Row: doses to be expected.
    pub expected: &'static str,
    /// Sends (button).
    pub send: &'static str,
    /// Leaves the check page (button).
    pub do_not_send: &'static str,
    /// Banner: sent, with the hospital's name and lot.
    pub sent: fn(&str, &str) -> String,
    /// Banner: what comes next.
    pub sent_text: &'static str,
}
