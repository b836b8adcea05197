//! Field errors and refusals in words: the cause, and through it the remedy.

use domain::{field::FieldError, refusal::Refusal};

/// What is wrong with one field, without naming the field.
pub(super) fn field(error: &FieldError) -> String {
    match error {
        FieldError::Missing => "Enter or choose something.".into(),
        FieldError::TooLong(most) => format!("Use at most {most} characters."),
        FieldError::Malformed => "The format is not right. Enter it again.".into(),
        FieldError::OutOfRange(least, most) => format!("Enter a number from {least} to {most}."),
        FieldError::NoSuchDate => "There is no such date. Check year, month and day.".into(),
        FieldError::InFuture => "Enter today or an earlier date.".into(),
        FieldError::InPast => "Enter today or a later date.".into(),
        FieldError::NotAChoice => "Choose one from the list.".into(),
        FieldError::Taken => "This is already in use. Enter another value.".into(),
    }
}

/// Why a command was not carried out. Pages with more to offer (other days, the waitlist)
/// say it themselves; this is the sentence every page can fall back to.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoDoses => "No doses are left. Choose another hospital or join the waitlist.".into(),
        Refusal::DayFull => "That day has just filled up. Choose another date or join the waitlist.".into(),
        Refusal::DayClosed => "The hospital does not vaccinate on that day. Choose another date.".into(),
        Refusal::DayPast => "It is too late to book that day. Choose another date.".into(),
        Refusal::AfterExpiry => "The doses expire before that day. Choose an earlier date.".into(),
        Refusal::BookNow => "You can book right now. Choose a date.".into(),
        Refusal::AlreadyBooked => "There is already a booking. You can see it under My bookings.".into(),
        Refusal::AlreadyWaiting => "You are already in line at this hospital.".into(),
        Refusal::TooManyWaits => "You can wait at five hospitals at most. Leave another line first.".into(),
        Refusal::TooYoung(age) => format!("This vaccine is for people aged {age} and over."),
        Refusal::KeyReused => "This form was already sent. Please start a new one.".into(),
        Refusal::Unknown => "Not found.".into(),
        Refusal::NotAllowed => "You are not allowed to do this.".into(),
        Refusal::NotSignedIn => "Please sign in.".into(),
        Refusal::Already(status) => {
            format!("Already done. Current status: {}", super::common::status(*status))
        }
        Refusal::SupplyMoved => "This supply was already handled. Refresh the page and check.".into(),
        Refusal::NotEnoughVials(left) => {
            format!("{left} vials are left in the national store. Enter that many or fewer.")
        }
        Refusal::TooManyDoses(most) => format!("At most {most} doses can be registered."),
        Refusal::DaysTaken(days) => {
            format!("Days with bookings stand against the change: {}", super::super::taken_days(days))
        }
        Refusal::NameTaken => "This name is already in use. Enter another one.".into(),
        Refusal::WrongCredentials => "What you entered does not match. Check it and try again.".into(),
        Refusal::CodeExpired => "The code has expired. Ask for a new one.".into(),
        Refusal::TooManyTries(seconds) => {
            format!("Too many tries. Try again in {}.", wait(*seconds))
        }
    }
}

/// How long to wait: seconds below a minute, else minutes.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{} s", seconds.max(1)) } else { format!("{} min", seconds.div_ceil(60)) }
}
