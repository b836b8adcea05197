//! From the outbox to the bus: tells every replica which reservations and hospitals to look
//! at again. The message carries ids only and is sent when the cursor's move commits: by NOTIFY, or,
//! where a message bus is set up, by whoever finds it waiting ([`carry`]).

use crate::{
    Db, Result,
    outbox::{Consumer, Event},
};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The channel of NOTIFY.
pub const CHANNEL: &str = "alimi_live";

/// `PostgreSQL` takes 8,000 bytes a message; this many ids stay below it.
const MOST_IDS: usize = 120;

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changed {
    /// Reservations whose state changed.
    pub reservations: Vec<Uuid>,
    /// Hospitals whose doses or places changed.
    pub hospitals: Vec<i64>,
    /// Accounts whose inbox changed.
    pub accounts: Vec<i64>,
    /// Hospitals of which the read models moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<i64>,
    /// Sessions that have ended; a trigger tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<i64>,
    /// Accounts whose roles changed; a trigger tells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standings: Vec<i64>,
}

/// Hands at most so many waiting messages to the bus, in order; they are gone once `take` says that it
/// has them. Several processes share the work. Returns how many there were.
///
/// Messages may come twice, when the process dies in between. `take` has to be quick: the
/// transaction is open meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn carry(db: &Db, most: i64, take: impl AsyncFnOnce(Vec<String>) -> bool) -> Result<usize> {
    let mut tx = db.begin().await?;
    let mut rows = sqlx::query!(
        "DELETE FROM bus_messages WHERE message_id IN
             (SELECT message_id FROM bus_messages ORDER BY message_id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING message_id, body",
        most
    )
    .fetch_all(&mut *tx)
    .await?;
    rows.sort_by_key(|row| row.message_id);
    let count = rows.len();
    if count > 0 && take(rows.into_iter().map(|row| row.body).collect()).await {
        tx.commit().await?;
        return Ok(count);
    }
    tx.rollback().await?;
    Ok(0)
}

/// Tells every replica whose inbox changed, when the transaction commits.
pub(crate) async fn tell_inboxes_in_txn(tx: &mut PgConnection, accounts: &BTreeSet<i64>) -> Result<()> {
    let accounts: Vec<i64> = accounts.iter().copied().collect();
    for part in accounts.chunks(MOST_IDS) {
        tell_in_txn(tx, &Changed { accounts: part.to_vec(), ..Changed::default() }).await?;
    }
    Ok(())
}

async fn tell_in_txn(tx: &mut PgConnection, changed: &Changed) -> Result<()> {
    let message = serde_json::to_string(changed).unwrap_or_default();
    sqlx::query!("SELECT tell_replicas($1)", message).fetch_one(tx).await?;
    Ok(())
}

/// Reads all events.
#[derive(Clone, Copy, Debug)]
pub struct Relay;

impl Consumer for Relay {
    const NAME: &'static str = "live";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        for part in split(events) {
            tell_in_txn(tx, &part).await?;
        }
        Ok(())
    }
}

/// Tells every replica that the read models of these hospitals moved, once that is committed.
pub(crate) async fn tell_views_moved_in_txn(tx: &mut PgConnection, hospitals: BTreeSet<i64>) -> Result<()> {
    let hospitals: Vec<i64> = hospitals.into_iter().collect();
    for part in hospitals.chunks(MOST_IDS) {
        tell_in_txn(tx, &Changed { views: part.to_vec(), ..Changed::default() }).await?;
    }
    Ok(())
}

fn split(events: &[Event]) -> Vec<Changed> {
    let reservations: BTreeSet<Uuid> = events.iter().filter_map(|e| e.aggregate.parse().ok()).collect();
    let hospitals: BTreeSet<i64> = events.iter().filter_map(|e| e.hospital).map(|h| h.0).collect();
    let (reservations, hospitals): (Vec<_>, Vec<_>) =
        (reservations.into_iter().collect(), hospitals.into_iter().collect());
    let parts = reservations.len().max(hospitals.len()).div_ceil(MOST_IDS);
    (0..parts)
        .map(|i| Changed {
            reservations: reservations.chunks(MOST_IDS).nth(i).unwrap_or_default().to_vec(),
            hospitals: hospitals.chunks(MOST_IDS).nth(i).unwrap_or_default().to_vec(),
            ..Changed::default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::HospitalId;

    #[test]
    fn messages_stay_below_the_limit_and_lose_nothing() {
        let events: Vec<Event> = (0..1_000)
            .map(|i| Event {
                number: i.to_string(),
                kind: None,
                aggregate: Uuid::from_u128(i).to_string(),
                hospital: Some(HospitalId(i64::MAX - i64::try_from(i).unwrap())),
                vaccine: None,
                version: 1,
                body: serde_json::Value::Null,
                trace: None,
            })
            .collect();
        let parts = split(&events);
        assert_eq!(parts.iter().map(|p| p.reservations.len()).sum::<usize>(), 1_000);
        assert_eq!(parts.iter().map(|p| p.hospitals.len()).sum::<usize>(), 1_000);
        assert!(parts.iter().all(|p| serde_json::to_string(p).unwrap().len() < 8_000));
    }
}
