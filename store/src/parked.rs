//! 멈춘 이벤트: events a consumer cannot handle. They are counted, set aside after five failures,
//! shown to the admin, and tried again when the admin says so. What comes after them about the
//! same aggregate waits behind them, so that its order is kept.

use crate::{
    Answer, Db, Error, Result,
    audit_log::{self, Act},
    outbox::{self, Consumer, Event, Position, lock_cursor_in_txn, move_cursor_in_txn},
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, VaccineId},
    refusal::Refusal,
    trace::Trace,
};
use sqlx::PgConnection;
use std::collections::HashSet;
use time::OffsetDateTime;

/// Failures after which an event is set aside.
const MOST_FAILURES: i16 = 5;

/// Whether an error says something of the event; a database that is away, or two transactions in
/// each other's way, do not.
pub(crate) fn is_events_fault(error: &Error) -> bool {
    match error {
        Error::Database(sqlx::Error::Database(error)) => {
            // connection, resources, rollback, shutdown, lock timeout
            let code = error.code().unwrap_or_default();
            !["08", "53", "40", "57P", "55P03"].iter().any(|class| code.starts_with(class))
        }
        Error::Database(error) => matches!(
            error,
            sqlx::Error::RowNotFound | sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)
        ),
        Error::Sealed(_) | Error::Unreadable(_) => true,
        Error::Migration(_) | Error::Busy => false,
    }
}

/// Counts a failure of one event; true when it was the last one: the event is set aside and the
/// cursor has moved past it.
pub(crate) async fn count_failure(
    db: &Db,
    consumer: &str,
    at: &Position,
    aggregate: &str,
    error: &Error,
) -> Result<bool> {
    let mut tx = db.begin().await?;
    let Some(_) = lock_cursor_in_txn(&mut tx, consumer).await? else { return Ok(false) };
    let failures = sqlx::query_scalar!(
        "INSERT INTO parked_events AS p (consumer, xid, event_id, aggregate_id, failures, error)
         VALUES ($1, $2::text::xid8, $3, $4, 1, $5)
         ON CONFLICT ON CONSTRAINT parked_events_pkey
         DO UPDATE SET failures = p.failures + 1, error = excluded.error
         RETURNING failures",
        consumer,
        at.xid,
        at.event_id,
        aggregate,
        text(error)
    )
    .fetch_one(&mut *tx)
    .await?;
    let parked = failures >= MOST_FAILURES;
    if parked {
        sqlx::query!(
            "UPDATE parked_events SET parked_at = alimi_now()
             WHERE consumer = $1 AND xid = $2::text::xid8 AND event_id = $3",
            consumer,
            at.xid,
            at.event_id
        )
        .execute(&mut *tx)
        .await?;
        move_cursor_in_txn(&mut tx, consumer, at).await?;
        tracing::error!(consumer, event = at.event_id, %error, "an event was set aside");
    }
    tx.commit().await?;
    Ok(parked)
}

fn text(error: &Error) -> String {
    error.to_string().chars().take(500).collect()
}

