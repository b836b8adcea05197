//! 로트: suspended everywhere at once (recall), and taken into use again. A suspended lot cannot be
//! administered, and no booking is dated after the last usable one.

use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    vaccination::note_stock_in_txn,
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, VaccineId},
    refusal::Refusal,
};

/// Suspends a lot at every hospital.
///
/// # Errors
/// When the database fails. `LotSuspended` when it is already, `Unknown` when no such lot was
/// supplied.
pub async fn suspend(
    db: &Db,
    by: AccountId,
    vaccine: VaccineId,
    lot_number: &str,
    reason: &str,
) -> Answer<()> {
    change(db, by, vaccine, lot_number, Some(reason)).await
}

/// Takes a suspended lot into use again.
///
/// # Errors
/// When the database fails. `Unknown` when it is not suspended.
pub async fn resume(db: &Db, by: AccountId, vaccine: VaccineId, lot_number: &str) -> Answer<()> {
    change(db, by, vaccine, lot_number, None).await
}

/// Notes that somebody looked at the people a lot was given to.
///
/// # Errors
/// When the database fails.
pub async fn note_recipients_read(
    db: &Db,
    by: AccountId,
    vaccine: VaccineId,
    lot_number: &str,
) -> Result<()> {
    let act = Act {
        by: Some(by),
        action: "lot_recipients_read",
        subject: format!("lot:{vaccine}:{lot_number}"),
        hospital: None,
        reason: None,
    };
    audit_log::write_in_txn(&mut *db.pool.acquire().await?, act).await
}

async fn change(
    db: &Db,
    by: AccountId,
    vaccine: VaccineId,
    lot_number: &str,
    reason: Option<&str>,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    // The stocks first, as everywhere: a vaccination under way ends before or comes after.
    let hospitals = sqlx::query_scalar!(
        "SELECT s.hospital_id FROM stocks s
         WHERE s.vaccine_id = $1 AND s.hospital_id IN (
             SELECT l.hospital_id FROM lots l WHERE l.vaccine_id = $1 AND l.lot_number = $2)
         ORDER BY s.hospital_id, s.vaccine_id FOR NO KEY UPDATE",
        vaccine.0,
        lot_number
    )
    .fetch_all(&mut *tx)
    .await?;
    let changed = sqlx::query!(
        "UPDATE lot_numbers SET version = version + 1, suspend_reason = $4,
                suspended_at = CASE WHEN $4::text IS NULL THEN NULL ELSE alimi_now() END,
                suspended_by = CASE WHEN $4::text IS NULL THEN NULL ELSE $3::bigint END
         WHERE vaccine_id = $1 AND lot_number = $2 AND (suspended_at IS NULL) = ($4::text IS NOT NULL)",
        vaccine.0,
        lot_number,
        by.0,
        reason
    )
    .execute(&mut *tx)
    .await?;
    if changed.rows_affected() == 0 {
        let known = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM lot_numbers WHERE vaccine_id = $1 AND lot_number = $2) AS "known!""#,
            vaccine.0,
            lot_number
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(Err(if known && reason.is_some() { Refusal::LotSuspended } else { Refusal::Unknown }));
    }
    sqlx::query!(
        "UPDATE stocks SET lasts_until = stock_lasts_until(hospital_id, vaccine_id), version = version + 1
         WHERE vaccine_id = $1 AND hospital_id = ANY ($2)",
        vaccine.0,
        &hospitals
    )
    .execute(&mut *tx)
    .await?;
    let kind = if reason.is_some() { EventKind::LotSuspended } else { EventKind::LotResumed };
    for hospital in hospitals {
        note_stock_in_txn(&mut tx, kind, HospitalId(hospital), vaccine).await?;
    }
    let act = Act {
        by: Some(by),
        action: kind.key(),
        subject: format!("lot:{vaccine}:{lot_number}"),
        hospital: None,
        reason,
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
