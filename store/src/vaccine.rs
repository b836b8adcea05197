//! 백신: registering and changing a product (A2).

use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    error::violated,
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, NewEvent},
};
use domain::{
    event::EventKind,
    id::{AccountId, UnknownId, VaccineId},
    refusal::Refusal,
    vaccine::VaccineForm,
};
use serde_json::json;
use sqlx::PgConnection;

/// Registers a vaccine with its vials in the national store.
///
/// # Errors
/// When the database fails. `NameTaken` when the name exists.
pub async fn register(db: &Db, by: AccountId, key: &Key, form: &VaccineForm) -> Answer<VaccineId> {
    let mut tx = db.begin().await?;
    claim!(tx, key, |outcome: &str| -> std::result::Result<VaccineId, UnknownId> { outcome.parse() });
    let made = sqlx::query_scalar!(
        "INSERT INTO vaccines (name, name_en, vials_bought, doses_per_vial, doses_required, interval_days, minimum_age)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING vaccine_id",
        form.name,
        form.name_en,
        form.vials,
        form.doses_per_vial,
        form.doses_required,
        form.interval_days,
        form.minimum_age,
    )
    .fetch_one(&mut *tx)
    .await;
    let vaccine = match made {
        Err(e) if violated(&e) == Some("vaccines_name_key") => return Ok(Err(Refusal::NameTaken)),
        made => VaccineId(made?),
    };
    note_in_txn(&mut tx, EventKind::VaccineRegistered, by, "vaccine_registered", vaccine, 1).await?;
    remember_in_txn(&mut tx, key, &vaccine.to_string()).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(vaccine))
}

/// Changes a vaccine. Its vials may not fall below those already supplied.
///
/// # Errors
/// When the database fails. `NameTaken`, `NotEnoughVials` (how many were supplied) or `Unknown`.
pub async fn change(db: &Db, by: AccountId, vaccine: VaccineId, form: &VaccineForm) -> Answer<()> {
    let mut tx = db.begin().await?;
    let changed = sqlx::query_scalar!(
        "UPDATE vaccines SET name = $2, name_en = $3, vials_bought = $4, doses_per_vial = $5, doses_required = $6,
                interval_days = $7, minimum_age = $8, version = version + 1
         WHERE vaccine_id = $1 AND vials_supplied <= $4 RETURNING version",
        vaccine.0,
        form.name,
        form.name_en,
        form.vials,
        form.doses_per_vial,
        form.doses_required,
        form.interval_days,
        form.minimum_age,
    )
    .fetch_optional(&mut *tx)
    .await;
    let version = match changed {
        Err(e) if violated(&e) == Some("vaccines_name_key") => return Ok(Err(Refusal::NameTaken)),
        changed => changed?,
    };
    let Some(version) = version else {
        let supplied =
            sqlx::query_scalar!("SELECT vials_supplied FROM vaccines WHERE vaccine_id = $1", vaccine.0)
                .fetch_optional(&mut *tx)
                .await?;
        return Ok(Err(supplied.map_or(Refusal::Unknown, Refusal::NotEnoughVials)));
    };
    note_in_txn(&mut tx, EventKind::VaccineChanged, by, "vaccine_changed", vaccine, version).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

async fn note_in_txn(
    tx: &mut PgConnection,
    kind: EventKind,
    by: AccountId,
    action: &'static str,
    vaccine: VaccineId,
    version: i64,
) -> Result<()> {
    let subject = format!("vaccine:{vaccine}");
    outbox::write_in_txn(
        tx,
        NewEvent {
            kind,
            aggregate: subject.clone(),
            hospital: None,
            vaccine: Some(vaccine),
            version,
            body: json!({}),
        },
    )
    .await?;
    audit_log::write_in_txn(tx, Act { by: Some(by), action, subject, hospital: None, reason: None }).await
}
