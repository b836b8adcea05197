//! Refusals: answers, not errors. Each names a reason; the app adds the next step in the
//! person's language.

use crate::reservation::ReservationStatus;
use serde::{Deserialize, Serialize};

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No bookable dose is left; the waitlist is open (B1).
    #[error("no doses left")]
    NoDoses,
    /// The day has no place left; other days or the waitlist remain (B1).
    #[error("the day is full")]
    DayFull,
    /// The hospital does not vaccinate on that day, or the day is not open yet.
    #[error("the day is closed")]
    DayClosed,
    /// The day has passed, or its closing hour has.
    #[error("the day has passed")]
    DayPast,
    /// No lot of the hospital lasts until that day.
    #[error("the doses expire before that day")]
    AfterExpiry,
    /// Joining a line is for when it is needed: doses and a place are free.
    #[error("book now: doses and places are free")]
    BookNow,
    /// The person already has a booking or an offer.
    #[error("the person already has a booking")]
    AlreadyBooked,
    /// The person already stands in this line.
    #[error("the person already waits here")]
    AlreadyWaiting,
    /// The person already stands in five lines.
    #[error("the person waits at five hospitals")]
    TooManyWaits,
    /// The person is younger than the vaccine's minimum age (years).
    #[error("younger than {0}")]
    TooYoung(i16),
    /// The same key came before with another request.
    #[error("the form was already sent with other values")]
    KeyReused,
    /// The thing does not exist, or not for this visitor.
    #[error("unknown")]
    Unknown,
    /// The visitor's role does not allow it.
    #[error("not allowed")]
    NotAllowed,
    /// Nobody is signed in.
    #[error("not signed in")]
    NotSignedIn,
    /// The reservation has moved on in the meantime.
    #[error("the reservation is already {0:?}")]
    Already(ReservationStatus),
    /// The offer's time is over, or it was accepted, declined or taken back.
    #[error("the offer is over")]
    OfferOver,
    /// Booking does not answer at the moment; the waitlist does (N5).
    #[error("booking is unavailable")]
    BookingUnavailable,
    /// Another vaccine was begun, or is booked.
    #[error("another vaccine was begun")]
    WrongVaccine,
    /// All required doses were given.
    #[error("all doses were given")]
    SeriesComplete,
    /// The next dose is due later (the earliest day, `YYYY-MM-DD`).
    #[error("not before {0}")]
    TooEarly(String),
    /// A dose of today is recorded already.
    #[error("a dose was given today")]
    GivenToday,
    /// The booking is of another hospital.
    #[error("another hospital's booking")]
    WrongHospital,
    /// The lot has expired.
    #[error("the lot has expired")]
    LotExpired,
    /// The lot was suspended everywhere.
    #[error("the lot is suspended")]
    LotSuspended,
    /// The lot has no dose left.
    #[error("the lot is used up")]
    LotEmpty,
    /// The lot is known under another expiry (that date, `YYYY-MM-DD`).
    #[error("the lot expires on {0}")]
    LotKnown(String),
    /// Fewer doses than that are there (what is left).
    #[error("only {0} doses are left")]
    NotEnoughDoses(i32),
    /// The correction would take doses that are promised already (the least that is possible).
    #[error("at least {0} doses are promised or used")]
    DosesPromised(i32),
    /// What was shown before the confirmation has changed; look again.
    #[error("the picture has changed")]
    PictureChanged,
    /// The record was voided before.
    #[error("the record is voided already")]
    AlreadyVoided,
    /// A later dose of the series stands; its record goes first.
    #[error("a later dose was recorded")]
    LaterDose,
    /// It takes a second member of staff, or an admin.
    #[error("a second person is needed")]
    SecondPersonNeeded,
    /// The supply has moved on in the meantime.
    #[error("the supply is already further")]
    SupplyMoved,
    /// Fewer vials are in the national store than asked for (what is left).
    #[error("only {0} vials are left")]
    NotEnoughVials(i32),
    /// More doses than the vials can yield (the most).
    #[error("at most {0} doses")]
    TooManyDoses(i32),
    /// Some days have more bookings than the change allows; they are listed.
    #[error("days with bookings stand against it")]
    DaysTaken(Vec<TakenDay>),
    /// Another hospital of the province has this name, or another vaccine.
    #[error("the name is taken")]
    NameTaken,
    /// Nobody else could sign in as admin any more.
    #[error("the last admin stays")]
    LastAdmin,
    /// The account has this role already, here or at another hospital.
    #[error("the account has this role already")]
    RoleHeld,
    /// The invitation was used, replaced, or is too old.
    #[error("the invitation is over")]
    InvitationOver,
    /// The account cares for five persons already.
    #[error("the account cares for five persons")]
    TooManyPersons,
    /// There was a reservation or a dose: the person cannot be removed.
    #[error("something is recorded of the person")]
    HasRecords,
    /// Sign-in name and password, or number and code, do not fit together.
    #[error("wrong credentials")]
    WrongCredentials,
    /// The one-time code has expired or was used up.
    #[error("the code is no longer valid")]
    CodeExpired,
    /// Too many tries; seconds until the next one.
    #[error("too many tries")]
    TooManyTries(u32),
    /// The account has as many valid tokens as it may (the most).
    #[error("at most {0} tokens")]
    TooManyTokens(i16),
}

