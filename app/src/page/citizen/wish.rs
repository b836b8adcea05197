//! What somebody wants to book, as it travels in addresses: hospital, vaccine, day, and for which
//! of the account's persons. Those are numbers; name and birth date never stand in an address.

use crate::{form::kept, request::query, stop::Stop};
use domain::{
    calendar,
    id::{HospitalId, PersonId, UnknownId, VaccineId},
    person::MOST_PERSONS,
};
use std::fmt;
use time::Date;

/// In the form of the line: any day.
pub(crate) const ANY_DATE: &str = "any";

/// The persons a wish is for, each once: none while that is not said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Who([Option<PersonId>; MOST_PERSONS as usize]);

impl Who {
    /// These persons; as many as an account cares for.
    pub(crate) fn of(persons: impl IntoIterator<Item = PersonId>) -> Self {
        let mut who = Self::default();
        for person in persons {
            if !who.contains(person)
                && let Some(free) = who.0.iter_mut().find(|place| place.is_none())
            {
                *free = Some(person);
            }
        }
        who
    }

    /// Reads `3,7`; what is no number of a person is passed over.
    fn parse(text: &str) -> Self {
        Self::of(text.split(',').filter_map(|id| id.parse().ok()))
    }

    /// Which they are.
    pub(crate) fn iter(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.0.iter().flatten().copied()
    }

    /// Whether this person is among them.
    pub(crate) fn contains(&self, person: PersonId) -> bool {
        self.0.contains(&Some(person))
    }

    /// Whether nobody was named.
    pub(crate) fn is_empty(&self) -> bool {
        self.0[0].is_none()
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, person) in self.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(f, "{comma}{person}")?;
        }
        Ok(())
    }
}

/// The answers given so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    /// Where.
    pub(crate) hospital: HospitalId,
    /// With what, once chosen.
    pub(crate) vaccine: Option<VaccineId>,
    /// When, once chosen.
    pub(crate) date: Option<Date>,
    /// For whom, once chosen; not needed while the account cares for one person only.
    pub(crate) who: Who,
}

impl Wish {
    /// Reads the values of an address or a form. Vaccine, day and persons can be chosen again, so
    /// what is unreadable there counts as not chosen.
    ///
    /// # Errors
    /// When the hospital is none.
    pub(crate) fn read(hospital: &str, vaccine: &str, date: &str, who: &str) -> Result<Self, UnknownId> {
        Ok(Self {
            hospital: hospital.parse()?,
            vaccine: vaccine.parse().ok(),
            date: calendar::parse_iso(date).ok(),
            who: Who::parse(who),
        })
    }

    /// The wish in the page's address, or in the refused form that was sent to a bare one;
    /// `None` before a hospital is chosen.
    pub(crate) fn from_query() -> Result<Option<Self>, Stop> {
        let answer = |name| match query(name) {
            absent if absent.is_empty() => kept(name).unwrap_or_default(),
            given => given,
        };
        let hospital = answer("hospital");
        if hospital.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self::read(&hospital, &answer("vaccine"), &answer("date"), &answer("person"))?))
    }

    /// The address of a page, with the wish.
    pub(crate) fn at(self, page: &str) -> String {
        let vaccine = self.vaccine.map(|v| format!("&vaccine={v}")).unwrap_or_default();
        let date = self.date.map(|d| format!("&date={}", calendar::iso(d))).unwrap_or_default();
        let who = if self.who.is_empty() { String::new() } else { format!("&person={}", self.who) };
        format!("{page}?hospital={}{vaccine}{date}{who}", self.hospital)
    }

    /// The vaccine as a form sends it.
    pub(crate) fn vaccine_text(self) -> String {
        self.vaccine.map(|v| v.to_string()).unwrap_or_default()
    }

    /// The day as a form sends it.
    pub(crate) fn date_text(self) -> String {
        self.date.map(calendar::iso).unwrap_or_default()
    }
}

/// The page that follows once the person is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Vaccine and day.
    Date,
    /// The check, which was left to correct the person.
    Check,
    /// The line.
    Wait,
}

impl Next {
    /// From the address or the form; vaccine and day unless it says otherwise.
    pub(crate) fn from_key(key: &str) -> Self {
        match key {
            "check" => Self::Check,
            "wait" => Self::Wait,
            _ => Self::Date,
        }
    }

    /// As it stands in an address.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Check => "check",
            Self::Wait => "wait",
        }
    }

    /// The page.
    pub(crate) fn page(self) -> &'static str {
        match self {
            Self::Date => "/book/date",
            Self::Check => "/book/check",
            Self::Wait => "/book/wait",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_wish_survives_its_address() {
        let day = date!(2026 - 12 - 01);
        let wish = Wish {
            hospital: HospitalId(7),
            vaccine: Some(VaccineId(2)),
            date: Some(day),
            who: Who::default(),
        };
        assert_eq!(wish.at("/book/check"), "/book/check?hospital=7&vaccine=2&date=2026-12-01");
        assert_eq!(Wish::read("7", &wish.vaccine_text(), &wish.date_text(), ""), Ok(wish));
        let pair = Wish { who: Who::of([PersonId(3), PersonId(9)]), ..wish };
        assert_eq!(pair.at("/book"), "/book?hospital=7&vaccine=2&date=2026-12-01&person=3,9");
        assert_eq!(Wish::read("7", "2", "2026-12-01", "3,9"), Ok(pair));
    }

    #[test]
    fn nobody_is_named_twice_and_never_more_than_an_account_cares_for() {
        assert_eq!(Who::parse("3,3,x,-1,9").to_string(), "3,9");
        assert_eq!(Who::parse("1,2,3,4,5,6").iter().count(), 5);
        assert!(Who::parse("").is_empty());
    }

    #[test]
    fn what_follows_the_person_is_one_of_our_pages() {
        for next in [Next::Date, Next::Check, Next::Wait] {
            assert_eq!(Next::from_key(next.key()), next);
        }
        assert_eq!(Next::from_key("//elsewhere").page(), "/book/date");
    }

    #[test]
    fn an_unreadable_vaccine_or_day_is_asked_for_again() {
        let wish = Wish::read("7", "x", "2026-02-30", "").unwrap();
        assert_eq!(wish.at("/book/date"), "/book/date?hospital=7");
        assert!(Wish::read("seven", "1", "2026-12-01", "").is_err());
    }
}
