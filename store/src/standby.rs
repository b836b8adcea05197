//! A standby of the database (a streaming replica) for pages that say how old they are.
//!
//! Nothing is read there that it may not know yet: whoever asks notes how far the primary has
//! written, and waits until the standby has replayed that ([`reading`]), for half a second at most.
//! What has just been done is seen there too. A standby that is away or falls behind is left
//! alone, and one that fails in the middle is not believed: the primary answers instead. Commands, and
//! pages that somebody acts on, never ask it.

use crate::{
    Db, Result,
    read_model::{self, AsOf, MEET, PAUSE},
};
use sqlx::PgPool;
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use time::OffsetDateTime;
use tokio::time::{sleep, timeout};

/// Between two looks at how far it is.
const LOOK: Duration = Duration::from_millis(500);
/// One that was not seen to follow for so long is left alone.
const LATE: Duration = Duration::from_secs(2);

/// A standby, and how far it was seen to follow.
#[derive(Debug)]
pub(crate) struct Standby {
    pub(crate) pool: PgPool,
    /// It knows whatever had happened at this moment.
    knows: Mutex<Option<Instant>>,
    reads: AtomicU64,
    fallbacks: AtomicU64,
}

/// How the standby is doing, for whoever watches the service.
#[derive(Clone, Copy, Debug)]
pub struct StandbyState {
    /// How old what it knows is; `None` while it does not answer.
    pub age: Option<Duration>,
    /// Whether pages are read there.
    pub is_used: bool,
    /// Readings it answered.
    pub reads: u64,
    /// Readings that the primary answered in its place.
    pub fallbacks: u64,
}

impl Standby {
    pub(crate) fn new(pool: PgPool) -> Self {
        Self { pool, knows: Mutex::default(), reads: AtomicU64::new(0), fallbacks: AtomicU64::new(0) }
    }

    fn know(&self, since: Option<Instant>) {
        *self.knows.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    fn age(&self) -> Option<Duration> {
        self.knows.lock().unwrap_or_else(PoisonError::into_inner).map(|knows| knows.elapsed())
    }

    fn is_used(&self) -> bool {
        self.age().is_some_and(|age| age <= LATE)
    }
}

/// How far the primary has written, and when that was.
struct Position {
    at: OffsetDateTime,
    lsn: String,
}

async fn position(db: &Db) -> Result<Position> {
    Ok(sqlx::query_as!(Position, r#"SELECT alimi_now() AS "at!", pg_current_wal_lsn()::text AS "lsn!""#)
        .fetch_one(&db.pool)
        .await?)
}

/// Whether it has replayed so far. Never when it is no standby, or no longer one.
async fn has_replayed(standby: &PgPool, to: &Position) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT pg_is_in_recovery() AND coalesce(pg_last_wal_replay_lsn() >= $1::text::pg_lsn, false) AS "has!""#,
        to.lsn
    )
    .fetch_one(standby)
    .await?)
}

/// Looks again and again how far the standby is, for ever; returns at once where there is none.
pub async fn follow(db: &Db) {
    let Some(standby) = db.standby.as_deref() else { return };
    let mut was_used = true;
    loop {
        let began = Instant::now();
        let look = async {
            let to = position(db).await?;
            while !has_replayed(&standby.pool, &to).await? {
                sleep(PAUSE).await;
            }
            crate::Result::Ok(())
        };
        match timeout(LATE, look).await {
            Ok(Ok(())) => standby.know(Some(began)),
            Ok(Err(error)) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "the standby cannot be asked");
                standby.know(None);
            }
            Err(_late) => {}
        }
        if was_used != standby.is_used() {
            was_used = !was_used;
            if was_used {
                tracing::info!("the standby follows: pages are read there");
            } else {
                tracing::warn!("the standby is away or late: pages are read at the primary");
            }
        }
        sleep(LOOK).await;
    }
}

/// Reads from the models, and what stands beside them, once they know everything that had happened when
/// this was called, as [`read_model::meet`] has it: at the standby if it gets there, else at the
/// primary. What was read, and its age.
///
/// # Errors
/// When the primary fails.
pub async fn reading<T, F>(db: &Db, read: impl Fn(Db) -> F) -> Result<(AsOf, T)>
where
    F: Future<Output = Result<T>>,
{
    let Some(standby) = db.standby.clone() else {
        let as_of = read_model::meet(db).await?;
        return Ok((as_of, read(db.clone()).await?));
    };
    if standby.is_used() {
        match at_standby(db, &standby, &read).await {
            Ok(Some(done)) => {
                standby.reads.fetch_add(1, Relaxed);
                return Ok(done);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "the standby failed; the primary answers"
                );
                standby.know(None);
            }
        }
    }
    standby.fallbacks.fetch_add(1, Relaxed);
    let as_of = read_model::meet(db).await?;
    Ok((as_of, read(db.clone()).await?))
}

/// Nothing when the standby does not get there in time.
async fn at_standby<T, F>(db: &Db, standby: &Standby, read: &impl Fn(Db) -> F) -> Result<Option<(AsOf, T)>>
where
    F: Future<Output = Result<T>>,
{
    let asked = position(db).await?;
    let there = db.reading_from(standby.pool.clone());
    let until = Instant::now() + MEET;
    while Instant::now() < until {
        if has_replayed(&there.pool, &asked).await? {
            let known = read_model::as_of(&there).await?;
            if known.at >= asked.at {
                // It may not know what has happened since, whatever its clock says.
                let as_of = AsOf { at: asked.at, ..known };
                return Ok(Some((as_of, read(there).await?)));
            }
        }
        sleep(PAUSE).await;
    }
    Ok(None)
}

impl Db {
    /// How the standby is doing; `None` where there is none.
    pub fn standby_state(&self) -> Option<StandbyState> {
        let standby = self.standby.as_deref()?;
        Some(StandbyState {
            age: standby.age(),
            is_used: standby.is_used(),
            reads: standby.reads.load(Relaxed),
            fallbacks: standby.fallbacks.load(Relaxed),
        })
    }
}
