//! Vials whose doses were never registered.

use super::{Disposed, read_outcome};
use crate::{
    Answer, Db,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
    outbox::{self, NewEvent},
};
use domain::{
    disposal::DisposalReason,
    event::EventKind,
    id::{AccountId, HospitalId, SupplyId, VaccineId},
    refusal::Refusal,
};
use serde_json::json;
use uuid::Uuid;

/// Vials to be disposed of.
#[derive(Clone, Debug)]
pub struct Vials {
    /// Who does it.
    pub by: AccountId,
    /// Where.
    pub hospital: HospitalId,
    /// Of which supply.
    pub supply: SupplyId,
    /// How many.
    pub vials: i32,
    /// Why.
    pub reason: DisposalReason,
    /// What there is to add.
    pub note: Option<String>,
    /// The form's key.
    pub key: Uuid,
}

/// Disposes of vials whose doses were never registered: no dose changes.
///
/// # Errors
/// When the database fails. `NotEnoughVials` (what is left), `SupplyMoved` when it has not arrived
/// or its doses are registered, `KeyReused` or `Unknown`.
pub async fn dispose_vials(db: &Db, what: &Vials) -> Answer<Disposed> {
    let &Vials { by, hospital, supply, vials, reason, .. } = what;
    let key = Key::new(
        by,
        what.key,
        "dispose_vials",
        &[
            &hospital.to_string(),
            &supply.to_string(),
            &vials.to_string(),
            reason.key(),
            what.note.as_deref().unwrap_or_default(),
        ],
    );
    let mut tx = db.begin().await?;
    claim!(tx, &key, read_outcome);
    let done = sqlx::query!(
        "UPDATE supplies SET vials_discarded = vials_discarded + $3, version = version + 1,
                state = CASE WHEN vials_discarded + $3 = vials THEN 'discarded' ELSE state END
         WHERE supply_id = $1 AND hospital_id = $2 AND state = 'received' AND $3 > 0 AND vials - vials_discarded >= $3
         RETURNING vaccine_id, version",
        supply.0,
        hospital.0,
        vials
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(done) = done else {
        let row = sqlx::query!(
            r#"SELECT state, vials - vials_discarded AS "left!" FROM supplies WHERE supply_id = $1 AND hospital_id = $2"#,
            supply.0,
            hospital.0
        )
        .fetch_optional(&mut *tx)
        .await?;
        return Ok(Err(match row {
            None => Refusal::Unknown,
            Some(r) if r.state == "received" => Refusal::NotEnoughVials(r.left),
            Some(_) => Refusal::SupplyMoved,
        }));
    };
    let disposal = sqlx::query_scalar!(
        "INSERT INTO disposals (hospital_id, vaccine_id, kind, supply_id, amount, reason, note, disposed_by)
         VALUES ($1, $2, 'vials', $3, $4, $5, $6, $7) RETURNING disposal_id",
        hospital.0,
        done.vaccine_id,
        supply.0,
        vials,
        reason.key(),
        what.note.as_deref(),
        by.0
    )
    .fetch_one(&mut *tx)
    .await?;
    let event = NewEvent {
        kind: EventKind::VialsDiscarded,
        aggregate: format!("supply:{supply}"),
        hospital: Some(hospital),
        vaccine: Some(VaccineId(done.vaccine_id)),
        version: done.version,
        body: json!({}),
    };
    outbox::write_in_txn(&mut tx, event).await?;
    let act = Act {
        by: Some(by),
        action: EventKind::VialsDiscarded.key(),
        subject: format!("disposal:{disposal}"),
        hospital: Some(hospital),
        reason: Some(reason.key()),
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    remember_in_txn(&mut tx, &key, &format!("{disposal} 0")).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(Disposed { disposal, cancelled: 0 }))
}
