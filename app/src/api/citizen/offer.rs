//! Answers an offer: a day for the dose that is held, or on to the next in line.

use super::{parse_key, read_day};
use crate::{
    form::Form,
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{calendar, id::ReservationId, refusal::Refusal};
use leptos::prelude::*;
use store::offer::{accept, decline};

/// Accepts an offer for a day; with `from`, on to other days. The same form sent twice gets one
/// answer.
#[server(prefix = "", endpoint = "/my/offer")]
pub async fn accept_offer(
    #[server(default)] reservation: String,
    #[server(default)] date: String,
    #[server(default)] from: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    if let Ok(from) = calendar::parse_iso(&from) {
        return go(format!("/my/offer?reservation={id}&from={}", calendar::iso(from)));
    }
    let mut form = Form::new();
    let Some(day) = read_day(&mut form, |t| t.citizen.book.date, &date) else { return form.refuse() };
    match accept(&db(), citizen.account, id, day, parse_key(&key)?).await? {
        Ok(id) => go(format!("/book/done/{id}")),
        // The dose is still held: only that day is gone.
        Err(Refusal::DayFull) => {
            form.refuse_in("date", |t| t.citizen.offer.day_full.into(), Refusal::DayFull)
        }
        Err(refusal) => {
            let field = if refusal == Refusal::OfferOver { "" } else { "date" };
            form.refuse_for(field, refusal)
        }
    }
}

/// Passes the dose on; the place in line stays.
#[server(prefix = "", endpoint = "/my/decline")]
pub async fn decline_offer(#[server(default)] reservation: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    match decline(&db(), citizen.account, id).await? {
        Ok(()) => go(format!("/my/{id}?done=declined")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
