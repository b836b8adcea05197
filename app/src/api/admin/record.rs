//! Takes a vaccination's record back where the hospital cannot: nobody there but who made it.

use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::{field::FieldError, id::VaccinationId, refusal::Refusal, vaccination::VoidReason};
use leptos::prelude::*;
use store::{vaccination::void, view::vaccination::find_record};

/// Voids the record `id` of any hospital.
#[server(prefix = "", endpoint = "/admin/records/void")]
pub async fn void_record(
    #[server(default)] id: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let id: VaccinationId = id.parse()?;
    let page = format!("/admin/records/{id}");
    let mut form = Form::new().on(&page);
    let chosen = VoidReason::from_key(&reason).ok_or(FieldError::Unchosen);
    let Some(chosen) = form.check("reason", |t| t.desk.record.void_reason, chosen) else {
        return form.refuse();
    };
    match void(&db(), admin.account, None, id, chosen).await? {
        Ok(()) => go(format!("{page}?done=voided")),
        // A second tap: it is taken back, as the first one said.
        Err(Refusal::AlreadyVoided) if is_voided(id, chosen).await? => go(format!("{page}?done=voided")),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

async fn is_voided(id: VaccinationId, reason: VoidReason) -> Result<bool, Stop> {
    let record = find_record(&db(), None, id).await?;
    Ok(record.and_then(|r| r.voided).is_some_and(|voided| voided.reason == reason))
}
