//! What happened, and who has read how far.
//!
//! Events are ordered by (transaction id, event id); a consumer reads only below the oldest
//! running transaction, so nothing that commits late is passed over. It applies its effect
//! and moves its cursor in one transaction: effect once. The cursor's row lock is the right
//! to work, so two processes never do the same work, and a dead one's connection gives the
//! lock up.
//!
//! A batch that fails is tried event by event. An event that fails five times is set aside
//! ([`crate::parked`]), and later ones of the same aggregate behind it; the rest goes on.

use crate::{Db, Result, parked, trace};
use domain::{
    event::EventKind,
    id::{HospitalId, VaccineId},
    trace::Trace,
};
use sqlx::{PgConnection, types::JsonValue};
use tracing::{Instrument, Span, error_span, field::Empty};

/// An event as consumers see it. Kinds of a newer release come as `None` and are passed over.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the outbox, `transaction:number`: no other event has it.
    pub number: String,
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
    /// What else there is to know.
    pub body: JsonValue,
    /// The call it follows from.
    pub trace: Option<Trace>,
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
/// When the database or the consumer fails; the cursor stands before the event that failed.
pub async fn run<C: Consumer>(db: &Db, consumer: &C, most: i64) -> Result<usize> {
    parked::retry_due(db, consumer).await?;
    let mut handled = 0;
    match step(db, consumer, most).await {
        Err(error) if most > 1 && parked::is_events_fault(&error) => {
            tracing::warn!(consumer = C::NAME, %error, "trying a batch of events one by one");
        }
        done => return done,
    }
    while handled < usize::try_from(most).unwrap_or(1) {
        match step(db, consumer, 1).await {
            Ok(0) => break,
            Ok(n) => handled += n,
            Err(error) if handled == 0 => return Err(error),
            Err(_) => break,
        }
    }
    Ok(handled)
}

/// Where an event stands in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) xid: String,
    pub(crate) event_id: i64,
}

/// Locks the cursor of a consumer; `None` when another process has it.
pub(crate) async fn lock_cursor_in_txn(tx: &mut PgConnection, name: &str) -> Result<Option<Position>> {
    Ok(sqlx::query_as!(
        Position,
        r#"SELECT xid::text AS "xid!", event_id FROM consumers WHERE name = $1 FOR UPDATE SKIP LOCKED"#,
        name
    )
    .fetch_optional(tx)
    .await?)
}

/// Moves the cursor of a consumer. Its time never goes back: pages take it for a version.
pub(crate) async fn move_cursor_in_txn(tx: &mut PgConnection, name: &str, to: &Position) -> Result<()> {
    sqlx::query!(
        "UPDATE consumers SET xid = $2::text::xid8, event_id = $3,
                moved_at = greatest(alimi_now(), moved_at + interval '1 microsecond') WHERE name = $1",
        name,
        to.xid,
        to.event_id,
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn step<C: Consumer>(db: &Db, consumer: &C, most: i64) -> Result<usize> {
    let mut tx = db.begin().await?;
    let Some(cursor) = lock_cursor_in_txn(&mut tx, C::NAME).await? else { return Ok(0) };
    let rows = sqlx::query!(
        r#"SELECT xid::text AS "xid!", event_id, kind, aggregate_id, hospital_id, vaccine_id, version, body, trace
           FROM events
           WHERE (xid, event_id) > ($1::text::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
           ORDER BY xid, event_id LIMIT $3"#,
        cursor.xid,
        cursor.event_id,
        most,
    )
    .fetch_all(&mut *tx)
    .await?;
    let read: Vec<(Position, Event)> = rows
        .into_iter()
        .map(|r| {
            let event = Event {
                number: format!("{}:{}", r.xid, r.event_id),
                kind: EventKind::from_key(&r.kind),
                aggregate: r.aggregate_id,
                hospital: r.hospital_id.map(HospitalId),
                vaccine: r.vaccine_id.map(VaccineId),
                version: r.version,
                body: r.body,
                trace: r.trace.as_deref().and_then(Trace::parse),
            };
            (Position { xid: r.xid, event_id: r.event_id }, event)
        })
        .collect();
    let Some((last, _)) = read.last().cloned() else { return Ok(0) };
    let n = read.len();
    let rest = parked::park_behind_in_txn(&mut tx, C::NAME, read).await?;
    let events: Vec<Event> = rest.iter().map(|(_, event)| event.clone()).collect();
    if let Err(error) = apply(consumer, &mut tx, &events).await {
        tx.rollback().await?;
        if let [(position, event)] = rest.as_slice()
            && n == 1
            && parked::is_events_fault(&error)
            && parked::count_failure(db, C::NAME, position, &event.aggregate, &error).await?
        {
            return Ok(1);
        }
        return Err(error);
    }
    move_cursor_in_txn(&mut tx, C::NAME, &last).await?;
    parked::forget_in_txn(&mut tx, C::NAME).await?;
    tx.commit().await?;
    db.tell();
    Ok(n)
}

/// Lets a consumer handle events as part of the call they follow from, which what it writes belongs to as
/// well. Events of several calls that share a transaction are a call of their own; in the trace of each
/// there is a step that lasts as long.
pub(crate) async fn apply<C: Consumer>(consumer: &C, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
    let mut calls = events.iter().filter_map(|event| event.trace);
    let first = calls.next();
    let shared = first.filter(|first| calls.all(|trace| trace.id == first.id));
    let span = error_span!(
        "consume",
        trace = Empty,
        otel.kind = "consumer",
        consumer = C::NAME,
        events = events.len()
    );
    let trace = trace::join(&span, shared);
    let _steps: Vec<Span> =
        if shared.is_some() { Vec::new() } else { events.iter().filter_map(step_of::<C>).collect() };
    let applied = async {
        trace::continue_in_txn(tx, trace).await?;
        consumer
            .apply(tx, events)
            .await
            .inspect_err(|error| tracing::warn!(%error, "events could not be handled"))
    };
    trace::within(trace, applied).instrument(span).await
}

/// A step in the trace of an event, if somebody collects it.
fn step_of<C: Consumer>(event: &Event) -> Option<Span> {
    let trace = event.trace.filter(|trace| trace::is_collected(*trace))?;
    let span =
        error_span!(parent: None, "consume", trace = Empty, otel.kind = "consumer", consumer = C::NAME);
    trace::join(&span, Some(trace));
    Some(span)
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
