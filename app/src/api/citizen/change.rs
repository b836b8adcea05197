//! Ends a booking (E1), or moves it to another day.

use super::read_day;
use crate::{
    form::Form,
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{calendar, id::ReservationId, refusal::Refusal};
use leptos::prelude::*;
use store::reschedule::reschedule;

/// Cancels a booking.
#[server(prefix = "", endpoint = "/my/cancel")]
pub async fn cancel_reservation(#[server(default)] reservation: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    match store::cancel::by_person(&db(), citizen.account, id).await? {
        Ok(()) => go(format!("/my/{id}?done=cancelled")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}

/// On to the check of the other day; with `from`, to other days.
#[server(prefix = "", endpoint = "/my/move")]
pub async fn choose_other_date(
    #[server(default)] reservation: String,
    #[server(default)] date: String,
    #[server(default)] from: String,
) -> Result<(), Stop> {
    citizen()?;
    let id: ReservationId = reservation.parse()?;
    if let Ok(from) = calendar::parse_iso(&from) {
        return go(format!("/my/move?reservation={id}&from={}", calendar::iso(from)));
    }
    let mut form = Form::new();
    let Some(day) = read_day(&mut form, |t| t.citizen.book.date, &date) else { return form.refuse() };
    go(format!("/my/move/check?reservation={id}&date={}", calendar::iso(day)))
}

/// Moves a booking to another day. Where that day cannot be had, the booking stands as it was.
#[server(prefix = "", endpoint = "/my/move/check")]
pub async fn move_reservation(
    #[server(default)] reservation: String,
    #[server(default)] date: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    let Ok(day) = calendar::parse_iso(&date) else { return go(format!("/my/move?reservation={id}")) };
    match reschedule(&db(), citizen.account, id, day).await? {
        Ok(()) => go(format!("/my/{id}?done=moved")),
        Err(Refusal::DayFull) => {
            Form::new().refuse_in("", |t| t.citizen.change.day_full.into(), Refusal::DayFull)
        }
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
