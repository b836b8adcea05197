//! `/admin/hospitals`

use domain::hospital::WaitPolicy;
use time::Weekday;

/// Texts of these pages.
pub struct Hospitals {
    /// Work menu, heading of the list.
    pub title: &'static str,
    /// Leads to the form (button), and heading of the form.
    pub new: &'static str,
    /// Label of the search.
    pub search: &'static str,
    /// Searches (button).
    pub find: &'static str,
    /// First choice of the province in the search.
    pub everywhere: &'static str,
    /// Column and label: name.
    pub name: &'static str,
    /// Hint to the name.
    pub name_hint: &'static str,
    /// Column and label: province.
    pub province: &'static str,
    /// Column: places a day.
    pub capacity_column: &'static str,
    /// Label: places a day.
    pub capacity: &'static str,
    /// Hint to the places.
    pub capacity_hint: &'static str,
    /// Label: closing hour.
    pub closes_at: &'static str,
    /// Hint to the closing hour.
    pub closes_at_hint: &'static str,
    /// Question above the weekdays.
    pub closed: &'static str,
    /// Hint to the weekdays.
    pub closed_hint: &'static str,
    /// Name of a weekday.
    pub weekday: fn(Weekday) -> &'static str,
    /// Question: who gets a freed dose.
    pub wait_policy: &'static str,
    /// A policy in words.
    pub wait_policy_name: fn(WaitPolicy) -> &'static str,
    /// What a policy means.
    pub wait_policy_hint: fn(WaitPolicy) -> &'static str,
    /// Label: minutes an offer is held.
    pub offer_minutes: &'static str,
    /// Hint to the minutes.
    pub offer_minutes_hint: &'static str,
    /// Unit: minutes.
    pub minutes: &'static str,
    /// Error: no weekday is left.
    pub always_closed: &'static str,
    /// Column: bookable doses.
    pub bookable: &'static str,
    /// Column of the links.
    pub acts: &'static str,
    /// Link to the form of supplies for this hospital.
    pub supply: &'static str,
    /// Nothing found: title.
    pub none: &'static str,
    /// Nothing found: what to do.
    pub none_text: &'static str,
    /// Registers (button).
    pub register: &'static str,
    /// Banner: registered.
    pub registered: fn(&str) -> String,
    /// Banner: what comes next.
    pub registered_text: &'static str,
    /// Heading above the form of a hospital.
    pub details: &'static str,
    /// Heading above its stock.
    pub stock: &'static str,
    /// No dose is registered there.
    pub no_stock: &'static str,
    /// Error at the places: days with more bookings, how many.
    pub capacity_taken: fn(usize) -> String,
    /// Error at the weekdays: days with bookings, how many.
    pub closed_taken: fn(usize) -> String,
    /// The days in question: a day and its bookings.
    pub taken_day: fn(&str, i32) -> String,
    /// Before the list of those days.
    pub taken_days: fn(&str) -> String,
    /// Link to the days, and their heading.
    pub days: &'static str,
    /// Under that heading.
    pub days_lead: &'static str,
    /// Column: day.
    pub day: &'static str,
    /// Bookings and places, beneath the day.
    pub taken: fn(&str, &str) -> String,
    /// Column: open or closed.
    pub state: &'static str,
    /// An open day.
    pub open: &'static str,
    /// A day closed alone.
    pub closed_day: &'static str,
    /// Closes a day (button).
    pub close: &'static str,
    /// Opens a day again (button).
    pub reopen: &'static str,
    /// Why a day cannot be closed.
    pub has_bookings: &'static str,
    /// Banner: closed, with the day.
    pub day_closed: fn(&str) -> String,
    /// Banner: opened again, with the day.
    pub day_reopened: fn(&str) -> String,
    /// No open day.
    pub no_days: &'static str,
    /// No open day: why.
    pub no_days_text: &'static str,
}
