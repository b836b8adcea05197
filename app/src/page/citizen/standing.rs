//! How each person of an account stands: doses so far, the next one, a booking under way.

use crate::{request::db, stop::Stop, text::t};
use domain::{
    calendar::age_on, id::AccountId, reservation::ReservationStatus, vaccination::VaccinationStatus,
};
use store::{
    account::{Person, list_persons},
    view::{
        reservation::{Mine, list_mine},
        vaccination::{PersonSeries, list_series},
    },
};
use time::Date;

/// One person, with what decides on a booking.
#[derive(Clone)]
pub(crate) struct Standing {
    /// Who.
    pub(crate) person: Person,
    /// The booking or offer under way.
    pub(crate) booking: Option<Mine>,
    /// In how many lines the person waits.
    pub(crate) waits: usize,
    /// The doses so far, if any.
    pub(crate) series: Option<PersonSeries>,
    /// Whether anything is kept of the person.
    pub(crate) has_records: bool,
    today: Date,
}

/// The persons of an account, in their order.
pub(crate) async fn list_standings(account: AccountId) -> Result<Vec<Standing>, Stop> {
    let db = db();
    let today = db.today().await?;
    let mine = list_mine(&db, account).await?;
    let series = list_series(&db, account).await?;
    let persons = list_persons(&db, account).await?;
    Ok(persons
        .into_iter()
        .map(|person| {
            let of = |m: &&Mine| m.person == person.person;
            let own = mine.iter().filter(of);
            let series = series.iter().find(|s| s.person == person.person).cloned();
            Standing {
                booking: own.clone().find(|m| m.status.is_booking()).cloned(),
                waits: own.clone().filter(|m| m.status == ReservationStatus::Waiting).count(),
                has_records: series.is_some() || own.count() > 0,
                series,
                person,
                today,
            }
        })
        .collect())
}

impl Standing {
    /// The name.
    pub(crate) fn name(&self) -> &str {
        self.person.name.as_str()
    }

    /// Whether all doses were given.
    pub(crate) fn is_complete(&self) -> bool {
        self.series.as_ref().is_some_and(|s| s.series.status() == VaccinationStatus::Complete)
    }

    /// Whether nothing stands against a booking.
    pub(crate) fn may_book(&self) -> bool {
        self.booking.is_none() && !self.is_complete()
    }

    /// Birth date and age.
    pub(crate) fn born(&self) -> String {
        let birth = self.person.birth.date();
        let t = t();
        format!("{} · {}", (t.citizen.book.born)(birth), (t.citizen.family.age)(age_on(birth, self.today)))
    }

    /// Doses and the next one, in a sentence.
    pub(crate) fn doses(&self) -> String {
        let texts = t();
        let t = &texts.citizen.family;
        match &self.series {
            None => t.no_dose.to_owned(),
            Some(s) if s.series.status() == VaccinationStatus::Complete => t.complete.to_owned(),
            Some(s) => {
                let from = s.series.earliest().map(texts.common.date).unwrap_or_default();
                (t.next_from)(s.series.doses, s.series.doses + 1, &from)
            }
        }
    }
}
