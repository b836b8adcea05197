//! Deliveries that wait, and those that were given up.

use crate::{Answer, Db, Error, Result};
use domain::{
    id::AccountId,
    notice::{Channel, NoticeKind},
    refusal::Refusal,
    trace::Trace,
};
use time::OffsetDateTime;

/// Deliveries that wait, and for how many seconds the one that is due longest does.
///
/// # Errors
/// When the database fails.
pub async fn count_queued(db: &Db) -> Result<(u32, f64)> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "n!",
                  coalesce(extract(epoch FROM alimi_now() - min(not_before)), 0)::float8 AS "seconds!"
           FROM deliveries WHERE state = 'queued'"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok((u32::try_from(row.n).unwrap_or(u32::MAX), row.seconds.max(0.0)))
}

/// A delivery that was given up.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Which.
    pub delivery: i64,
    /// On which channel.
    pub channel: Channel,
    /// What it said.
    pub kind: NoticeKind,
    /// About a reservation of which hospital.
    pub hospital_name: String,
    /// How it failed, the last time.
    pub error: String,
    /// Tries.
    pub tries: i16,
    /// Given up when.
    pub at: OffsetDateTime,
    /// The call it follows from.
    pub trace: Option<Trace>,
}

/// Deliveries that were given up, newest first, at most 500.
///
/// # Errors
/// When the database fails.
pub async fn list_failed(db: &Db) -> Result<Vec<Failed>> {
    let rows = sqlx::query!(
        r#"SELECT d.delivery_id, d.channel, n.kind, h.name AS hospital_name, coalesce(d.error, '') AS "error!", d.tries,
                  d.ended_at AS "at!", n.trace
           FROM deliveries d JOIN notices n ON n.notice_id = d.notice_id JOIN hospitals h ON h.hospital_id = n.hospital_id
           WHERE d.state = 'failed' ORDER BY d.delivery_id DESC LIMIT 500"#
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Failed {
                delivery: r.delivery_id,
                channel: Channel::from_key(&r.channel).ok_or(Error::Unreadable("deliveries.channel"))?,
                kind: NoticeKind::from_key(&r.kind).ok_or(Error::Unreadable("notices.kind"))?,
                hospital_name: r.hospital_name,
                error: r.error,
                tries: r.tries,
                at: r.at,
                trace: r.trace.as_deref().and_then(Trace::parse),
            })
        })
        .collect()
}

/// Has a delivery that was given up tried again, under the same key.
///
/// # Errors
/// When the database fails. `Unknown` when it was not given up.
pub async fn resend(db: &Db, by: AccountId, delivery: i64) -> Answer<()> {
    let mut tx = db.begin().await?;
    let again = sqlx::query!(
        "UPDATE deliveries SET state = 'queued', ended_at = NULL, tries = 0, not_before = alimi_now()
         WHERE delivery_id = $1 AND state = 'failed'",
        delivery
    )
    .execute(&mut *tx)
    .await?;
    if again.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    let act = crate::audit_log::Act {
        by: Some(by),
        action: "delivery_resent",
        subject: format!("delivery:{delivery}"),
        hospital: None,
        reason: None,
    };
    crate::audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