/// A day on which places are taken (refused closings and capacities list them).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenDay {
    /// `YYYY-MM-DD`.
    pub day_on: String,
    /// Places taken.
    pub taken: i32,
}

impl Refusal {
    /// The code under which programs know it; it never changes, and is the same as in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDoses => "no_doses",
            Self::DayFull => "day_full",
            Self::DayClosed => "day_closed",
            Self::DayPast => "day_past",
            Self::AfterExpiry => "after_expiry",
            Self::BookNow => "book_now",
            Self::AlreadyBooked => "already_booked",
            Self::AlreadyWaiting => "already_waiting",
            Self::TooManyWaits => "too_many_waits",
            Self::TooYoung(_) => "too_young",
            Self::KeyReused => "key_reused",
            Self::Unknown => "unknown",
            Self::NotAllowed => "not_allowed",
            Self::NotSignedIn => "not_signed_in",
            Self::Already(_) => "already",
            Self::OfferOver => "offer_over",
            Self::BookingUnavailable => "booking_unavailable",
            Self::WrongVaccine => "wrong_vaccine",
            Self::SeriesComplete => "series_complete",
            Self::TooEarly(_) => "too_early",
            Self::GivenToday => "given_today",
            Self::WrongHospital => "wrong_hospital",
            Self::LotExpired => "lot_expired",
            Self::LotSuspended => "lot_suspended",
            Self::LotEmpty => "lot_empty",
            Self::LotKnown(_) => "lot_known",
            Self::NotEnoughDoses(_) => "not_enough_doses",
            Self::DosesPromised(_) => "doses_promised",
            Self::PictureChanged => "picture_changed",
            Self::AlreadyVoided => "already_voided",
            Self::LaterDose => "later_dose",
            Self::SecondPersonNeeded => "second_person_needed",
            Self::SupplyMoved => "supply_moved",
            Self::NotEnoughVials(_) => "not_enough_vials",
            Self::TooManyDoses(_) => "too_many_doses",
            Self::DaysTaken(_) => "days_taken",
            Self::NameTaken => "name_taken",
            Self::LastAdmin => "last_admin",
            Self::RoleHeld => "role_held",
            Self::InvitationOver => "invitation_over",
            Self::TooManyPersons => "too_many_persons",
            Self::HasRecords => "has_records",
            Self::WrongCredentials => "wrong_credentials",
            Self::CodeExpired => "code_expired",
            Self::TooManyTries(_) => "too_many_tries",
            Self::TooManyTokens(_) => "too_many_tokens",
        }
    }

    /// Whether the waitlist is the next step (N5).
    pub fn leads_to_waitlist(&self) -> bool {
        matches!(self, Self::NoDoses | Self::DayFull | Self::BookingUnavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_json() {
        for refusal in [Refusal::NoDoses, Refusal::KeyReused, Refusal::NotSignedIn, Refusal::LotSuspended] {
            assert_eq!(serde_json::to_value(&refusal).unwrap(), refusal.code());
        }
        for refusal in [
            Refusal::TooYoung(12),
            Refusal::TooEarly("2026-12-22".into()),
            Refusal::Already(ReservationStatus::Confirmed),
            Refusal::DaysTaken(vec![]),
            Refusal::TooManyTokens(20),
        ] {
            let json = serde_json::to_value(&refusal).unwrap();
            assert_eq!(json.as_object().and_then(|o| o.keys().next()).unwrap(), refusal.code());
        }
    }
}
