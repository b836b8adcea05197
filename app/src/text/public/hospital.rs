//! `/hospitals/{id}`: one hospital.

/// Texts of the page.
pub struct HospitalPage {
    /// For search engines.
    pub description: &'static str,
    /// Kind of hospital, from the register's Korean word.
    pub kind: fn(&str) -> String,
    /// Starts a booking.
    pub book: &'static str,
    /// Joins the waitlist.
    pub wait: &'static str,
    /// Other hospitals of the province.
    pub others: &'static str,
    /// Heading of the doses.
    pub doses: &'static str,
    /// Column: vaccine.
    pub vaccine: &'static str,
    /// Column: doses left.
    pub left: &'static str,
    /// Column: doses a person needs.
    pub required: &'static str,
    /// Doses a person needs, and days between them.
    pub required_with: fn(i16, i16) -> String,
    /// Column: minimum age.
    pub age: &'static str,
    /// Minimum age in years.
    pub age_from: fn(i16) -> String,
    /// Column: people in line.
    pub waiting: &'static str,
    /// Number of people.
    pub people: fn(u32) -> String,
    /// Link to the waitlist's rule and log.
    pub line: &'static str,
    /// Heading of the dates.
    pub dates: &'static str,
    /// What a tap on a date does.
    pub dates_text: &'static str,
    /// Instead, while there is no dose.
    pub dates_closed: &'static str,
    /// Until when today can be booked.
    pub closes: fn(&str) -> String,
    /// Places left on a date.
    pub places: fn(&str) -> String,
    /// Weekday behind a date.
    pub weekday: fn(&str) -> String,
    /// A full date.
    pub full: &'static str,
    /// What the link of a full date does.
    pub full_wait: &'static str,
    /// A date after the last expiry.
    pub beyond: &'static str,
    /// No dose: title.
    pub no_doses: &'static str,
    /// No dose: what to do.
    pub no_doses_text: &'static str,
    /// Doses, but every listed date is full: title.
    pub all_full: &'static str,
    /// Doses, but every listed date is full: what to do.
    pub all_full_text: &'static str,
    /// No date is open.
    pub no_dates: &'static str,
    /// No vaccine has ever been there.
    pub no_vaccines: &'static str,
}
