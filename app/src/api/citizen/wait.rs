//! Joins a line (B1, B2) and leaves it again.

use super::{parse_key, read_day};
use crate::{
    form::Form,
    page::citizen::{
        journey::{Chosen, chosen_persons, person_address, who_address},
        wish::{ANY_DATE, Next, Wish},
    },
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{field::FieldError, id::ReservationId, refusal::Refusal};
use leptos::prelude::*;
use store::{
    account::Person,
    waitlist::{Join, join_all, withdraw},
};

/// Joins the line of a hospital's vaccine, for a day or for any; several persons together or not
/// at all, each with a place of their own.
#[server(prefix = "", endpoint = "/book/wait")]
pub async fn join_waitlist(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] date: String,
    #[server(default)] person: String,
    #[server(default)] lost: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let wish = Wish::read(&hospital, &vaccine, &date, &person)?;
    let mut form = Form::new();
    let vaccine = wish.vaccine.ok_or(FieldError::Unchosen);
    let vaccine = form.check("vaccine", |t| t.citizen.book.vaccine, vaccine);
    let wanted_on = match date.as_str() {
        ANY_DATE => Some(None),
        date => read_day(&mut form, |t| t.citizen.wait.date, date).map(Some),
    };
    let (Some(vaccine), Some(wanted_on)) = (vaccine, wanted_on) else { return form.refuse() };
    let people = match chosen_persons(citizen.account, wish.who).await? {
        Chosen::People(people) => people,
        Chosen::Nobody => return go(person_address(wish, Next::Wait)),
        Chosen::Unclear => return go(who_address(wish, Next::Wait)),
    };
    let key = parse_key(&key)?;
    let join = |who: &Person| Join {
        account: citizen.account,
        person: who.person,
        hospital: wish.hospital,
        vaccine,
        wanted_on,
        instead_of: lost.parse().ok(),
        key,
    };
    let waits: Vec<_> = people.iter().map(join).collect();
    match (join_all(&db(), &waits).await?, &people[..]) {
        (Ok(ids), [_]) => go(format!("/book/waiting/{}", ids.first().ok_or(Stop::Fault)?)),
        (Ok(_), _) => go("/my?done=joined"),
        (Err((_, refusal)), [_]) | (Err((_, refusal @ Refusal::KeyReused)), _) => {
            form.refuse_for("", refusal)
        }
        (Err((person, refusal)), several) => {
            let name = several.iter().find(|p| p.person == person).map_or("", |p| p.name.as_str());
            form.refuse_of("", name, refusal);
            form.refuse()
        }
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
