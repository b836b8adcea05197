//! Makes and ends the link that shows the family how a reservation stands.

use super::parse_key;
use crate::{
    form::Form,
    request::{citizen, db, go},
    stop::Stop,
};
use domain::id::ReservationId;
use leptos::prelude::*;

/// Makes a link; an earlier one ends with it.
#[server(prefix = "", endpoint = "/my/share")]
pub async fn share_reservation(
    #[server(default)] reservation: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    match store::share::create(&db(), citizen.account, id, parse_key(&key)?).await? {
        Ok(_) => go(format!("/my/share?reservation={id}&done=made")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}

/// Ends the link.
#[server(prefix = "", endpoint = "/my/share/end")]
pub async fn end_share(#[server(default)] reservation: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id: ReservationId = reservation.parse()?;
    match store::share::revoke(&db(), citizen.account, id).await? {
        Ok(()) => go(format!("/my/share?reservation={id}&done=ended")),
        Err(refusal) => Form::new().on(format!("/my/share?reservation={id}")).refuse_for("", refusal),
    }
}
