//! `/admin/vaccines`

/// Texts of these pages.
pub struct Vaccines {
    /// Work menu, heading of the list.
    pub title: &'static str,
    /// Leads to the form (button), and heading of the form.
    pub new: &'static str,
    /// Column: name.
    pub column_name: &'static str,
    /// Label: Korean name.
    pub name: &'static str,
    /// Label: English name.
    pub name_en: &'static str,
    /// Label: vials bought.
    pub vials: &'static str,
    /// Hint to the vials of a new vaccine.
    pub vials_hint: &'static str,
    /// Hint to the vials of a vaccine: how many were supplied.
    pub vials_supplied_hint: fn(&str) -> String,
    /// Error: fewer vials than supplied; how many those are.
    pub vials_supplied_error: fn(i32) -> String,
    /// Label: doses a vial.
    pub doses_per_vial: &'static str,
    /// Hint to it.
    pub doses_per_vial_hint: &'static str,
    /// Label: doses a person needs.
    pub doses_required: &'static str,
    /// Unit of it.
    pub times: &'static str,
    /// Column and label: days between two doses.
    pub interval_days: &'static str,
    /// Hint to it.
    pub interval_days_hint: &'static str,
    /// Unit of it.
    pub days: &'static str,
    /// Label: least age.
    pub minimum_age: &'static str,
    /// Hint to it.
    pub minimum_age_hint: &'static str,
    /// Unit of it.
    pub years: &'static str,
    /// Column: doses a vial.
    pub per_vial_column: &'static str,
    /// Column: doses a person needs.
    pub required_column: &'static str,
    /// Column: least age.
    pub age_column: &'static str,
    /// So many doses a person needs.
    pub n_times: fn(i16) -> String,
    /// So many days.
    pub n_days: fn(i16) -> String,
    /// So old at least.
    pub n_years: fn(i16) -> String,
    /// Column: bought.
    pub bought: &'static str,
    /// Column: supplied.
    pub supplied: &'static str,
    /// Column: left.
    pub left: &'static str,
    /// Nothing there: title.
    pub none: &'static str,
    /// Nothing there: what to do.
    pub none_text: &'static str,
    /// Registers (button).
    pub register: &'static str,
    /// Banner: registered.
    pub registered: fn(&str) -> String,
    /// Banner: what comes next.
    pub registered_text: &'static str,
}
