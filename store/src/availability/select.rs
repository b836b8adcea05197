//! Choosing among the hospitals of a board: who is looked for, in which order, and what their cards say.

use super::load::Place;
use crate::view::hospital::{Card, Found, Order, Search};
use domain::{
    calendar::still_bookable,
    search::{Fit, Wanted, find},
};
use time::{Date, OffsetDateTime};

/// Days on a card.
const DAYS: usize = 3;

/// A page of those that are looked for; `now` is the hour in Seoul.
pub(super) fn select<'a>(
    places: impl Iterator<Item = &'a Place> + Clone,
    search: &Search,
    (offset, most): (usize, usize),
    now: OffsetDateTime,
    as_of: OffsetDateTime,
) -> Found {
    let there = places.filter(|p| search.province.is_none_or(|wanted| wanted == p.card.province));
    let mut found = find(there.map(|p| (&p.name, p)), &Wanted::new(&search.name));
    match search.order {
        Order::Best => found.sort_by(|(a, p), (b, q)| (a, p.order()).cmp(&(b, q.order()))),
        Order::Soonest => found.sort_by_cached_key(|(fit, p)| {
            let first = p.days_at(now).next();
            (first.is_none(), first, *fit, p.card.name.clone(), p.card.hospital.0)
        }),
    }
    Found {
        total: u32::try_from(found.len()).unwrap_or(u32::MAX),
        similar: found.iter().any(|(fit, _)| matches!(fit, Fit::Near(..))),
        cards: found.into_iter().skip(offset).take(most).map(|(_, p)| p.card_at(now)).collect(),
        as_of,
    }
}

impl Place {
    /// Those with doses first, then by name.
    fn order(&self) -> (bool, &str, i64) {
        (self.card.bookable() == 0, &self.card.name, self.card.hospital.0)
    }

    /// Without today, once it has closed.
    fn days_at(&self, now: OffsetDateTime) -> impl Iterator<Item = Date> {
        let lasts = |day: &Date| self.lasts_until.is_some_and(|last| *day <= last);
        let days = self.card.next_days.iter().copied();
        days.filter(move |day| lasts(day) && still_bookable(*day, self.closes_at, now)).take(DAYS)
    }

    fn card_at(&self, now: OffsetDateTime) -> Card {
        Card { next_days: self.days_at(now).collect(), ..self.card.clone() }
    }
}
