//! 공급: vials of one lot on their way from the national store to doses (A3, B3).

use crate::{
    calendar,
    field::{self, FieldError},
};
use serde::{Deserialize, Serialize};
use time::Date;

/// Where a supply stands; it only moves forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupplyState {
    /// Left the national store.
    Sent,
    /// Marked as arrived by the admin or the hospital's vaccine manager.
    Received,
    /// Its doses are registered; done once.
    Registered,
    /// All its vials were disposed of before.
    Discarded,
}

impl SupplyState {
    /// The key of the table.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Registered => "registered",
            Self::Discarded => "discarded",
        }
    }

    /// Back from the table.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Sent, Self::Received, Self::Registered, Self::Discarded].into_iter().find(|s| s.key() == key)
    }
}

/// A supply as an admin describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplyForm {
    /// Lot number on the box, 1 to 20 letters, digits or dashes, upper case.
    pub lot_number: String,
    /// Last day on which the lot may be used.
    pub expires_on: Date,
    /// Vials sent, 1 to 1,000,000.
    pub vials: i32,
}

/// Reads a lot number.
///
/// # Errors
/// `Missing`, `TooLong` or `Malformed`.
pub fn parse_lot_number(typed: &str) -> Result<String, FieldError> {
    let lot = field::parse_line(typed, 20)?.to_uppercase();
    if lot.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        Ok(lot)
    } else {
        Err(FieldError::Malformed)
    }
}

/// Reads an expiry date; a lot that expires before `today` is not sent.
///
/// # Errors
/// As [`calendar::parse_iso`], and `InPast`.
pub fn parse_expiry(typed: &str, today: Date) -> Result<Date, FieldError> {
    let day = calendar::parse_iso(typed)?;
    if day < today { Err(FieldError::InPast) } else { Ok(day) }
}

/// Most doses that can be drawn from some vials: low dead-volume syringes have given up to
/// two doses more than the label says (Korea, 2021), never more.
pub fn most_doses(vials: i32, doses_per_vial: i16) -> i32 {
    vials.saturating_mul(i32::from(doses_per_vial) + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lot_numbers_are_upper_case_and_plain() {
        assert_eq!(parse_lot_number(" fk-8892 ").as_deref(), Ok("FK-8892"));
        assert_eq!(parse_lot_number("로트1"), Err(FieldError::Malformed));
    }
}