/// Sets aside what comes after a parked event of the same aggregate, to be tried again with it if
/// that is about to be; gives back the rest.
pub(crate) async fn park_behind_in_txn(
    tx: &mut PgConnection,
    consumer: &str,
    read: Vec<(Position, Event)>,
) -> Result<Vec<(Position, Event)>> {
    let aggregates: Vec<String> = read.iter().map(|(_, event)| event.aggregate.clone()).collect();
    let parked: HashSet<String> = sqlx::query_scalar!(
        "SELECT DISTINCT aggregate_id FROM parked_events
         WHERE consumer = $1 AND parked_at IS NOT NULL AND aggregate_id = ANY ($2)",
        consumer,
        &aggregates
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .collect();
    let (behind, rest): (Vec<_>, Vec<_>) =
        read.into_iter().partition(|(_, event)| parked.contains(&event.aggregate));
    for (at, event) in behind {
        sqlx::query!(
            "INSERT INTO parked_events (consumer, xid, event_id, aggregate_id, failures, error, parked_at, retry_at)
             SELECT $1, $2::text::xid8, $3, $4, 0, 'waits behind an earlier event', alimi_now(), max(b.retry_at)
             FROM parked_events b WHERE b.consumer = $1 AND b.aggregate_id = $4
             ON CONFLICT ON CONSTRAINT parked_events_pkey DO NOTHING",
            consumer,
            at.xid,
            at.event_id,
            event.aggregate
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(rest)
}

/// What failed before and was handled now is forgotten.
pub(crate) async fn forget_in_txn(tx: &mut PgConnection, consumer: &str) -> Result<()> {
    sqlx::query!(
        "DELETE FROM parked_events p USING consumers c
         WHERE p.consumer = $1 AND c.name = $1 AND p.parked_at IS NULL AND (p.xid, p.event_id) <= (c.xid, c.event_id)",
        consumer
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Tries what the admin wants tried again, in the order of events; the first that fails keeps
/// those of its aggregate waiting. The cursor's lock keeps the order between workers.
pub(crate) async fn retry_due<C: Consumer>(db: &Db, consumer: &C) -> Result<()> {
    loop {
        let any = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM parked_events WHERE consumer = $1 AND retry_at IS NOT NULL) AS "any!""#,
            C::NAME
        )
        .fetch_one(&db.pool)
        .await?;
        if !any {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        let Some(_) = lock_cursor_in_txn(&mut tx, C::NAME).await? else { return Ok(()) };
        let due = sqlx::query!(
            r#"SELECT p.xid::text AS "xid!", p.event_id, p.aggregate_id, e.kind, e.hospital_id, e.vaccine_id, e.version, e.body, e.trace
               FROM parked_events p JOIN events e ON e.xid = p.xid AND e.event_id = p.event_id
               WHERE p.consumer = $1 AND p.retry_at IS NOT NULL
               ORDER BY p.xid, p.event_id LIMIT 1 FOR UPDATE OF p SKIP LOCKED"#,
            C::NAME
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(due) = due else { return Ok(()) };
        let event = Event {
            number: format!("{}:{}", due.xid, due.event_id),
            kind: EventKind::from_key(&due.kind),
            aggregate: due.aggregate_id.clone(),
            hospital: due.hospital_id.map(HospitalId),
            vaccine: due.vaccine_id.map(VaccineId),
            version: due.version,
            body: due.body,
            trace: due.trace.as_deref().and_then(Trace::parse),
        };
        match outbox::apply(consumer, &mut tx, std::slice::from_ref(&event)).await {
            Ok(()) => {
                sqlx::query!(
                    "DELETE FROM parked_events WHERE consumer = $1 AND xid = $2::text::xid8 AND event_id = $3",
                    C::NAME,
                    due.xid,
                    due.event_id
                )
                .execute(&mut *tx)
                .await?;
                tx.commit().await?;
            }
            Err(error) => {
                tx.rollback().await?;
                sqlx::query!(
                    "UPDATE parked_events SET retry_at = NULL,
                            failures = failures + CASE WHEN event_id = $3 THEN 1 ELSE 0 END,
                            error = CASE WHEN event_id = $3 THEN $4 ELSE error END
                     WHERE consumer = $1 AND aggregate_id = $2",
                    C::NAME,
                    due.aggregate_id,
                    due.event_id,
                    text(&error)
                )
                .execute(&db.pool)
                .await?;
            }
        }
    }
}

/// An event that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    /// By which consumer.
    pub consumer: String,
    /// Its number in the outbox.
    pub event_id: i64,
    /// What happened.
    pub kind: String,
    /// To what.
    pub aggregate: String,
    /// How often it failed.
    pub failures: i16,
    /// How, the last time.
    pub error: String,
    /// Since when it stands aside.
    pub parked_at: OffsetDateTime,
    /// Whether it is about to be tried again.
    pub retrying: bool,
}

/// All events that stand aside, oldest first, at most 500.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db) -> Result<Vec<Parked>> {
    Ok(sqlx::query_as!(
        Parked,
        r#"SELECT p.consumer, p.event_id, e.kind, p.aggregate_id AS aggregate, p.failures, p.error,
                  p.parked_at AS "parked_at!", p.retry_at IS NOT NULL AS "retrying!"
           FROM parked_events p JOIN events e ON e.xid = p.xid AND e.event_id = p.event_id
           WHERE p.parked_at IS NOT NULL ORDER BY p.xid, p.event_id LIMIT 500"#
    )
    .fetch_all(&db.pool)
    .await?)
}

/// Has the events of an aggregate that stand aside tried again.
///
/// # Errors
/// When the database fails. `Unknown` when none does.
pub async fn retry(db: &Db, by: AccountId, consumer: &str, aggregate: &str) -> Answer<()> {
    let mut tx = db.begin().await?;
    let n = sqlx::query!(
        "UPDATE parked_events SET retry_at = alimi_now()
         WHERE consumer = $1 AND aggregate_id = $2 AND parked_at IS NOT NULL",
        consumer,
        aggregate
    )
    .execute(&mut *tx)
    .await?
    .rows_affected();
    if n == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    let act = Act {
        by: Some(by),
        action: "events_retried",
        subject: format!("{consumer}:{aggregate}"),
        hospital: None,
        reason: None,
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
