//! Joins a line (B1, B2) and leaves it again.

use super::{ask, find_person, parse_key};
use crate::{
    form::Form,
    page::citizen::wish::{ANY_DATE, Next, Wish},
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{calendar, field::FieldError, id::ReservationId};
use leptos::prelude::*;
use store::waitlist::{Join, join, withdraw};

/// Joins the line of a hospital's vaccine, for a day or for any.
#[server(prefix = "", endpoint = "/book/wait")]
pub async fn join_waitlist(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] lost: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date)?;
    let mut form = Form::new();
    let vaccine = wish.vaccine.ok_or(FieldError::Missing);
    let vaccine =
        ask(&mut form, "vaccine", |t| t.citizen.book.vaccine, |t| t.citizen.book.vaccine_missing, vaccine);
    let wanted_on = match date.as_str() {
        ANY_DATE => Some(None),
        date => {
            let date = calendar::parse_iso(date);
            ask(&mut form, "date", |t| t.citizen.wait.date, |t| t.citizen.book.date_missing, date).map(Some)
        }
    };
    let (Some(vaccine), Some(wanted_on)) = (vaccine, wanted_on) else { return form.refuse() };
    let Some(person) = find_person(citizen.account).await? else {
        return go(format!("{}&next={}", wish.at("/book/person"), Next::Wait.key()));
    };
    let wait = Join {
        account: citizen.account,
        person: person.person,
        hospital: wish.hospital,
        vaccine,
        wanted_on,
        instead_of: lost.parse().ok(),
        key: parse_key(&key)?,
    };
    match join(&db(), &wait).await? {
        Ok(id) => go(format!("/book/waiting/{id}")),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Leaves a line.
#[server(prefix = "", endpoint = "/my/leave")]
pub async fn leave_waitlist(#[server(default)] reservation: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    match withdraw(&db(), citizen.account, id).await? {
        Ok(()) => go(format!("/my/{id}?done=left")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
