//! 공급: vials from the national store to a hospital, and the doses they yield (A3, B3, B5).

use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, NewEvent},
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, SupplyId, UnknownId, VaccineId},
    refusal::Refusal,
    supply::{SupplyForm, SupplyState, most_doses},
};
use serde_json::json;
use sqlx::PgConnection;

/// Sends vials of one lot to a hospital. More than the national store holds is refused.
///
/// # Errors
/// When the database fails. `NotEnoughVials` (what is left) or `Unknown`.
pub async fn send(
    db: &Db,
    by: AccountId,
    key: &Key,
    hospital: HospitalId,
    vaccine: VaccineId,
    form: &SupplyForm,
) -> Answer<SupplyId> {
    let mut tx = db.begin().await?;
    claim!(tx, key, |outcome: &str| -> std::result::Result<SupplyId, UnknownId> { outcome.parse() });
    let taken = sqlx::query!(
        "UPDATE vaccines SET vials_supplied = vials_supplied + $2
         WHERE vaccine_id = $1 AND vials_bought - vials_supplied >= $2",
        vaccine.0,
        form.vials
    )
    .execute(&mut *tx)
    .await?;
    if taken.rows_affected() == 0 {
        let left = sqlx::query_scalar!(
            r#"SELECT vials_bought - vials_supplied AS "left!" FROM vaccines WHERE vaccine_id = $1"#,
            vaccine.0
        )
        .fetch_optional(&mut *tx)
        .await?;
        return Ok(Err(left.map_or(Refusal::Unknown, Refusal::NotEnoughVials)));
    }
    let made = sqlx::query_scalar!(
        "INSERT INTO supplies (hospital_id, vaccine_id, lot_number, expires_on, vials)
         SELECT hospital_id, $2, $3, $4, $5 FROM hospitals WHERE hospital_id = $1 RETURNING supply_id",
        hospital.0,
        vaccine.0,
        form.lot_number,
        form.expires_on,
        form.vials,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(supply) = made.map(SupplyId) else { return Ok(Err(Refusal::Unknown)) };
    note_in_txn(&mut tx, EventKind::SupplySent, by, "supply_sent", supply, hospital, vaccine, 1).await?;
    remember_in_txn(&mut tx, key, &supply.to_string()).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(supply))
}

/// Marks a supply as arrived. `of` limits it to one hospital (a vaccine manager's); the admin
/// passes `None`.
///
/// # Errors
/// When the database fails. `SupplyMoved` when it arrived before, `Unknown` otherwise.
pub async fn receive(db: &Db, by: AccountId, of: Option<HospitalId>, supply: SupplyId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE supplies SET state = 'received', received_at = alimi_now(), version = version + 1
         WHERE supply_id = $1 AND state = 'sent' AND ($2::bigint IS NULL OR hospital_id = $2)
         RETURNING hospital_id, vaccine_id, version",
        supply.0,
        of.map(|h| h.0)
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else { return Ok(Err(find_state_in_txn(&mut tx, of, supply).await?)) };
    let (hospital, vaccine) = (HospitalId(moved.hospital_id), VaccineId(moved.vaccine_id));
    note_in_txn(
        &mut tx,
        EventKind::SupplyReceived,
        by,
        "supply_received",
        supply,
        hospital,
        vaccine,
        moved.version,
    )
    .await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Registers, once, the doses a received supply yields: they become bookable at once.
///
/// # Errors
/// When the database fails. `SupplyMoved` when it is not in the state `received`,
/// `TooManyDoses` (the most), `Unknown` for another hospital's.
pub async fn register_doses(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    supply: SupplyId,
    doses: i32,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let Some(row) = sqlx::query!(
        "SELECT s.vials, s.vaccine_id, v.doses_per_vial FROM supplies s JOIN vaccines v ON v.vaccine_id = s.vaccine_id
         WHERE s.supply_id = $1 AND s.hospital_id = $2",
        supply.0,
        hospital.0
    )
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    let most = most_doses(row.vials, row.doses_per_vial);
    if doses < 1 || doses > most {
        return Ok(Err(Refusal::TooManyDoses(most)));
    }
    let moved = sqlx::query!(
        "UPDATE supplies SET state = 'registered', registered_at = alimi_now(), doses = $3, version = version + 1
         WHERE supply_id = $1 AND hospital_id = $2 AND state = 'received'
         RETURNING lot_number, expires_on, version",
        supply.0,
        hospital.0,
        doses
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else {
        return Ok(Err(find_state_in_txn(&mut tx, Some(hospital), supply).await?));
    };
    // The stock is locked before its lots, so that `lasts_until` is computed from what stays.
    sqlx::query!(
        "INSERT INTO stocks (hospital_id, vaccine_id, registered) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT stocks_pkey
         DO UPDATE SET registered = stocks.registered + $3, version = stocks.version + 1",
        hospital.0,
        row.vaccine_id,
        doses
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO lots (hospital_id, vaccine_id, lot_number, expires_on, registered) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT lots_number_key DO UPDATE SET registered = lots.registered + $5",
        hospital.0,
        row.vaccine_id,
        moved.lot_number,
        moved.expires_on,
        doses
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE stocks s SET lasts_until = (
             SELECT max(l.expires_on) FROM lots l
             WHERE l.hospital_id = s.hospital_id AND l.vaccine_id = s.vaccine_id
               AND l.registered - l.administered - l.discarded - l.expired > 0)
         WHERE s.hospital_id = $1 AND s.vaccine_id = $2",
        hospital.0,
        row.vaccine_id
    )
    .execute(&mut *tx)
    .await?;
    let vaccine = VaccineId(row.vaccine_id);
    note_in_txn(
        &mut tx,
        EventKind::DosesRegistered,
        by,
        "doses_registered",
        supply,
        hospital,
        vaccine,
        moved.version,
    )
    .await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Why a conditional update of a supply found nothing.
async fn find_state_in_txn(
    tx: &mut PgConnection,
    of: Option<HospitalId>,
    supply: SupplyId,
) -> Result<Refusal> {
    let state = sqlx::query_scalar!(
        "SELECT state FROM supplies WHERE supply_id = $1 AND ($2::bigint IS NULL OR hospital_id = $2)",
        supply.0,
        of.map(|h| h.0)
    )
    .fetch_optional(tx)
    .await?;
    Ok(match state {
        None => Refusal::Unknown,
        Some(key) => {
            SupplyState::from_key(&key).ok_or(crate::Error::Unreadable("supplies.state"))?;
            Refusal::SupplyMoved
        }
    })
}

async fn note_in_txn(
    tx: &mut PgConnection,
    kind: EventKind,
    by: AccountId,
    action: &'static str,
    supply: SupplyId,
    hospital: HospitalId,
    vaccine: VaccineId,
    version: i64,
) -> Result<()> {
    let subject = format!("supply:{supply}");
    outbox::write_in_txn(
        tx,
        NewEvent {
            kind,
            aggregate: subject.clone(),
            hospital: Some(hospital),
            vaccine: Some(vaccine),
            version,
            body: json!({}),
        },
    )
    .await?;
    audit_log::write_in_txn(tx, Act { by: Some(by), action, subject, hospital: Some(hospital), reason: None })
        .await
}
