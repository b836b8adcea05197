//! What happened, and who has read how far.
//!
//! Events are ordered by (transaction id, event id); a consumer reads only below the oldest
//! running transaction, so nothing that commits late is passed over. It applies its effect
//! and moves its cursor in one transaction: effect once. The cursor's row lock is the right
//! to work, so two processes never do the same work, and a dead one's connection gives the
//! lock up.

use crate::{Db, Result};
use domain::{
    event::EventKind,
    id::{HospitalId, VaccineId},
};
use sqlx::{PgConnection, types::JsonValue};

/// An event as consumers see it. Kinds of a newer release come as `None` and are passed over.
#[derive(Clone, Debug)]
pub struct Event {
    /// What happened.
    pub kind: Option<EventKind>,
    /// To which reservation, supply, hospital.
    pub aggregate: String,
    /// Where.
    pub hospital: Option<HospitalId>,
    /// With which vaccine.
    pub vaccine: Option<VaccineId>,
    /// The aggregate's version after it.
    pub version: i64,
}

/// A new event, written by a command in its own transaction.
pub(crate) struct NewEvent {
    pub(crate) kind: EventKind,
    pub(crate) aggregate: String,
    pub(crate) hospital: Option<HospitalId>,
    pub(crate) vaccine: Option<VaccineId>,
    pub(crate) version: i64,
    pub(crate) body: JsonValue,
}

pub(crate) async fn write_in_txn(tx: &mut PgConnection, event: NewEvent) -> Result<()> {
    sqlx::query!(
        "INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body) VALUES ($1, $2, $3, $4, $5, $6)",
        event.kind.key(),
        event.aggregate,
        event.hospital.map(|h| h.0),
        event.vaccine.map(|v| v.0),
        event.version,
        event.body,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// One reader of the outbox.
pub trait Consumer: Sync {
    /// Its row in `consumers`.
    const NAME: &'static str;

    /// Applies a batch inside the transaction that moves the cursor.
    fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> impl Future<Output = Result<()>> + Send;
}

/// Lets a consumer work through one batch. Returns how many events it handled; zero when
/// there is nothing to do or another process is at it.
///
/// # Errors
/// When the database or the consumer fails; the cursor has not moved then.
pub async fn run<C: Consumer>(db: &Db, consumer: &C, most: i64) -> Result<usize> {
    let mut tx = db.begin().await?;
    let Some(cursor) = sqlx::query!(
        r#"SELECT xid::text AS "xid!", event_id FROM consumers WHERE name = $1 FOR UPDATE SKIP LOCKED"#,
        C::NAME
    )
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(0);
    };
    let rows = sqlx::query!(
        r#"SELECT xid::text AS "xid!", event_id, kind, aggregate_id, hospital_id, vaccine_id, version
           FROM events
           WHERE (xid, event_id) > ($1::text::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
           ORDER BY xid, event_id LIMIT $3"#,
        cursor.xid,
        cursor.event_id,
        most,
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(last) = rows.last().map(|r| (r.xid.clone(), r.event_id)) else { return Ok(0) };
    let events: Vec<Event> = rows
        .into_iter()
        .map(|r| Event {
            kind: EventKind::from_key(&r.kind),
            aggregate: r.aggregate_id,
            hospital: r.hospital_id.map(HospitalId),
            vaccine: r.vaccine_id.map(VaccineId),
            version: r.version,
        })
        .collect();
    consumer.apply(&mut tx, &events).await?;
    sqlx::query!(
        "UPDATE consumers SET xid = $2::text::xid8, event_id = $3, moved_at = alimi_now() WHERE name = $1",
        C::NAME,
        last.0,
        last.1,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(events.len())
}

/// How far behind a consumer is.
#[derive(Clone, Debug, PartialEq)]
pub struct Lag {
    /// Which consumer.
    pub consumer: String,
    /// Seconds since the oldest event it has not read; zero when it has read all.
    pub seconds: f64,
}

/// The lag of every consumer.
///
/// # Errors
/// When the database fails.
pub async fn list_lags(db: &Db) -> Result<Vec<Lag>> {
    let rows = sqlx::query!(
        r#"SELECT c.name, coalesce(extract(epoch FROM alimi_now() - next.happened_at), 0)::float8 AS "seconds!"
           FROM consumers c
           LEFT JOIN LATERAL (
               SELECT e.happened_at FROM events e
               WHERE (e.xid, e.event_id) > (c.xid, c.event_id)
               ORDER BY e.xid, e.event_id LIMIT 1) next ON true
           ORDER BY c.name"#
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows.into_iter().map(|r| Lag { consumer: r.name, seconds: r.seconds.max(0.0) }).collect())
}
