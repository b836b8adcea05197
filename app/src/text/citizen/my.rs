//! One's own reservations.

use domain::reservation::{RejectReason, ReservationStatus};

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
    /// The others: heading.
    pub past: &'static str,
    /// None at all: heading.
    pub empty_title: &'static str,
    /// None at all: what to do.
    pub empty_text: &'static str,
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
    /// Between the tag and the reason, before the hospital's note.
    pub note: &'static str,
    /// Why the hospital refused.
    pub reason: fn(RejectReason) -> &'static str,
    /// Step not reached: the day of the dose.
    pub planned: fn(&str) -> String,
    /// Step not reached: the hospital's answer.
    pub answer_pending: &'static str,
    /// Leads to `/my/leave`.
    pub leave: &'static str,
    /// `?done=left`.
    pub left: &'static str,
    /// `?done=joined`.
    pub joined: &'static str,
    /// `?why=booked`: heading.
    pub booked_title: &'static str,
    /// `?why=booked`.
    pub booked_text: &'static str,
}
