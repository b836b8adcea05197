//! Rejects a request, with a reason (C5).

use super::{read_note, refuse};
use crate::{
    form::Form,
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::{field::FieldError, id::ReservationId, reservation::RejectReason};
use leptos::prelude::*;

/// Rejects the request `id` and goes back to the list. The reason "other" needs a note.
#[server(prefix = "", endpoint = "/desk/requests/reject")]
pub async fn reject_request(
    #[server(default)] id: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    let id: ReservationId = id.parse()?;
    let mut form = Form::new().on(format!("/desk/requests/{id}/reject"));
    let chosen = RejectReason::from_key(&reason).ok_or(FieldError::Unchosen);
    let chosen = form.check("reason", |t| t.desk.reason, chosen);
    let note = read_note(&mut form, &note, chosen == Some(RejectReason::Other));
    let Some(chosen) = chosen.filter(|_| !form.is_wrong()) else { return form.refuse() };
    match store::reservation::reject(&db(), manager.account, hospital, id, chosen, note.as_deref()).await? {
        Ok(()) => go(format!("/desk/requests?done=rejected&id={id}")),
        Err(refusal) => refuse(Form::new().on(format!("/desk/requests/{id}")), hospital, id, refusal).await,
    }
}
