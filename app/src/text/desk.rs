//! The reservation manager: days, requests, accepting and rejecting; vaccinating, cancelling.

mod cancel;
mod keys;
mod record;
mod visit;

pub(crate) use cancel::Cancelling;
pub(crate) use keys::KeyTexts;
pub(crate) use record::Records;
pub(crate) use visit::Visits;

use domain::reservation::{RejectReason, ReservationStatus};
use time::Date;

/// Texts of this area.
pub struct Desk {
    /// Name of the area, beside the brand.
    pub area: &'static str,
    /// Work menu, and heading of `/desk`.
    pub days: &'static str,
    /// Work menu, and heading of the open requests.
    pub requests: &'static str,

    /// Figure: requests without an answer.
    pub open_requests: &'static str,
    /// Figure: places taken today.
    pub taken_today: &'static str,
    /// Under the figure: the hospital is closed today.
    pub closed_today: &'static str,
    /// Under the figure: places of the day.
    pub of_capacity: fn(&str) -> String,
    /// Link to the open requests.
    pub see_requests: &'static str,
    /// Unit: requests.
    pub cases: &'static str,
    /// Unit: people.
    pub people: &'static str,
    /// Unit: places of a day.
    pub seats: &'static str,
    /// Notice: requests have waited for more than a day: how many.
    pub overdue: fn(&str) -> String,
    /// Mark of such a request.
    pub overdue_mark: &'static str,
    /// Column: the day.
    pub day: &'static str,
    /// Column and figure: places in all.
    pub capacity: &'static str,
    /// Column and figure: places taken.
    pub taken: &'static str,
    /// Column and figure: places left.
    pub left: &'static str,
    /// Column: how full the day is.
    pub load: &'static str,
    /// Mark of a day without a place left.
    pub full: &'static str,

    /// Under the heading of the open requests.
    pub requests_lead: fn(&str) -> String,
    /// Only the oldest ones are shown: how many.
    pub requests_cut: fn(&str) -> String,
    /// Nothing to answer: title.
    pub no_requests: &'static str,
    /// Nothing to answer: what it means.
    pub no_requests_text: &'static str,
    /// Column and row: reservation number.
    pub number: &'static str,
    /// Column: who.
    pub person: &'static str,
    /// Row: name.
    pub name: &'static str,
    /// Column and row: birth date.
    pub birth: &'static str,
    /// A birth date.
    pub birth_date: fn(Date) -> String,
    /// Age on the day of the dose.
    pub age: fn(i32) -> String,
    /// Column and row: phone.
    pub phone: &'static str,
    /// Column and row: vaccine.
    pub vaccine: &'static str,
    /// Which dose.
    pub dose: fn(i16) -> String,
    /// Column and row: the wanted day.
    pub wanted: &'static str,
    /// Column and row: asked when.
    pub asked: &'static str,
    /// Asked when, beneath the number.
    pub asked_at: fn(&str) -> String,
    /// Row: answered when.
    pub answered: &'static str,
    /// Row: the state.
    pub status: &'static str,
    /// Column of the buttons.
    pub acts: &'static str,

    /// Accepts a request (button).
    pub accept: &'static str,
    /// Leads to the rejection (button).
    pub reject: &'static str,
    /// Banner: accepted, with the number.
    pub accepted: fn(&str) -> String,
    /// Banner: what follows from accepting.
    pub accepted_text: &'static str,
    /// Banner: rejected, with the number.
    pub rejected: fn(&str) -> String,
    /// Banner: what follows from rejecting.
    pub rejected_text: &'static str,
    /// Somebody was faster: number and status.
    pub already: fn(&str, &str) -> String,

    /// Heading of one request.
    pub request: &'static str,
    /// Under the heading of an answered one.
    pub answered_lead: &'static str,
    /// Link back to the open requests.
    pub back_to_requests: &'static str,
    /// Link to the day of a reservation.
    pub see_day: &'static str,

    /// Heading above what the person was told.
    pub told: &'static str,
    /// Nothing was said yet.
    pub told_nothing: &'static str,
    /// Column: said when.
    pub told_at: &'static str,
    /// Column: how it went out.
    pub told_by: &'static str,
    /// It stands in the inbox, and no message was due.
    pub told_in_inbox: &'static str,

    /// Heading of the rejection.
    pub reject_title: &'static str,
    /// What the rejection does.
    pub reject_lead: &'static str,
    /// Question above the reasons, and row of the reason.
    pub reason: &'static str,
    /// A reason in words.
    pub reject_reason: fn(RejectReason) -> &'static str,
    /// What a reason is meant for.
    pub reject_reason_hint: fn(RejectReason) -> &'static str,
    /// Label of the note.
    pub note: &'static str,
    /// Hint to the note.
    pub note_hint: &'static str,
    /// Error: the reason needs a note.
    pub note_missing: &'static str,
    /// Rejects (button).
    pub reject_now: &'static str,
    /// Leaves the rejection (button).
    pub keep: &'static str,

    /// Title of a day, for the browser's tab and the heading.
    pub day_title: fn(&str) -> String,
    /// Group of a day: how many.
    pub group: fn(ReservationStatus, &str) -> String,
    /// The hospital is closed on that day.
    pub day_closed: &'static str,
    /// That day was never opened.
    pub day_unopened: &'static str,
    /// Nobody is booked: title.
    pub day_empty: &'static str,
    /// Nobody is booked: what it means.
    pub day_empty_text: &'static str,
    /// Name of the links to other days.
    pub other_days: &'static str,
    /// Link to the day before.
    pub day_before: &'static str,
    /// Link to the day after.
    pub day_after: &'static str,
    /// Link to today.
    pub today: &'static str,
    /// A month.
    pub month_title: fn(Date) -> String,
    /// Link to the month before.
    pub month_before: &'static str,
    /// Link to this month.
    pub this_month: &'static str,
    /// Link to the month after.
    pub month_after: &'static str,
    /// What the days show.
    pub calendar_text: &'static str,
    /// Booked of all places.
    pub load_of: fn(&str, &str) -> String,
    /// A day without vaccination.
    pub closed_short: &'static str,
    /// So many requests without an answer.
    pub n_requested: fn(&str) -> String,
    /// So many were given their dose.
    pub n_vaccinated: fn(&str) -> String,
    /// So many did not come.
    pub n_missed: fn(&str) -> String,
    /// Leads to the file of a day.
    pub download_day: &'static str,
    /// How to print.
    pub print_hint: &'static str,

    /// `/desk/visits`, `/desk/visit/{id}`, `/desk/walk-in`
    pub visit: Visits,
    /// `/desk/vaccinations`
    pub record: Records,
    /// `/desk/requests/{id}/cancel`
    pub cancel: Cancelling,
    /// What keys do.
    pub keys: KeyTexts,
}
