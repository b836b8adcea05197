//! Requests a dose (C1), or one for each of several persons: the one click all of it leads to.

use super::parse_key;
use crate::{
    form::Form,
    page::citizen::{
        journey::{Chosen, person_address, who_address},
        wish::{Next, Wish},
    },
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{
    id::{AccountId, VaccineId},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{
    account::Person,
    applicant::{self, Applicants},
    reservation::{Request, request_one},
    together::{self, Together},
};
use time::Date;
use uuid::Uuid;

/// Holds a dose and a place for each person, if all of them are there. The same form sent twice
/// gets one answer.
#[server(prefix = "", endpoint = "/book/check")]
pub async fn request_reservation(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] person: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date, &person)?;
    let (Some(vaccine), Some(day_on)) = (wish.vaccine, wish.date) else { return go(wish.at("/book/date")) };
    let applicants = applicant::find(&db(), citizen.account, vaccine).await?;
    let people = match Chosen::among(applicants.persons.clone(), wish.who, |p| p.person) {
        Chosen::People(people) => people,
        Chosen::Nobody => return go(person_address(wish, Next::Check)),
        Chosen::Unclear => return go(who_address(wish, Next::Check)),
    };
    let key = parse_key(&key)?;
    match &people[..] {
        [only] => request_for_one(citizen.account, &applicants, only, wish, vaccine, day_on, key).await,
        _ => request_together(citizen.account, &applicants, &people, wish, vaccine, day_on, key).await,
    }
}

async fn request_for_one(
    account: AccountId,
    applicants: &Applicants,
    who: &Person,
    wish: Wish,
    vaccine: VaccineId,
    day_on: Date,
    key: Uuid,
) -> Result<(), Stop> {
    let (db, mut form, person) = (db(), Form::new(), who.person);
    if let Err(refusal) = applicants.check_age(who, day_on) {
        return form.refuse_for("", refusal);
    }
    let request = Request { account, person, hospital: wish.hospital, vaccine, day_on, key };
    match request_one(&db, request).await {
        Ok(Ok(id)) => go(format!("/book/done/{id}")),
        // It was there when the page was made.
        Ok(Err(Refusal::NoDoses)) => {
            form.refuse_in("", |t| t.citizen.book.just_gone.into(), Refusal::NoDoses)
        }
        Ok(Err(refusal)) => form.refuse_for("", refusal),
        Err(store::Error::Busy) => {
            form.say("", |t| t.citizen.book.busy.into());
            form.refuse()
        }
        Err(error) => Err(error.into()),
    }
}

/// All or nothing; what stands against it is said by name.
async fn request_together(
    account: AccountId,
    applicants: &Applicants,
    people: &[Person],
    wish: Wish,
    vaccine: VaccineId,
    day_on: Date,
    key: Uuid,
) -> Result<(), Stop> {
    let (db, mut form) = (db(), Form::new());
    for who in people {
        if let Err(refusal) = applicants.check_age(who, day_on) {
            form.refuse_of("", who.name.as_str(), refusal);
        }
    }
    if form.is_wrong() {
        return form.refuse();
    }
    let persons = people.iter().map(|p| p.person).collect();
    let all = Together { account, persons, hospital: wish.hospital, vaccine, day_on, key };
    let against = match together::request(&db, &all).await? {
        Ok(ids) => {
            let ids: Vec<_> = ids.iter().map(ToString::to_string).collect();
            let (first, others) = ids.split_first().ok_or(Stop::Fault)?;
            return go(format!("/book/done/{first}?with={}", others.join(",")));
        }
        Err(against) => against,
    };
    // What concerns the form, or booking as such, is nobody's in particular.
    let common =
        |r: &Refusal| matches!(r, Refusal::KeyReused | Refusal::BookingUnavailable | Refusal::Unknown);
    if let Some((_, refusal)) = against.iter().find(|(_, refusal)| common(refusal)) {
        return form.refuse_for("", refusal.clone());
    }
    for (person, refusal) in against {
        let name = people.iter().find(|p| p.person == person).map_or("", |p| p.name.as_str());
        form.refuse_of("", name, refusal);
    }
    form.say("", |t| t.citizen.book.nobody_booked.into());
    form.refuse()
}
