//! Days and clock times as people in Korea read them (Asia/Seoul, UTC+9, no summer time).
//!
//! Nothing here reads a clock: the present comes from the database (`alimi_now()`).

use crate::field::{FieldError, narrow};
use time::{Date, Month, OffsetDateTime, Time, UtcOffset, Weekday, macros::offset};

/// Asia/Seoul has kept this offset since 1988.
pub const SEOUL: UtcOffset = offset!(+9);

/// How many days ahead a hospital's days are opened (domain, "Days").
pub const OPEN_DAYS_AHEAD: i64 = 60;

/// An instant as the wall clock in Seoul shows it.
pub fn in_seoul(at: OffsetDateTime) -> OffsetDateTime {
    at.to_offset(SEOUL)
}

/// The day it is in Seoul at an instant.
pub fn day_in_seoul(at: OffsetDateTime) -> Date {
    in_seoul(at).date()
}

/// `2026-12-01`, the form of addresses and hidden fields.
pub fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// Reads `2026-12-01`.
///
/// # Errors
/// `Missing`, `Malformed` or `NoSuchDate`.
pub fn parse_iso(typed: &str) -> Result<Date, FieldError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldError::Missing);
    }
    let mut parts = typed.split('-');
    let (Some(y), Some(m), Some(d), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(FieldError::Malformed);
    };
    parse_parts(y, m, d)
}

/// Reads a date typed as three fields. Years lie between 1900 and 2199.
///
/// # Errors
/// `Missing` when a part is empty, `Malformed` when it is no number, `NoSuchDate` otherwise.
pub fn parse_parts(year: &str, month: &str, day: &str) -> Result<Date, FieldError> {
    let part = |s: &str| -> Result<u16, FieldError> {
        let s = narrow(s);
        let s = s.trim();
        if s.is_empty() {
            return Err(FieldError::Missing);
        }
        if s.len() > 4 || !s.chars().all(|c| c.is_ascii_digit()) {
            return Err(FieldError::Malformed);
        }
        s.parse().map_err(|_| FieldError::Malformed)
    };
    let (y, m, d) = (part(year)?, part(month)?, part(day)?);
    if !(1900..=2199).contains(&y) {
        return Err(FieldError::NoSuchDate);
    }
    let month = u8::try_from(m).ok().and_then(|m| Month::try_from(m).ok()).ok_or(FieldError::NoSuchDate)?;
    let day = u8::try_from(d).map_err(|_| FieldError::NoSuchDate)?;
    Date::from_calendar_date(i32::from(y), month, day).map_err(|_| FieldError::NoSuchDate)
}

/// Whether a hospital's day can still be booked at `now`: any later day, and today until
/// the closing hour.
pub fn still_bookable(day: Date, closes_at: Time, now: OffsetDateTime) -> bool {
    let here = in_seoul(now);
    day > here.date() || (day == here.date() && here.time() < closes_at)
}

/// Full years between a birth date and a day.
pub fn age_on(birth: Date, day: Date) -> i32 {
    let before_birthday = (u8::from(day.month()), day.day()) < (u8::from(birth.month()), birth.day());
    day.year() - birth.year() - i32::from(before_birthday)
}

/// The day on which somebody born on `birth` turns `age`; those born on 29 February turn it on
/// 1 March in other years, as [`age_on`] counts.
pub fn birthday(birth: Date, age: i16) -> Date {
    let year = birth.year() + i32::from(age);
    birth.replace_year(year).or_else(|_| Date::from_calendar_date(year, Month::March, 1)).unwrap_or(Date::MAX)
}

/// The days of the week on which a hospital is closed, one bit each, Monday lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ClosedWeekdays(u8);

impl ClosedWeekdays {
    /// From the stored bits; bits beyond Sunday are dropped.
    pub fn from_bits(bits: i16) -> Self {
        Self(u8::try_from(bits & 0x7f).unwrap_or(0))
    }

    /// The stored bits.
    pub fn bits(self) -> i16 {
        i16::from(self.0)
    }

    /// The same with one more closed weekday.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.number_days_from_monday())
    }

    /// Whether a weekday is closed.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & (1 << day.number_days_from_monday()) != 0
    }

    /// Whether no weekday is left open.
    pub fn is_always(self) -> bool {
        self.0 == 0x7f
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime, time};

    #[test]
    fn midnight_in_seoul_is_the_afternoon_before_in_utc() {
        assert_eq!(day_in_seoul(datetime!(2026-11-30 15:00 UTC)), date!(2026 - 12 - 01));
        assert_eq!(day_in_seoul(datetime!(2026-11-30 14:59 UTC)), date!(2026 - 11 - 30));
    }

    #[test]
    fn dates_round_trip_and_nonsense_is_refused() {
        assert_eq!(parse_iso("2028-02-29"), Ok(date!(2028 - 02 - 29)));
        assert_eq!(iso(date!(2028 - 02 - 29)), "2028-02-29");
        for (bad, why) in [
            ("", FieldError::Missing),
            ("2027-02-29", FieldError::NoSuchDate),
            ("2027-13-01", FieldError::NoSuchDate),
            ("0001-01-01", FieldError::NoSuchDate),
            ("27/1/1", FieldError::Malformed),
            ("2027-1-1-1", FieldError::Malformed),
        ] {
            assert_eq!(parse_iso(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn today_can_be_booked_until_the_closing_hour() {
        let today = date!(2026 - 12 - 01);
        assert!(still_bookable(today, time!(18:00), datetime!(2026-12-01 17:59 +9)));
        assert!(!still_bookable(today, time!(18:00), datetime!(2026-12-01 18:00 +9)));
        assert!(!still_bookable(today, time!(18:00), datetime!(2026-12-02 00:00 +9)));
        assert!(still_bookable(date!(2026 - 12 - 02), time!(18:00), datetime!(2026-12-01 23:00 +9)));
    }

    #[test]
    fn age_turns_on_the_birthday() {
        assert_eq!(age_on(date!(2008 - 12 - 02), date!(2026 - 12 - 01)), 17);
        assert_eq!(age_on(date!(2008 - 12 - 01), date!(2026 - 12 - 01)), 18);
    }

    #[test]
    fn on_the_birthday_one_is_old_enough_and_not_before() {
        for birth in [date!(2008 - 12 - 02), date!(2012 - 02 - 29)] {
            let day = birthday(birth, 17);
            assert_eq!(age_on(birth, day), 17);
            assert_eq!(age_on(birth, day.previous_day().unwrap()), 16);
        }
    }

    #[test]
    fn closed_weekdays_keep_their_bits() {
        let weekend = ClosedWeekdays::default().with(Weekday::Saturday).with(Weekday::Sunday);
        assert_eq!(weekend.bits(), 0b110_0000);
        assert!(weekend.contains(Weekday::Sunday) && !weekend.contains(Weekday::Monday));
        assert!(ClosedWeekdays::from_bits(0x7f).is_always());
    }
}
