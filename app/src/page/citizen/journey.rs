//! What every step of booking and waiting needs to know: what was chosen so far, the hospital,
//! and who is to be vaccinated.

use super::{
    days::ALL_DAYS,
    turn::Turn,
    wish::{Next, Wish},
};
use crate::{
    component::{Glyph, Icon},
    form::{kept, refused},
    request::db,
    stop::Stop,
    text::t,
};
use domain::{
    account::Visitor,
    calendar,
    id::{AccountId, PersonId, ReservationId, VaccineId},
    vaccination::VaccinationStatus,
};
use leptos::prelude::*;
use store::{
    account::{Person, list_persons},
    view::hospital::{Page, StockLeft, find},
    view::reservation::{Mine, list_mine},
    view::vaccination::{PersonSeries, list_series},
};
use time::Date;

/// The state of a booking that is being made.
#[derive(Clone)]
pub(super) struct Journey {
    /// The answers so far; after a refused form, the ones it was sent with.
    pub(super) wish: Wish,
    /// The hospital, with every open day.
    pub(super) hospital: Page,
    /// Who is to be vaccinated.
    pub(super) person: Person,
    /// The doses that person has had, if any: the next one is of the same vaccine.
    pub(super) begun: Option<PersonSeries>,
}

impl Journey {
    /// The journey at this address. Leads elsewhere when there is no hospital, no person
    /// (`then` names the page to come back to), or a booking already.
    pub(super) async fn find(visitor: &Visitor, then: Next) -> Result<Self, Turn> {
        let wish = typed(Wish::from_query()?.ok_or_else(|| Turn::Onward("/book".to_owned()))?);
        let db = db();
        let hospital = find(&db, wish.hospital, None, ALL_DAYS).await?.ok_or(Stop::Missing)?;
        let Some(person) = list_persons(&db, visitor.account).await?.into_iter().next() else {
            return Err(Turn::Onward(person_address(wish, then)));
        };
        // Said before anything is filled in; after a refusal the page itself says it.
        if refused().is_none()
            && let Some(booking) = find_booking(visitor.account, person.person).await?
        {
            return Err(Turn::Onward(format!("/my/{booking}?why=booked")));
        }
        let begun = find_begun(visitor.account, person.person).await?;
        Ok(Self { wish, hospital, person, begun })
    }

    /// The stock of the chosen vaccine.
    pub(super) fn stock(&self) -> Option<&StockLeft> {
        self.wish.vaccine.and_then(|vaccine| self.stock_of(vaccine))
    }

    /// The stock of a vaccine.
    pub(super) fn stock_of(&self, vaccine: VaccineId) -> Option<&StockLeft> {
        self.hospital.stocks.iter().find(|s| s.vaccine == vaccine)
    }

    /// Whether the person may have this vaccine next.
    pub(super) fn may_have(&self, vaccine: VaccineId) -> bool {
        self.begun.as_ref().is_none_or(|begun| begun.vaccine == vaccine)
    }

    /// The day from which the person may have the next dose, if not any day.
    pub(super) fn earliest(&self) -> Option<Date> {
        self.begun.as_ref().and_then(|begun| begun.series.earliest())
    }

    /// Whether the person has had all doses.
    pub(super) fn is_complete(&self) -> bool {
        self.begun.as_ref().is_some_and(|begun| begun.series.status() == VaccinationStatus::Complete)
    }

    /// Hospital and person, repeated on each step.
    pub(super) fn chosen(&self) -> impl IntoView + use<> {
        let (hospital, name) = (self.hospital.name.clone(), self.person.name.as_str().to_owned());
        view! {
            <p class="chosen">
                <Icon glyph=Glyph::Hospital />
                <strong>{hospital}</strong>
                <span class="muted">{t().citizen.book.person} " " {name}</span>
            </p>
        }
    }
}

/// The page that asks for the person and goes on to `then`.
pub(super) fn person_address(wish: Wish, then: Next) -> String {
    format!("{}&next={}", wish.at("/book/person"), then.key())
}

/// The wish with what was typed into the form that was refused.
fn typed(wish: Wish) -> Wish {
    Wish {
        vaccine: kept("vaccine").map_or(wish.vaccine, |typed| typed.parse().ok()),
        date: kept("date").map_or(wish.date, |typed| calendar::parse_iso(&typed).ok()),
        ..wish
    }
}

/// The series of doses that a person has begun.
pub(crate) async fn find_begun(account: AccountId, person: PersonId) -> Result<Option<PersonSeries>, Stop> {
    Ok(list_series(&db(), account).await?.into_iter().find(|s| s.person == person))
}

/// The booking under way of a person.
pub(super) async fn find_booking(
    account: AccountId,
    person: PersonId,
) -> Result<Option<ReservationId>, Stop> {
    find_one(account, person, |mine| mine.status.is_booking()).await
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
