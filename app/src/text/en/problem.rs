//! Field errors and refusals in words: the cause, and through it the remedy.

use crate::component::grouped;
use domain::{field::FieldError, refusal::Refusal};

/// What is wrong with one field, without naming the field.
pub(super) fn field(error: &FieldError) -> String {
    match error {
        FieldError::Missing => "Please enter this.".into(),
        FieldError::Unchosen => "Please choose one.".into(),
        FieldError::TooLong(most) => format!("Use at most {most} characters."),
        FieldError::Malformed => "The format is not right. Enter it again.".into(),
        FieldError::OutOfRange(least, most) => {
            format!("Enter a number from {} to {}.", grouped(*least), grouped(*most))
        }
        FieldError::NoSuchDate => "There is no such date. Check year, month and day.".into(),
        FieldError::InFuture => "Enter today or an earlier date.".into(),
        FieldError::InPast => "Enter today or a later date.".into(),
        FieldError::NotAChoice => "Choose one from the list.".into(),
        FieldError::Taken => "This is already in use. Enter another value.".into(),
    }
}

/// What is wrong with the field of a name.
pub(super) fn field_of(label: &str, error: &FieldError) -> String {
    format!("{label}: {}", field(error))
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
        Refusal::OfferOver => {
            "This offer is over or was already answered. Your reservation shows where it stands.".into()
        }
        Refusal::BookingUnavailable => {
            "Booking does not work at the moment. You can join the waitlist; the order of arrival is kept."
                .into()
        }
        Refusal::WrongVaccine => "Another vaccine was begun or is booked. Choose the same vaccine.".into(),
        Refusal::SeriesComplete => "All required doses were given. There is nothing more to book.".into(),
        Refusal::TooEarly(day) => {
            format!("The interval has not passed. Choose a date from {} on.", day_of(day))
        }
        Refusal::GivenToday => "A dose was recorded today already.".into(),
        Refusal::WrongHospital => "This booking is of another hospital. Ask the person to go there.".into(),
        Refusal::LotExpired => "This lot has expired. Choose another one.".into(),
        Refusal::LotSuspended => "This lot is suspended. Choose another one.".into(),
        Refusal::LotEmpty => "This lot has no dose left. Choose another one.".into(),
        Refusal::LotKnown(day) => {
            format!("This lot is registered to expire on {}. Check the lot number and the date.", day_of(day))
        }
        Refusal::NotEnoughDoses(left) => format!("{left} doses are left. Enter that many or fewer."),
        Refusal::DosesPromised(least) => {
            format!("Doses are used or promised already: enter at least {least}.")
        }
        Refusal::PictureChanged => {
            "Things have changed while you looked. Check what is new and confirm again.".into()
        }
        Refusal::AlreadyVoided => "This record was corrected already.".into(),
        Refusal::LaterDose => "A later dose is recorded. Correct that record first.".into(),
        Refusal::SecondPersonNeeded => {
            "Whoever recorded it cannot correct it. Another member of staff or the admin can.".into()
        }
        Refusal::SupplyMoved => "The arrival of this supply was not confirmed yet, or it was handled already. See where it stands under Supplies.".into(),
        Refusal::NotEnoughVials(left) => {
            format!("{left} vials are left in the national store. Enter that many or fewer.")
        }
        Refusal::TooManyDoses(most) => format!("At most {most} doses can be registered."),
        Refusal::DaysTaken(days) => {
            format!(
                "People are booked or were vaccinated on days that stand against the change: {}",
                super::super::taken_days(days, |d| format!("{} ({})", day_of(&d.day_on), d.taken))
            )
        }
        Refusal::NameTaken => "This name is already in use. Enter another one.".into(),
        Refusal::LastAdmin => "Nobody else can sign in as admin. Register another admin first.".into(),
        Refusal::RoleHeld => {
            "The account has this role already. To change the hospital, move the role it has.".into()
        }
        Refusal::InvitationOver => {
            "This invitation code cannot be used. Check it again, or ask the admin for a new one.".into()
        }
        Refusal::TooManyPersons => "You can look after up to five people, including yourself.".into(),
        Refusal::HasRecords => {
            "This person has reservations or vaccination records and cannot be removed.".into()
        }
        Refusal::WrongCredentials => "What you entered does not match. Check it and try again.".into(),
        Refusal::CodeExpired => "The code has expired, or was entered wrong too often. Ask for a new one.".into(),
        Refusal::TooManyTries(seconds) => {
            format!("Too many tries. Try again in {}.", wait(*seconds))
        }
        Refusal::TooManyTokens(most) => {
            format!("At most {most} tokens can be valid at once. Revoke one that is not used.")
        }
    }
}

/// How long to wait: seconds below a minute, else minutes.
fn wait(seconds: u32) -> String {
    if seconds < 60 { format!("{} s", seconds.max(1)) } else { format!("{} min", seconds.div_ceil(60)) }
}

/// A day of a refusal, as people read it.
fn day_of(iso: &str) -> String {
    domain::calendar::parse_iso(iso).map_or_else(|_| iso.to_owned(), super::common::date)
}
