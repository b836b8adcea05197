//! 접종: a series of doses, and what a person may have next (D1–D4).

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use time::{Date, Duration};

/// The vaccination status of a person, from the recorded doses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaccinationStatus {
    /// 미접종: no dose yet.
    NotBegun,
    /// 접종 중: a further dose is required (D4).
    InProgress,
    /// 접종 완료: all required doses were given (D2).
    Complete,
}

/// What is recorded of one person and one vaccine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Valid doses so far.
    pub doses: i16,
    /// Doses the vaccine requires.
    pub required: i16,
    /// Least days between two doses.
    pub interval_days: i16,
    /// When the last one was given.
    pub last_on: Option<Date>,
}

impl Series {
    /// Where the person stands.
    pub fn status(&self) -> VaccinationStatus {
        match self.doses {
            0 => VaccinationStatus::NotBegun,
            n if n < self.required => VaccinationStatus::InProgress,
            _ => VaccinationStatus::Complete,
        }
    }

    /// The earliest day of the next dose; `None` when it may be any.
    pub fn earliest(&self) -> Option<Date> {
        self.last_on.and_then(|last| last.checked_add(Duration::days(self.interval_days.max(1).into())))
    }

    /// Which dose would be given on that day, or why none may be.
    ///
    /// # Errors
    /// `SeriesComplete` or `TooEarly`.
    pub fn next_on(&self, day: Date) -> Result<i16, Refusal> {
        if self.doses >= self.required {
            return Err(Refusal::SeriesComplete);
        }
        match self.earliest() {
            Some(earliest) if day < earliest => Err(Refusal::TooEarly(crate::calendar::iso(earliest))),
            _ => Ok(self.doses + 1),
        }
    }
}

/// Why a recorded vaccination is voided: it was recorded by mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidReason {
    /// Recorded for the wrong person.
    WrongPerson,
    /// Recorded under the wrong lot.
    WrongLot,
    /// The dose was not given after all.
    NotGiven,
    /// Recorded twice.
    Twice,
}

impl VoidReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::WrongPerson, Self::WrongLot, Self::NotGiven, Self::Twice];

    /// The key of tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::WrongPerson => "wrong_person",
            Self::WrongLot => "wrong_lot",
            Self::NotGiven => "not_given",
            Self::Twice => "twice",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const ONE: Series =
        Series { doses: 1, required: 2, interval_days: 21, last_on: Some(date!(2026 - 12 - 01)) };

    #[test]
    fn the_second_dose_waits_for_the_interval() {
        assert_eq!(ONE.status(), VaccinationStatus::InProgress);
        assert_eq!(ONE.next_on(date!(2026 - 12 - 21)), Err(Refusal::TooEarly("2026-12-22".into())));
        assert_eq!(ONE.next_on(date!(2026 - 12 - 22)), Ok(2));
    }

    #[test]
    fn a_complete_series_takes_no_more() {
        let two = Series { doses: 2, ..ONE };
        assert_eq!(two.status(), VaccinationStatus::Complete);
        assert_eq!(two.next_on(date!(2030 - 01 - 01)), Err(Refusal::SeriesComplete));
    }

    #[test]
    fn two_doses_are_never_of_one_day() {
        let short = Series { interval_days: 0, ..ONE };
        assert_eq!(short.earliest(), Some(date!(2026 - 12 - 02)));
    }

    #[test]
    fn reasons_lead_back_to_themselves() {
        for reason in VoidReason::ALL {
            assert_eq!(VoidReason::from_key(reason.key()), Some(reason));
        }
    }
}
