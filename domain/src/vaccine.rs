//! 백신: a product with vials in the national store (A2).

use crate::{
    calendar,
    field::{self, FieldError},
};
use time::Date;

/// A vaccine as an admin describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaccineForm {
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Vials bought for the national store so far.
    pub vials: i32,
    /// Doses one vial is labelled with, 1 to 20.
    pub doses_per_vial: i16,
    /// 필요 접종 차수: doses a person needs, 1 to 5.
    pub doses_required: i16,
    /// Least days between two doses, 0 to 365.
    pub interval_days: i16,
    /// Least age in full years on the day of the dose.
    pub minimum_age: i16,
}

impl VaccineForm {
    /// Reads the fields of a form; every wrong one is named with its key.
    ///
    /// # Errors
    /// The list of (field, error), never empty.
    pub fn parse(get: impl Fn(&str) -> String) -> Result<Self, Vec<(&'static str, FieldError)>> {
        let mut errors = Vec::new();
        let mut number =
            |key: &'static str, least: i64, most: i64| match field::parse_number(&get(key), least, most) {
                Ok(n) => n,
                Err(e) => {
                    errors.push((key, e));
                    least
                }
            };
        let vials = number("vials", 0, 1_000_000_000);
        let per_vial = number("doses_per_vial", 1, 20);
        let required = number("doses_required", 1, 5);
        let interval = number("interval_days", 0, 365);
        let age = number("minimum_age", 0, 120);
        // Two doses are never given on one day.
        if required > 1 && interval == 0 && !errors.iter().any(|(key, _)| *key == "interval_days") {
            errors.push(("interval_days", FieldError::OutOfRange(1, 365)));
        }
        let mut line = |key: &'static str| match field::parse_line(&get(key), 60) {
            Ok(s) => s,
            Err(e) => {
                errors.push((key, e));
                String::new()
            }
        };
        let (name, name_en) = (line("name"), line("name_en"));
        if !errors.is_empty() {
            return Err(errors);
        }
        let small = |n: i64| i16::try_from(n).unwrap_or(i16::MAX);
        Ok(Self {
            name,
            name_en,
            vials: i32::try_from(vials).unwrap_or(i32::MAX),
            doses_per_vial: small(per_vial),
            doses_required: small(required),
            interval_days: small(interval),
            minimum_age: small(age),
        })
    }
}

/// Whether a person born on `birth` is old enough for a dose on `day`.
pub fn old_enough(birth: Date, minimum_age: i16, day: Date) -> bool {
    calendar::age_on(birth, day) >= i32::from(minimum_age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn all_wrong_fields_are_named_at_once() {
        let errors =
            VaccineForm::parse(|k| if k == "vials" { "x".into() } else { String::new() }).unwrap_err();
        assert_eq!(errors.len(), 7);
        assert!(errors.contains(&("vials", FieldError::OutOfRange(0, 1_000_000_000))));
    }

    #[test]
    fn a_second_dose_is_never_on_the_same_day() {
        let form = |required: &'static str, interval: &'static str| {
            VaccineForm::parse(move |key| match key {
                "name" | "name_en" => "시험백신".into(),
                "doses_required" => required.into(),
                "interval_days" => interval.into(),
                _ => "10".into(),
            })
        };
        assert_eq!(form("2", "0").unwrap_err(), [("interval_days", FieldError::OutOfRange(1, 365))]);
        assert!(form("2", "1").is_ok() && form("1", "0").is_ok());
    }

    #[test]
    fn age_counts_on_the_day_of_the_dose() {
        assert!(!old_enough(date!(2014 - 12 - 02), 12, date!(2026 - 12 - 01)));
        assert!(old_enough(date!(2014 - 12 - 02), 12, date!(2026 - 12 - 02)));
    }
}
