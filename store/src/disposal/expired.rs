//! Doses of lots that have expired: out of the ledger by the calendar, destroyed later by hand.

use super::{Disposed, read_outcome, remove_in_txn};
use crate::{
    Answer, Db, Result,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
};
use domain::{
    id::{AccountId, HospitalId, LotId},
    refusal::Refusal,
};
use uuid::Uuid;

/// Moves what is left of a lot that has expired to `expired`: the shortfall rule and the silence
/// are those of a disposal. Returns how many doses; zero when another process was faster.
///
/// # Errors
/// When the database fails.
pub(crate) async fn expire(db: &Db, hospital: HospitalId, lot: LotId) -> Result<i32> {
    let mut tx = db.begin().await?;
    let left = sqlx::query_scalar!(
        r#"SELECT registered - administered - discarded - expired AS "left!" FROM lots
           WHERE lot_id = $1 AND expires_on < alimi_today()"#,
        lot.0
    )
    .fetch_optional(&mut *tx)
    .await?
    .unwrap_or(0);
    if left == 0 {
        return Ok(0);
    }
    // Refused when somebody used or discarded some meanwhile: the next round takes the rest.
    if remove_in_txn(&mut tx, hospital, lot, left, "expired").await?.is_err() {
        return Ok(0);
    }
    tx.commit().await?;
    db.ring();
    Ok(left)
}

/// Records that doses of an expired lot were destroyed. The ledger counts them as expired already.
///
/// # Errors
/// When the database fails. `NotEnoughDoses` (expired ones not yet destroyed), `KeyReused` or
/// `Unknown`.
pub async fn destroy_expired(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    lot: LotId,
    doses: i32,
    key: Uuid,
) -> Answer<Disposed> {
    let key =
        Key::new(by, key, "destroy_expired", &[&hospital.to_string(), &lot.to_string(), &doses.to_string()]);
    let mut tx = db.begin().await?;
    claim!(tx, &key, read_outcome);
    let done = sqlx::query!(
        "UPDATE lots SET expired_destroyed = expired_destroyed + $3
         WHERE lot_id = $1 AND hospital_id = $2 AND $3 > 0 AND expired - expired_destroyed >= $3",
        lot.0,
        hospital.0,
        doses
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        let left = sqlx::query_scalar!(
            r#"SELECT expired - expired_destroyed AS "left!" FROM lots WHERE lot_id = $1 AND hospital_id = $2"#,
            lot.0,
            hospital.0
        )
        .fetch_optional(&mut *tx)
        .await?;
        return Ok(Err(left.map_or(Refusal::Unknown, Refusal::NotEnoughDoses)));
    }
    let disposal = sqlx::query_scalar!(
        "INSERT INTO disposals (hospital_id, vaccine_id, kind, lot_id, amount, reason, disposed_by)
         SELECT hospital_id, vaccine_id, 'expired_doses', lot_id, $2, 'expired', $3 FROM lots WHERE lot_id = $1
         RETURNING disposal_id",
        lot.0,
        doses,
        by.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let act = Act {
        by: Some(by),
        action: "expired_doses_destroyed",
        subject: format!("disposal:{disposal}"),
        hospital: Some(hospital),
        reason: None,
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    remember_in_txn(&mut tx, &key, &format!("{disposal} 0")).await?;
    tx.commit().await?;
    Ok(Ok(Disposed { disposal, cancelled: 0 }))
}
