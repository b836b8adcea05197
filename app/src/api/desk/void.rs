//! Takes a record back that was made by mistake.

use crate::{
    form::Form,
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::{
    field::FieldError,
    id::{HospitalId, VaccinationId},
    refusal::Refusal,
    vaccination::VoidReason,
};
use leptos::prelude::*;
use store::view::vaccination::find_record;

/// Voids the record `id`, which somebody else has made.
#[server(prefix = "", endpoint = "/desk/vaccinations/void")]
pub async fn void_vaccination(
    #[server(default)] id: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    let id: VaccinationId = id.parse()?;
    let mut form = Form::new().on(format!("/desk/vaccinations/{id}/void"));
    let chosen = VoidReason::from_key(&reason).ok_or(FieldError::Unchosen);
    let Some(chosen) = form.check("reason", |t| t.desk.record.void_reason, chosen) else {
        return form.refuse();
    };
    let page = format!("/desk/vaccinations/{id}");
    match store::vaccination::void(&db(), manager.account, Some(hospital), id, chosen).await? {
        Ok(()) => go(format!("{page}?done=voided")),
        // A second tap: it is taken back, as the first one said.
        Err(Refusal::AlreadyVoided) if is_voided(hospital, id, chosen).await? => {
            go(format!("{page}?done=voided"))
        }
        Err(refusal) => Form::new().on(page).refuse_for("", refusal),
    }
}

async fn is_voided(hospital: HospitalId, id: VaccinationId, reason: VoidReason) -> Result<bool, Stop> {
    let record = find_record(&db(), Some(hospital), id).await?;
    Ok(record.and_then(|r| r.voided).is_some_and(|voided| voided.reason == reason))
}
