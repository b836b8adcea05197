//! Requests a dose (C1): the one click all of it leads to.

use super::{find_person, parse_key};
use crate::{
    form::Form,
    page::citizen::wish::{Next, Wish},
    request::{citizen, db, go},
    stop::Stop,
};
use leptos::prelude::*;
use store::reservation::{Request, book};

/// Holds a dose and a place, if both are there. The same form sent twice gets one answer.
#[server(prefix = "", endpoint = "/book/check")]
pub async fn request_reservation(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date)?;
    let (Some(vaccine), Some(day_on)) = (wish.vaccine, wish.date) else { return go(wish.at("/book/date")) };
    let Some(person) = find_person(citizen.account).await? else {
        return go(format!("{}&next={}", wish.at("/book/person"), Next::Check.key()));
    };
    let (db, mut form) = (db(), Form::new());
    let request = Request {
        account: citizen.account,
        person: person.person,
        hospital: wish.hospital,
        vaccine,
        day_on,
        key: parse_key(&key)?,
    };
    match book(&db, request).await {
        Ok(Ok(id)) => go(format!("/book/done/{id}")),
        Ok(Err(refusal)) => form.refuse_for("", refusal),
        Err(store::Error::Busy) => {
            form.say("", |t| t.citizen.book.busy.into());
            form.refuse()
        }
        Err(error) => Err(error.into()),
    }
}
