//! What a request would be refused for, as far as a page can see: said before the tap, so that
//! nobody fills in a form for nothing. The booking itself decides again.

use super::wish::Wish;
use domain::{id::VaccineId, refusal::Refusal, vaccination::Series, vaccine::old_enough};
use store::view::hospital::Page;
use time::Date;

/// The refusal to expect, and the field (`vaccine` or `date`) it is about. Nothing while the
/// wish is not complete. `begun`: the doses that the person has had, of which vaccine.
pub(crate) fn foresee(
    hospital: &Page,
    wish: Wish,
    birth: Date,
    begun: Option<(VaccineId, Series)>,
) -> Option<(&'static str, Refusal)> {
    let date = wish.date?;
    if let Some((vaccine, series)) = begun {
        match series.next_on(date) {
            Err(Refusal::SeriesComplete) => return Some(("vaccine", Refusal::SeriesComplete)),
            _ if wish.vaccine.is_some_and(|wanted| wanted != vaccine) => {
                return Some(("vaccine", Refusal::WrongVaccine));
            }
            Err(early) => return Some(("date", early)),
            Ok(_) => {}
        }
    }
    let Some(stock) = hospital.stocks.iter().find(|s| Some(s.vaccine) == wish.vaccine) else {
        return wish.vaccine.map(|_| ("vaccine", Refusal::NoDoses));
    };
    let day = hospital.days.iter().find(|d| d.day_on == date);
    match day {
        _ if stock.bookable <= 0 => Some(("vaccine", Refusal::NoDoses)),
        _ if !old_enough(birth, stock.minimum_age, date) => {
            Some(("vaccine", Refusal::TooYoung(stock.minimum_age)))
        }
        None => Some(("date", Refusal::DayClosed)),
        _ if stock.lasts_until.is_none_or(|last| last < date) => Some(("date", Refusal::AfterExpiry)),
        Some(day) if day.free == 0 => Some(("date", Refusal::DayFull)),
        Some(_) => None,
    }
}

/// Whether doses or places are too few for `n` persons who book together; each alone may have one.
pub(crate) fn too_few(hospital: &Page, wish: Wish, n: usize) -> Option<(&'static str, Refusal)> {
    let needed = u32::try_from(n).unwrap_or(u32::MAX);
    let stock = hospital.stocks.iter().find(|s| Some(s.vaccine) == wish.vaccine)?;
    if i64::from(stock.bookable) < i64::from(needed) {
        return Some(("vaccine", Refusal::NoDoses));
    }
    let day = hospital.days.iter().find(|d| Some(d.day_on) == wish.date)?;
    (day.free < needed).then_some(("date", Refusal::DayFull))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::citizen::wish::Who;
    use domain::{
        hospital::Province,
        id::{HospitalId, VaccineId},
    };
    use store::view::hospital::{OpenDay, StockLeft};
    use time::macros::{date, datetime, time};

    const BORN: Date = date!(1990 - 03 - 02);
    const DAY: Date = date!(2026 - 12 - 01);

    fn hospital(bookable: i32, lasts_until: Option<Date>, free: u32) -> Page {
        Page {
            hospital: HospitalId(1),
            name: "강북삼성병원".into(),
            province: Province::ALL[0],
            kind: None,
            closes_at: time!(18:00),
            position: None,
            stocks: vec![StockLeft {
                vaccine: VaccineId(1),
                name: "코미나티".into(),
                name_en: "Comirnaty".into(),
                bookable,
                lasts_until,
                doses_required: 2,
                interval_days: 21,
                minimum_age: 12,
                waiting: 0,
            }],
            days: vec![OpenDay { day_on: DAY, free }],
            as_of: datetime!(2026-11-23 09:00 UTC),
        }
    }

    fn wish(date: Date) -> Wish {
        Wish { hospital: HospitalId(1), vaccine: Some(VaccineId(1)), date: Some(date), who: Who::default() }
    }

    #[test]
    fn a_dose_and_a_place_are_enough() {
        assert_eq!(foresee(&hospital(1, Some(DAY), 1), wish(DAY), BORN, None), None);
    }

    #[test]
    fn what_is_missing_is_named_at_its_field() {
        let lasts = Some(DAY);
        let cases = [
            (hospital(0, lasts, 1), DAY, BORN, ("vaccine", Refusal::NoDoses)),
            (hospital(1, lasts, 1), DAY, date!(2014 - 12 - 02), ("vaccine", Refusal::TooYoung(12))),
            (hospital(1, lasts, 0), DAY, BORN, ("date", Refusal::DayFull)),
            (hospital(1, None, 1), DAY, BORN, ("date", Refusal::AfterExpiry)),
            (hospital(1, lasts, 1), date!(2026 - 12 - 02), BORN, ("date", Refusal::DayClosed)),
        ];
        for (hospital, day, born, expected) in cases {
            assert_eq!(foresee(&hospital, wish(day), born, None), Some(expected));
        }
    }

    #[test]
    fn the_next_dose_is_of_the_same_vaccine_when_it_is_due() {
        let had = |doses, last_on| Series { doses, required: 2, interval_days: 21, last_on: Some(last_on) };
        let cases = [
            (1, had(1, date!(2026 - 11 - 10)), None),
            (1, had(1, date!(2026 - 11 - 11)), Some(("date", Refusal::TooEarly("2026-12-02".into())))),
            (2, had(1, date!(2026 - 11 - 10)), Some(("vaccine", Refusal::WrongVaccine))),
            (2, had(2, date!(2026 - 11 - 10)), Some(("vaccine", Refusal::SeriesComplete))),
        ];
        for (vaccine, series, expected) in cases {
            let begun = Some((VaccineId(vaccine), series));
            assert_eq!(foresee(&hospital(1, Some(DAY), 1), wish(DAY), BORN, begun), expected);
        }
    }

    #[test]
    fn two_need_two_doses_and_two_places() {
        let too_few = |doses, places, n| too_few(&hospital(doses, Some(DAY), places), wish(DAY), n);
        assert_eq!(too_few(2, 2, 2), None);
        assert_eq!(too_few(1, 2, 2), Some(("vaccine", Refusal::NoDoses)));
        assert_eq!(too_few(2, 1, 2), Some(("date", Refusal::DayFull)));
        assert_eq!(too_few(1, 1, 1), None);
    }

    #[test]
    fn a_vaccine_the_hospital_never_had_leads_to_its_line() {
        let wish = Wish { vaccine: Some(VaccineId(9)), ..wish(DAY) };
        let trouble = foresee(&hospital(1, Some(DAY), 1), wish, BORN, None);
        assert_eq!(trouble, Some(("vaccine", Refusal::NoDoses)));
    }
}
