//! 수량 정정: another number of doses for a supply than was registered, with a reason (A3). It may not
//! take a dose that is promised or used.

use crate::{
    Answer, Db,
    audit_log::{self, Act},
    outbox::{self, NewEvent},
    supply::{earmark_in_txn, refresh_lasts_until_in_txn},
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, SupplyId, VaccineId},
    refusal::Refusal,
    supply::most_doses,
};
use serde_json::json;

/// Corrects the doses that were registered from a supply, with a reason. `from` is the number the
/// person saw: somebody else's correction in between is not overwritten.
///
/// # Errors
/// When the database fails. `PictureChanged` when the number is no longer `from`, `TooManyDoses`
/// (the most), `DosesPromised` (the least) when fewer would break a promise or the lot's own
/// count, `SupplyMoved` when nothing is registered yet, or `Unknown`.
pub async fn correct_doses(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    supply: SupplyId,
    from: i32,
    to: i32,
    reason: &str,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let Some(row) = sqlx::query!(
        r#"SELECT s.vials - s.vials_discarded AS "vials!", s.vaccine_id, s.lot_number, s.doses, v.doses_per_vial
           FROM supplies s JOIN vaccines v ON v.vaccine_id = s.vaccine_id
           WHERE s.supply_id = $1 AND s.hospital_id = $2"#,
        supply.0,
        hospital.0
    )
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    if row.doses.is_none() {
        return Ok(Err(Refusal::SupplyMoved));
    }
    let most = most_doses(row.vials, row.doses_per_vial);
    if to < 1 || to > most {
        return Ok(Err(Refusal::TooManyDoses(most)));
    }
    let vaccine = VaccineId(row.vaccine_id);
    let room = sqlx::query!(
        "SELECT bookable FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2 FOR NO KEY UPDATE",
        hospital.0,
        vaccine.0
    )
    .fetch_one(&mut *tx)
    .await?
    .bookable;
    let moved = sqlx::query_scalar!(
        "UPDATE supplies SET doses = $3, version = version + 1
         WHERE supply_id = $1 AND state = 'registered' AND doses = $2 RETURNING version",
        supply.0,
        from,
        to
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(version) = moved else { return Ok(Err(Refusal::PictureChanged)) };
    let left = sqlx::query_scalar!(
        r#"SELECT registered - administered - discarded - expired AS "left!" FROM lots
           WHERE hospital_id = $1 AND vaccine_id = $2 AND lot_number = $3"#,
        hospital.0,
        vaccine.0,
        row.lot_number
    )
    .fetch_one(&mut *tx)
    .await?;
    if from - to > room.min(left) {
        return Ok(Err(Refusal::DosesPromised(from - room.min(left))));
    }
    sqlx::query!(
        "UPDATE lots SET registered = registered + $4 WHERE hospital_id = $1 AND vaccine_id = $2 AND lot_number = $3",
        hospital.0,
        vaccine.0,
        row.lot_number,
        to - from
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE stocks SET registered = registered + $3, version = version + 1
         WHERE hospital_id = $1 AND vaccine_id = $2",
        hospital.0,
        vaccine.0,
        to - from
    )
    .execute(&mut *tx)
    .await?;
    refresh_lasts_until_in_txn(&mut tx, hospital, vaccine).await?;
    if to > from {
        earmark_in_txn(&mut tx, hospital, vaccine, to - from).await?;
    }
    let subject = format!("supply:{supply}");
    let event = NewEvent {
        kind: EventKind::DosesCorrected,
        aggregate: subject.clone(),
        hospital: Some(hospital),
        vaccine: Some(vaccine),
        version,
        body: json!({}),
    };
    outbox::write_in_txn(&mut tx, event).await?;
    let reason = format!("{from} → {to}: {reason}");
    let act = Act {
        by: Some(by),
        action: EventKind::DosesCorrected.key(),
        subject,
        hospital: Some(hospital),
        reason: Some(&reason),
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
