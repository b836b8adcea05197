//! What every step of booking and waiting needs to know: what was chosen so far, the hospital,
//! and who is to be vaccinated.

use super::{
    days::ALL_DAYS,
    foresight::{foresee, too_few},
    standing::{Standing, list_standings},
    turn::Turn,
    wish::{Next, Who, Wish},
};
use crate::{
    component::Chosen,
    form::{kept, refused},
    request::db,
    stop::Stop,
    text::t,
};
use domain::{
    account::Visitor,
    calendar,
    id::{AccountId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{
    account::{Person, list_persons},
    view::hospital::{Page, StockLeft, find},
    view::reservation::{Mine, list_mine},
    view::vaccination::PersonSeries,
};
use time::Date;

/// The state of a booking that is being made.
#[derive(Clone)]
pub(super) struct Journey {
    /// The answers so far; after a refused form, the ones it was sent with.
    pub(super) wish: Wish,
    /// The hospital, with every open day.
    pub(super) hospital: Page,
    /// Who is to be vaccinated: one person, or several on one day.
    pub(super) people: Vec<Standing>,
}

impl Journey {
    /// The journey at this address. Leads elsewhere when there is no hospital, when it is not said
    /// who is to be vaccinated (`then` names the page to come back to), or a booking stands
    /// against it.
    pub(super) async fn find(visitor: &Visitor, then: Next) -> Result<Self, Turn> {
        let wish = typed(Wish::from_query()?.ok_or_else(|| Turn::Onward("/book".to_owned()))?);
        let hospital = find(&db(), wish.hospital, None, ALL_DAYS).await?.ok_or(Stop::Missing)?;
        let people = match chosen(visitor.account, wish.who).await? {
            Chosen::People(people) => people,
            Chosen::Nobody => return Err(Turn::Onward(person_address(wish, then))),
            Chosen::Unclear => {
                return Err(Turn::Onward(who_address(Wish { who: Who::default(), ..wish }, then)));
            }
        };
        // Said before anything is filled in; after a refusal the page itself says it.
        if refused().is_none()
            && let Some(booking) = people.iter().find_map(|p| p.booking.as_ref())
        {
            return Err(Turn::Onward(match &people[..] {
                [_] => format!("/my/{}?why=booked", booking.reservation),
                _ => who_address(wish, then),
            }));
        }
        Ok(Self { wish, hospital, people })
    }

    /// The stock of the chosen vaccine.
    pub(super) fn stock(&self) -> Option<&StockLeft> {
        self.wish.vaccine.and_then(|vaccine| self.stock_of(vaccine))
    }

    /// The stock of a vaccine.
    pub(super) fn stock_of(&self, vaccine: VaccineId) -> Option<&StockLeft> {
        self.hospital.stocks.iter().find(|s| s.vaccine == vaccine)
    }

    /// The series that were begun.
    pub(super) fn begun(&self) -> impl Iterator<Item = &PersonSeries> {
        self.people.iter().filter_map(|p| p.series.as_ref())
    }

    /// Whether everybody may have this vaccine next.
    pub(super) fn may_have(&self, vaccine: VaccineId) -> bool {
        self.begun().all(|begun| begun.vaccine == vaccine)
    }

    /// The day from which everybody may have the next dose, if not any day.
    pub(super) fn earliest(&self) -> Option<Date> {
        self.begun().filter_map(|begun| begun.series.earliest()).max()
    }

    /// Whether somebody has had all doses.
    pub(super) fn is_complete(&self) -> bool {
        self.people.iter().any(Standing::is_complete)
    }

    /// Whether several people are to be vaccinated on one day.
    pub(super) fn is_together(&self) -> bool {
        self.people.len() > 1
    }

    /// What can be seen to fail, in words, with the refusal whose way on helps.
    pub(super) fn trouble(&self) -> Option<(String, Refusal)> {
        let t = t();
        match trouble(&self.hospital, self.wish, &self.people)? {
            Trouble { name: Some(name), refusal, .. } => {
                Some((format!("{name}: {}", (t.refusal)(&refusal)), refusal))
            }
            Trouble { name: None, refusal, .. } if self.is_together() => {
                Some(((t.citizen.book.too_few)(self.people.len()), refusal))
            }
            Trouble { refusal, .. } => Some(((t.refusal)(&refusal), refusal)),
        }
    }

    /// The names.
    pub(super) fn names(&self) -> String {
        self.people.iter().map(Standing::name).collect::<Vec<_>>().join(", ")
    }

    /// Hospital and persons, repeated on each step.
    pub(super) fn chosen(&self) -> impl IntoView + use<> {
        let (hospital, names) = (self.hospital.name.clone(), self.names());
        view! { <Chosen hospital rest=format!("{} {names}", t().citizen.book.person) /> }
    }
}

/// Whom a wish is for.
pub(crate) enum Chosen<T> {
    /// These.
    People(Vec<T>),
    /// The account cares for nobody yet.
    Nobody,
    /// It cares for several and none was named, or somebody who is not theirs.
    Unclear,
}

impl<T> Chosen<T> {
    /// Of all an account cares for, those who are named, or the only one there is.
    pub(crate) fn among(mut all: Vec<T>, who: Who, id: impl Fn(&T) -> PersonId) -> Self {
        match all.len() {
            0 => Self::Nobody,
            1 if who.is_empty() => Self::People(all),
            _ => {
                all.retain(|p| who.contains(id(p)));
                if all.is_empty() || all.len() < who.iter().count() {
                    Self::Unclear
                } else {
                    Self::People(all)
                }
            }
        }
    }
}

/// The persons a wish is for, with how they stand.
pub(crate) async fn chosen(account: AccountId, who: Who) -> Result<Chosen<Standing>, Stop> {
    Ok(Chosen::among(list_standings(account).await?, who, |p| p.person.person))
}

/// The persons a wish is for, and no more: what a command asks in the rush.
pub(crate) async fn chosen_persons(account: AccountId, who: Who) -> Result<Chosen<Person>, Stop> {
    Ok(Chosen::among(list_persons(&db(), account).await?, who, |p| p.person))
}

/// Something a request would be refused for.
pub(crate) struct Trouble {
    /// The field it is about.
    pub(crate) field: &'static str,
    /// Whose, where several book together and it is one person's.
    pub(crate) name: Option<String>,
    /// Why.
    pub(crate) refusal: Refusal,
}

/// What a request for these people would be refused for, as far as can be seen.
pub(crate) fn trouble(hospital: &Page, wish: Wish, people: &[Standing]) -> Option<Trouble> {
    let one = people.iter().find_map(|p| {
        let begun = p.series.as_ref().map(|s| (s.vaccine, s.series));
        let (field, refusal) = foresee(hospital, wish, p.person.birth.date(), begun)?;
        let name = (people.len() > 1).then(|| p.name().to_owned());
        Some(Trouble { field, name, refusal })
    });
    one.or_else(|| {
        let (field, refusal) = too_few(hospital, wish, people.len())?;
        Some(Trouble { field, name: None, refusal })
    })
}

/// The page that asks for the person and goes on to `then`.
pub(crate) fn person_address(wish: Wish, then: Next) -> String {
    format!("{}&next={}", wish.at("/book/person"), then.key())
}

/// The page that asks for whom of the account's persons, and goes on to `then`.
pub(crate) fn who_address(wish: Wish, then: Next) -> String {
    format!("{}&next={}", wish.at("/book/who"), then.key())
}

/// The wish with what was typed into the form that was refused.
fn typed(wish: Wish) -> Wish {
    Wish {
        vaccine: kept("vaccine").map_or(wish.vaccine, |typed| typed.parse().ok()),
        date: kept("date").map_or(wish.date, |typed| calendar::parse_iso(&typed).ok()),
        ..wish
    }
}

/// The person's newest reservation of some kind.
pub(super) async fn find_one(
    account: AccountId,
    person: PersonId,
    wanted: impl Fn(&Mine) -> bool,
) -> Result<Option<ReservationId>, Stop> {
    let mine = list_mine(&db(), account).await?;
    Ok(mine.iter().find(|m| m.person == person && wanted(m)).map(|m| m.reservation))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who is chosen, of persons with these numbers.
    fn among(all: &[i64], who: &[i64]) -> Option<Vec<i64>> {
        match Chosen::among(all.to_vec(), Who::of(who.iter().map(|id| PersonId(*id))), |id| PersonId(*id)) {
            Chosen::People(people) => Some(people),
            Chosen::Nobody | Chosen::Unclear => None,
        }
    }

    #[test]
    fn the_only_person_need_not_be_named_and_a_stranger_never_is_one() {
        assert_eq!(among(&[3], &[]), Some(vec![3]));
        assert_eq!(among(&[3, 9], &[9]), Some(vec![9]));
        assert_eq!(among(&[3, 9], &[9, 3]), Some(vec![3, 9]));
        for (all, who) in [(&[][..], &[][..]), (&[3, 9], &[]), (&[3], &[4]), (&[3, 9], &[3, 4])] {
            assert_eq!(among(all, who), None, "{all:?} {who:?}");
        }
    }
}
