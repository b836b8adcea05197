//! 공급: vials from the national store to a hospital, and the doses they yield (A3, B3, B5).

use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, NewEvent},
};
use domain::{
    calendar,
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
/// When the database fails. `NotEnoughVials` (what is left), `LotKnown` when the lot is known
/// under another expiry, `LotSuspended` or `Unknown`.
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
    if let Err(refusal) = know_lot_in_txn(&mut tx, vaccine, form).await? {
        return Ok(Err(refusal));
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

/// A lot has one expiry wherever it is.
async fn know_lot_in_txn(
    tx: &mut PgConnection,
    vaccine: VaccineId,
    form: &SupplyForm,
) -> Result<std::result::Result<(), Refusal>> {
    sqlx::query!(
        "INSERT INTO lot_numbers (vaccine_id, lot_number, expires_on) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT lot_numbers_pkey DO NOTHING",
        vaccine.0,
        form.lot_number,
        form.expires_on
    )
    .execute(&mut *tx)
    .await?;
    let known = sqlx::query!(
        "SELECT expires_on, suspended_at FROM lot_numbers WHERE vaccine_id = $1 AND lot_number = $2",
        vaccine.0,
        form.lot_number
    )
    .fetch_one(tx)
    .await?;
    Ok(if known.expires_on != form.expires_on {
        Err(Refusal::LotKnown(calendar::iso(known.expires_on)))
    } else if known.suspended_at.is_some() {
        Err(Refusal::LotSuspended)
    } else {
        Ok(())
    })
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

/// Registers, once, the doses a received supply yields: people in line have the first of them (B5),
/// the rest is bookable at once.
///
/// # Errors
/// When the database fails. `SupplyMoved` when it is not in the state `received`,
/// `TooManyDoses` (the most), `LotExpired`, `Unknown` for another hospital's.
pub async fn register_doses(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    supply: SupplyId,
    doses: i32,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let Some(row) = sqlx::query!(
        r#"SELECT s.vials - s.vials_discarded AS "vials!", s.vaccine_id, v.doses_per_vial, s.expires_on < alimi_today() AS "stale!" FROM supplies s JOIN vaccines v ON v.vaccine_id = s.vaccine_id
         WHERE s.supply_id = $1 AND s.hospital_id = $2"#,
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
    if row.stale {
        return Ok(Err(Refusal::LotExpired));
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
    let vaccine = VaccineId(row.vaccine_id);
    refresh_lasts_until_in_txn(&mut tx, hospital, vaccine).await?;
    earmark_in_txn(&mut tx, hospital, vaccine, doses).await?;
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

pub(crate) async fn refresh_lasts_until_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    vaccine: VaccineId,
) -> Result<()> {
    sqlx::query!(
        "UPDATE stocks SET lasts_until = stock_lasts_until(hospital_id, vaccine_id)
         WHERE hospital_id = $1 AND vaccine_id = $2",
        hospital.0,
        vaccine.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Keeps new doses for the line, so that nobody slips in between.
pub(crate) async fn earmark_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    vaccine: VaccineId,
    doses: i32,
) -> Result<()> {
    sqlx::query!("SELECT earmark_doses($1, $2, $3, alimi_now())", hospital.0, vaccine.0, doses)
        .fetch_one(tx)
        .await?;
    Ok(())
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
