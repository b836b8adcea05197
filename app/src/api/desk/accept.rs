//! Accepts a request (C4).

use super::refuse;
use crate::{
    form::Form,
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::id::ReservationId;
use leptos::prelude::*;

/// Accepts the request `id` and goes back to the list.
#[server(prefix = "", endpoint = "/desk/requests/accept")]
pub async fn accept_request(#[server(default)] id: String) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    let id: ReservationId = id.parse()?;
    match store::reservation::confirm(&db(), manager.account, hospital, id).await? {
        Ok(()) => go(format!("/desk/requests?done=accepted&id={id}")),
        Err(refusal) => refuse(Form::new().on("/desk/requests"), hospital, id, refusal).await,
    }
}
