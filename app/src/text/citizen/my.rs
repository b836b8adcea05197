//! One's own reservations.

use domain::reservation::{CancelReason, CancelledBy, RejectReason, ReservationStatus};
use store::view::line::Outcome;

/// What a status means to the person, and what happens next.
pub struct StatusText {
    /// In one sentence.
    pub title: &'static str,
    /// What happens next, or what to do. `{day}` stands for the day of the dose.
    pub text: &'static str,
}

/// Texts of `/my`.
pub struct My {
    /// `/my`: heading.
    pub title: &'static str,
    /// Reservations under way: heading.
    pub current: &'static str,
    /// Heading above what else belongs to the account.
    pub around: &'static str,
    /// The others: heading.
    pub past: &'static str,
    /// None at all: heading.
    pub empty_title: &'static str,
    /// None at all: what to do.
    pub empty_text: &'static str,
    /// A booking was begun when the session ended: title.
    pub unsent: &'static str,
    /// Link back to it.
    pub go_on: &'static str,
    /// Nothing under way, only past ones.
    pub no_current: &'static str,
    /// Button.
    pub book: &'static str,
    /// Button, after a reservation that came to nothing.
    pub book_again: &'static str,
    /// Before the reservation number.
    pub number: &'static str,
    /// Dose so many of so many.
    pub dose: fn(i16, i16) -> String,
    /// Row.
    pub dose_row: &'static str,
    /// While waiting without a wanted day.
    pub no_day: &'static str,

    /// `/my/{id}`: heading.
    pub detail_title: &'static str,
    /// `/my/{id}`: heading of the steps.
    pub steps_title: &'static str,
    /// `/my/{id}`: heading of the details.
    pub details_title: &'static str,
    /// What a status means.
    pub meaning: fn(ReservationStatus) -> StatusText,
    /// What a vaccination means while further doses are required.
    pub begun: fn() -> StatusText,
    /// Between the tag and the reason, before the hospital's note.
    pub note: &'static str,
    /// Why the hospital refused.
    pub reason: fn(RejectReason) -> &'static str,
    /// Why the hospital cancelled.
    pub cancel_reason: fn(CancelReason) -> &'static str,
    /// Who cancelled, where there is no reason.
    pub cancelled_by: fn(CancelledBy) -> &'static str,
    /// While waiting again: the offer lapsed.
    pub lapsed: &'static str,
    /// While waiting again: a second offer lapsed.
    pub lapsed_twice: &'static str,
    /// While waiting again: the dose had to be taken back.
    pub revoked: &'static str,
    /// What became of a turn, in the history.
    pub turn_ended: fn(Outcome) -> Option<&'static str>,
    /// Until when an offer is held, in the list.
    pub until: fn(&str) -> String,
    /// Step not reached: the day of the dose.
    pub planned: fn(&str) -> String,
    /// Step not reached: the hospital's answer.
    pub answer_pending: &'static str,
    /// Leads to `/my/leave`.
    pub leave: &'static str,
    /// `?done=left`.
    pub left: &'static str,
    /// `?done=declined`.
    pub declined_now: &'static str,
    /// `?done=cancelled`.
    pub cancelled_now: &'static str,
    /// `?done=moved`.
    pub moved_now: &'static str,
    /// `?done=joined`.
    pub joined: &'static str,
    /// `/my?done=joined`, after several joined.
    pub joined_together: &'static str,
    /// `?why=booked`: heading.
    pub booked_title: &'static str,
    /// `?why=booked`.
    pub booked_text: &'static str,
    /// `?why=booked`, where it is an offer: heading.
    pub offered_title: &'static str,
    /// `?why=booked`, where it is an offer.
    pub offered_text: &'static str,

    /// After a booking was taken away: the place in line is kept.
    pub rejoin_text: &'static str,
    /// Button.
    pub rejoin: &'static str,
    /// Heading of the QR code.
    pub ticket_title: &'static str,
    /// What it is for.
    pub ticket_text: &'static str,
    /// The QR code in words, with the reservation number.
    pub ticket_alt: fn(&str) -> String,

    /// Doses given so far: heading.
    pub series_title: &'static str,
    /// A further dose is required.
    pub in_progress: &'static str,
    /// All doses were given.
    pub complete: &'static str,
    /// Before the lot's number.
    pub lot: &'static str,
    /// From when on the next dose (its number) can be.
    pub next_from: fn(i16, &str) -> String,
    /// The next dose is booked; a link follows.
    pub next_booked: fn(i16) -> String,
    /// Button.
    pub book_next: fn(i16) -> String,
    /// Button, from a vaccinated reservation.
    pub to_next_dose: &'static str,
}
