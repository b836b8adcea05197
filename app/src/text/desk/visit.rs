//! Recording a dose: who stands at the desk, from which lot, and people without a booking.

use domain::refusal::Refusal;
use time::Date;

/// Texts of `/desk/visits`, `/desk/visit/{id}` and `/desk/walk-in`.
pub struct Visits {
    /// Work menu, heading of the search, and button of a booking.
    pub title: &'static str,
    /// Under the heading of the search.
    pub lead: &'static str,
    /// Label of the search.
    pub search: &'static str,
    /// What can be typed.
    pub search_hint: &'static str,
    /// Searches (button).
    pub find: &'static str,
    /// Error: too little, or nothing that can be looked for.
    pub search_malformed: &'static str,
    /// Heading above what was found: how many.
    pub found: fn(&str) -> String,
    /// Nothing found: title.
    pub none: &'static str,
    /// Nothing found: what to do.
    pub none_text: &'static str,
    /// Back from the results to today's bookings.
    pub see_today: &'static str,
    /// Heading above today's people.
    pub today: &'static str,
    /// Figure: booked for today.
    pub booked: &'static str,
    /// Figure: doses recorded today.
    pub vaccinated: &'static str,
    /// Under that figure: how many came without a booking.
    pub of_walk_ins: fn(&str) -> String,
    /// Figure: still to come today.
    pub to_come: &'static str,
    /// Group: still to come.
    pub group_to_come: fn(&str) -> String,
    /// Group: vaccinated today.
    pub group_vaccinated: fn(&str) -> String,
    /// Group: will not come.
    pub group_others: fn(&str) -> String,
    /// Nobody is booked today: title.
    pub today_empty: &'static str,
    /// Nobody is booked today: what to do.
    pub today_empty_text: &'static str,
    /// A booking of another hospital, in lists.
    pub elsewhere: &'static str,
    /// Mark of a day that is today.
    pub is_today: &'static str,
    /// Column: the booked day.
    pub day: &'static str,

    /// Another hospital's booking: title.
    pub elsewhere_title: &'static str,
    /// Among what was found: what to tell the person.
    pub elsewhere_act: &'static str,
    /// Another hospital's booking: what to do.
    pub elsewhere_text: &'static str,
    /// Link to another search.
    pub search_again: &'static str,
    /// Row: which dose is given, of how many.
    pub dose: fn(i16, i16) -> String,
    /// Age today.
    pub age: fn(i32) -> String,
    /// Row: the dose before.
    pub last: &'static str,
    /// Heading above what to look at first.
    pub heed: &'static str,
    /// Not accepted yet.
    pub not_accepted: &'static str,
    /// Link to the request.
    pub see_request: &'static str,
    /// Booked for another day: which one.
    pub other_day: fn(&str) -> String,
    /// No dose is kept for it: the status.
    pub no_hold: fn(&str) -> String,
    /// Why no dose can be recorded: title.
    pub cannot: &'static str,
    /// A dose was recorded today.
    pub given_today: &'static str,
    /// `/desk/walk-in/check`: the number belongs to an account of others: title.
    pub others_title: &'static str,
    /// What to make sure of.
    pub others_text: &'static str,
    /// `/desk/visit/:id` of a booking whose dose was recorded.
    pub was_given: &'static str,
    /// Link to today's records.
    pub see_records: &'static str,
    /// Question above the lots, and row of the lot.
    pub lot: &'static str,
    /// Hint to the question.
    pub lot_hint: &'static str,
    /// A lot that can be used: last day, doses left.
    pub lot_good: fn(&str, &str) -> String,
    /// Added where its last day is near: days left.
    pub lot_soon: fn(i32) -> String,
    /// A lot past its last day.
    pub lot_expired: fn(&str) -> String,
    /// A lot without a dose.
    pub lot_empty: &'static str,
    /// A lot that is suspended: why.
    pub lot_suspended: fn(&str) -> String,
    /// No lot at all: title.
    pub no_lot: &'static str,
    /// No lot at all: what to do.
    pub no_lot_text: &'static str,
    /// Goes on to the last look (button).
    pub to_check: &'static str,

    /// Heading of the last look.
    pub check_title: &'static str,
    /// What recording does.
    pub check_lead: &'static str,
    /// Records (button).
    pub record: &'static str,
    /// Back to what was entered (button).
    pub amend: &'static str,
    /// Row: last day of use.
    pub expires: &'static str,

    /// Heading, and link, of recording without a booking.
    pub walk_in: &'static str,
    /// What it needs.
    pub walk_in_lead: &'static str,
    /// Hint to the phone number.
    pub phone_hint: &'static str,
    /// Hint to the name.
    pub name_hint: &'static str,
    /// Hint to the birth date.
    pub birth_hint: &'static str,
    /// What becomes of a booking of that person.
    pub walk_in_booked: &'static str,

    /// Why a dose was not recorded, and what can be done at the desk.
    pub refusal: fn(&Refusal) -> String,

    /// Heading: recorded.
    pub done: &'static str,
    /// The status of the booking follows.
    pub done_follows: &'static str,
    /// A further dose: from which day on.
    pub done_next: fn(i16, Date) -> String,
    /// The series is complete.
    pub done_complete: &'static str,
    /// On to the next person (button).
    pub next_person: &'static str,
    /// Another person without a booking, from the vial that is open (button).
    pub next_walk_in: &'static str,
    /// Link to the record.
    pub see_record: &'static str,
}
