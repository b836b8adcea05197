//! Cancels a booking, with a reason (F4–F6).

use super::{read_note, refuse};
use crate::{
    form::Form,
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::{field::FieldError, id::ReservationId, reservation::CancelReason};
use leptos::prelude::*;

/// Cancels the booking `id`. The reason "other" needs a note.
#[server(prefix = "", endpoint = "/desk/requests/cancel")]
pub async fn cancel_reservation(
    #[server(default)] id: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    let id: ReservationId = id.parse()?;
    let mut form = Form::new().on(format!("/desk/requests/{id}/cancel"));
    let chosen = CancelReason::from_key(&reason).ok_or(FieldError::Unchosen);
    let chosen = form.check("reason", |t| t.desk.cancel.reason, chosen);
    let note = read_note(&mut form, &note, chosen == Some(CancelReason::Other));
    let Some(chosen) = chosen.filter(|_| !form.is_wrong()) else { return form.refuse() };
    match store::cancel::by_manager(&db(), manager.account, hospital, id, chosen, note.as_deref()).await? {
        Ok(()) => go(format!("/desk/requests/{id}?done=cancelled")),
        Err(refusal) => refuse(Form::new().on(format!("/desk/requests/{id}")), hospital, id, refusal).await,
    }
}
