//! `/admin/vaccines`

use crate::text::admin::Vaccines;

pub(super) const VACCINE: Vaccines = Vaccines {
    title: "Vaccines",
    new: "Register a vaccine",
    column_name: "Vaccine",
    name: "Korean name",
    name_en: "English name",
    vials: "Vials in the national store",
    vials_hint: "All vials bought so far.",
    vials_supplied_hint: |n| format!("All vials bought so far. Of these, {n} were sent to hospitals."),
    vials_supplied_error: |n| {
        format!("Vials in the national store: {n} were already sent to hospitals. Enter that many or more.")
    },
    doses_per_vial: "Doses a vial",
    doses_per_vial_hint: "As the label says, from 1 to 20.",
    doses_required: "Doses a person needs",
    times: "doses",
    interval_days: "Interval",
    interval_days_hint: "Least days until the next dose. Enter 0 for a vaccine of one dose.",
    days: "days",
    minimum_age: "Least age",
    minimum_age_hint: "In full years on the day of the dose.",
    years: "years",
    per_vial_column: "A vial",
    required_column: "A person",
    age_column: "Age",
    n_times: |n| if n == 1 { "1 dose".into() } else { format!("{n} doses") },
    n_days: |n| format!("{n} days"),
    n_years: |n| format!("{n}+"),
    bought: "Bought",
    supplied: "Supplied",
    left: "Left",
    none: "No vaccine is registered",
    none_text: "Once a vaccine is registered, it can be sent to hospitals.",
    register: "Register the vaccine",
    registered: |name| format!("{name} is registered."),
    registered_text: "It can be sent to hospitals now.",
};
