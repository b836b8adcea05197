//! The days that can be chosen for a visit, ten on a page.

use crate::{
    component::DateChoice,
    request::{db, query},
    stop::Stop,
};
use domain::calendar;
use leptos::prelude::*;
use store::view::{
    hospital::{OpenDay, find},
    reservation::Mine,
    vaccination::find_series,
};
use time::{Date, OffsetDateTime};

/// Days are opened sixty days ahead, so these are all of them.
pub(super) const ALL_DAYS: i64 = 100;

/// Days on one page.
const TEN: usize = 10;

/// The days on which a reservation that holds a dose can be: the hospital's open ones, not before
/// the person's next dose is due and not after the doses expire. `places` corrects the places that
/// are free, where the reservation holds one of them itself.
pub(super) async fn possible_days(
    mine: &Mine,
    places: impl Fn(Date, u32) -> u32,
) -> Result<(Vec<OpenDay>, OffsetDateTime), Stop> {
    let db = db();
    let hospital = find(&db, mine.hospital, None, ALL_DAYS).await?.ok_or(Stop::Missing)?;
    let last = hospital.stocks.iter().find(|s| s.vaccine == mine.vaccine).and_then(|s| s.lasts_until);
    let series = find_series(&db, mine.person, mine.vaccine).await?;
    let earliest = series.and_then(|s| s.earliest());
    let days = within(&hospital.days, earliest, last)
        .map(|day| OpenDay { free: places(day.day_on, day.free), ..day })
        .collect();
    Ok((days, hospital.as_of))
}

/// The days from the one on which a dose is due to the last one on which the doses are good.
pub(super) fn within(
    days: &[OpenDay],
    earliest: Option<Date>,
    last: Option<Date>,
) -> impl Iterator<Item = OpenDay> {
    days.iter()
        .filter(move |d| last.is_some_and(|last| d.day_on <= last))
        .filter(move |d| earliest.is_none_or(|earliest| d.day_on >= earliest))
        .copied()
}

/// The day at which the shown ten begin, from the page's address, and the same for a form's.
pub(super) fn from_address() -> (Option<Date>, String) {
    let from = calendar::parse_iso(&query("from")).ok();
    (from, from.map(|from| format!("&from={}", calendar::iso(from))).unwrap_or_default())
}

/// Ten of the open days, and where the days around them begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TenDays {
    days: Vec<OpenDay>,
    earlier: Option<Date>,
    later: Option<Date>,
}

impl TenDays {
    /// The ten days from `from` on; without it the first ten, or those in which the chosen day
    /// stands.
    pub(super) fn cut(days: &[OpenDay], from: Option<Date>, chosen: Option<Date>) -> Self {
        let position = |date: Date| days.iter().position(|d| d.day_on >= date);
        let start = match (from, chosen.and_then(position)) {
            (Some(from), _) => position(from).unwrap_or(0),
            (None, Some(at)) => at / TEN * TEN,
            (None, None) => 0,
        };
        let end = (start + TEN).min(days.len());
        Self {
            days: days[start..end].to_vec(),
            earlier: (start > 0).then(|| days[start.saturating_sub(TEN)].day_on),
            later: days.get(end).map(|d| d.day_on),
        }
    }

    /// Whether one of them is full.
    pub(super) fn any_full(&self) -> bool {
        self.days.iter().any(|d| d.free == 0)
    }
}

/// The radios; `chosen` is the day chosen on a fresh page.
pub(super) fn day_choice(
    days: &TenDays,
    chosen: Option<Date>,
    as_of: OffsetDateTime,
) -> impl IntoView + use<> {
    let (earlier, later) = (days.earlier, days.later);
    view! { <DateChoice days=days.days.clone() chosen earlier later as_of /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Duration, macros::date};

    const FIRST: Date = date!(2026 - 12 - 01);

    fn open(n: i64) -> Vec<OpenDay> {
        (0..n).map(|i| OpenDay { day_on: FIRST + Duration::days(i), free: 1 }).collect()
    }

    #[test]
    fn days_before_the_dose_is_due_or_after_it_expires_are_none() {
        let all = open(5);
        let days = |earliest, last| within(&all, earliest, last).map(|d| d.day_on).collect::<Vec<_>>();
        assert_eq!(days(day(1), day(2)), [day(1), day(2)].map(Option::unwrap));
        assert_eq!(days(None, day(0)), [FIRST]);
        assert_eq!(days(None, None), []);
    }

    fn day(n: i64) -> Option<Date> {
        FIRST.checked_add(Duration::days(n))
    }

    #[test]
    fn days_are_shown_ten_at_a_time() {
        let days = open(25);
        let first = TenDays::cut(&days, None, None);
        assert_eq!((first.days.len(), first.earlier, first.later), (10, None, day(10)));
        let last = TenDays::cut(&days, day(20), None);
        assert_eq!((last.days.len(), last.earlier, last.later), (5, day(10), None));
    }

    #[test]
    fn the_chosen_day_is_among_those_shown() {
        let ten = TenDays::cut(&open(25), None, day(13));
        assert_eq!((ten.days[0].day_on, ten.earlier, ten.later), (date!(2026 - 12 - 11), day(0), day(20)));
    }

    #[test]
    fn no_day_at_all_is_no_page_of_days() {
        assert_eq!(TenDays::cut(&[], day(3), day(4)), TenDays { days: vec![], earlier: None, later: None });
    }
}
