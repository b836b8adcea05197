//! Typed identifiers, so that a hospital is never taken for a vaccine.
//!
//! Public things (hospitals, vaccines) carry small numbers. A reservation or a vaccination carries
//! a random UUID, because its address must not be guessable.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! number_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = UnknownId;
            fn from_str(s: &str) -> Result<Self, UnknownId> {
                s.parse().ok().filter(|n| *n > 0).map(Self).ok_or(UnknownId)
            }
        }
    )+};
}

number_id! {
    /// Who signs in.
    AccountId,
    /// Who is vaccinated.
    PersonId,
    /// 전담 병원.
    HospitalId,
    /// 백신.
    VaccineId,
    /// 공급: vials of one lot sent to one hospital.
    SupplyId,
    /// Doses of one lot at one hospital.
    LotId,
    /// One sign-in of an account.
    SessionId,
    /// A program's leave to act for an account.
    TokenId,
}

macro_rules! uuid_id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = UnknownId;
            fn from_str(s: &str) -> Result<Self, UnknownId> {
                s.parse().map(Self).map_err(|_| UnknownId)
            }
        }
    )+};
}

uuid_id! {
    /// 예약: one person's wish for one dose.
    ReservationId,
    /// 접종: the recorded fact that a dose was given.
    VaccinationId,
    /// A link that shows how a reservation stands, and nothing of the person.
    ShareId,
}

/// A text that names nothing. To a person it looks like any other unknown address (404).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct UnknownId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_positive_numbers_are_ids() {
        assert_eq!("7".parse(), Ok(HospitalId(7)));
        for bad in ["", "0", "-1", "7a", "9223372036854775808", "1 or 1=1"] {
            assert_eq!(bad.parse::<HospitalId>(), Err(UnknownId), "{bad}");
        }
    }
}
