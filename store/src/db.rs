//! The pools, the keys, and the bell that wakes consumers.

use crate::{
    Answer, Error, Result,
    applicant::Applicants,
    booking_desk::{BookingDesk, DeskWork},
    breaker::{Breaker, BreakerState, PATIENCE},
    gather::Gather,
    line,
    reservation::{self, Request},
    seal::Keyring,
    session::SignedIn,
    standby::Standby,
    trace,
};
use domain::{
    id::{AccountId, ReservationId, VaccineId},
    refusal::Refusal,
};
use sqlx::{PgPool, Postgres, Transaction, migrate::Migrator};
use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Instant,
};
use time::{Date, OffsetDateTime};
use tokio::{sync::Notify, time::timeout};

/// Whether a command gave up waiting for a lock: it would wait again.
fn is_lock_timeout(error: &Error) -> bool {
    matches!(error, Error::Database(sqlx::Error::Database(e)) if e.code().as_deref() == Some("55P03"))
}

/// What became of one request.
pub(crate) type Outcome = std::result::Result<ReservationId, Refusal>;

/// The schema's history.
pub static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// One replica's door to the facts. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pool: PgPool,
    /// The waitlist's own connections: it stays up when booking hangs (N5).
    waiting: PgPool,
    /// Where pages may read that say how old they are.
    pub(crate) standby: Option<Arc<Standby>>,
    pub(crate) keys: Arc<Keyring>,
    bell: Arc<Notify>,
    told: Arc<Notify>,
    /// Whether this process hears what others tell it.
    hears: Arc<AtomicBool>,
    desk: Arc<OnceLock<BookingDesk>>,
    breaker: Arc<Breaker>,
    /// What every request of the rush looks up.
    pub(crate) visitors: Gather<[u8; 32], Option<SignedIn>>,
    pub(crate) applicants: Gather<(AccountId, VaccineId), Applicants>,
}

impl Db {
    pub(crate) fn from_pools(pool: PgPool, waiting: PgPool, standby: Option<PgPool>, keys: Keyring) -> Self {
        Self {
            waiting,
            pool,
            standby: standby.map(|pool| Arc::new(Standby::new(pool))),
            keys: Arc::new(keys),
            bell: Arc::new(Notify::new()),
            told: Arc::new(Notify::new()),
            hears: Arc::new(AtomicBool::new(true)),
            desk: Arc::default(),
            breaker: Arc::default(),
            visitors: Gather::default(),
            applicants: Gather::default(),
        }
    }

    /// The same door, for queries elsewhere. What is looked up here is not looked up there.
    pub(crate) fn reading_from(&self, pool: PgPool) -> Self {
        Self { pool, visitors: Gather::default(), applicants: Gather::default(), ..self.clone() }
    }

    /// Opens this replica's booking desk with `lanes` commits under way at once.
    pub fn open_booking_desk(&self, lanes: usize) {
        // The desk's own door has no desk: holding each other, neither would ever close.
        let door = || Self { desk: Arc::default(), ..self.clone() };
        self.desk.get_or_init(|| BookingDesk::open(door(), lanes));
    }

    /// What this replica's booking desk has done.
    pub fn desk_work(&self) -> DeskWork {
        self.desk.get().map(BookingDesk::work).unwrap_or_default()
    }

    /// Requests one dose: through the booking desk where one is open, else on its own.
    ///
    /// # Errors
    /// As [`reservation::request`], and [`Error::Busy`] when too many requests wait.
    pub(crate) async fn hand_in(&self, request: Request) -> Answer<ReservationId> {
        if let Some(desk) = self.desk.get() {
            return desk.request(request).await;
        }
        let mut outcomes = self.book(std::slice::from_ref(&request)).await?;
        outcomes.pop().ok_or(Error::Unreadable("no outcome"))
    }

    /// Runs one booking command under the breaker. While booking does not answer, every request of
    /// it is refused with `BookingUnavailable`: the waitlist is the way (N5). What hung may have
    /// happened all the same; the key of the request brings its outcome back.
    ///
    /// # Errors
    /// When a command of several requests fails: they may be tried one by one.
    pub(crate) async fn book(&self, requests: &[Request]) -> Result<Vec<Outcome>> {
        let several = requests.len() > 1;
        let alone = |error: &Error| several && !is_lock_timeout(error);
        let outcomes = self.under_breaker(reservation::request(self, requests), alone).await?;
        Ok(outcomes.unwrap_or_else(|| vec![Err(Refusal::BookingUnavailable); requests.len()]))
    }

    /// Runs a booking command if the breaker permits, and tells it how that went. Nothing when
    /// booking does not answer. A failure that `says_nothing` of booking is given back.
    ///
    /// # Errors
    /// Only such failures.
    pub(crate) async fn under_breaker<T>(
        &self,
        command: impl Future<Output = Result<T>>,
        says_nothing: impl Fn(&Error) -> bool,
    ) -> Result<Option<T>> {
        if !self.breaker.permits(Instant::now()) {
            return Ok(None);
        }
        match timeout(PATIENCE, command).await {
            Ok(Ok(done)) => {
                if self.breaker.succeeded(Instant::now()) {
                    tracing::warn!("booking answers again");
                    let db = self.clone();
                    // Doses that stayed free meanwhile are for those who wait.
                    tokio::spawn(async move { line::call_all(&db).await });
                }
                Ok(Some(done))
            }
            Ok(Err(error)) if says_nothing(&error) => {
                self.breaker.gave_up();
                Err(error)
            }
            failed => {
                if let Ok(Err(error)) = failed {
                    tracing::error!(%error, "a booking command failed");
                } else {
                    tracing::error!("a booking command hangs");
                }
                if self.breaker.failed(Instant::now()) {
                    tracing::error!("booking rests; people are led to the waitlist");
                }
                Ok(None)
            }
        }
    }

    /// How booking is doing in this replica.
    pub fn breaker_state(&self) -> BreakerState {
        self.breaker.state()
    }

    /// Whether booking failed here a moment ago: who could not book may join a line instead.
    pub fn booking_is_in_doubt(&self) -> bool {
        self.breaker.is_in_doubt(Instant::now())
    }

    /// Begins a transaction, even if the caller leaves meanwhile. A BEGIN dropped in flight is not
    /// yet counted by the connection, which would go back to the pool inside a transaction; once
    /// answered, dropping it rolls back.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Postgres>> {
        Self::begin_on(self.pool.clone()).await
    }

    /// Connections that stay free when those of everything else are taken.
    pub(crate) fn waiting(&self) -> &PgPool {
        &self.waiting
    }

    /// As [`begin`](Self::begin), on the waitlist's own connections.
    pub(crate) async fn begin_waiting(&self) -> Result<Transaction<'static, Postgres>> {
        Self::begin_on(self.waiting.clone()).await
    }

    async fn begin_on(pool: PgPool) -> Result<Transaction<'static, Postgres>> {
        let statement = trace::begin();
        let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
        Ok(begun.unwrap_or(Err(sqlx::Error::WorkerCrashed))?)
    }

    /// Brings the schema up to this release.
    ///
    /// # Errors
    /// When a migration fails or the history in the database differs from ours.
    pub async fn migrate(&self) -> Result<()> {
        Ok(MIGRATOR.run(&self.pool).await?)
    }

    /// The pool, for listeners and tests.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Closes every connection.
    pub async fn close(&self) {
        tokio::join!(self.pool.close(), self.waiting.close());
    }

    /// Answers when the database does (readiness).
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query_scalar!("SELECT 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    /// The present, as the database's clock has it.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn now(&self) -> Result<OffsetDateTime> {
        Ok(sqlx::query_scalar!(r#"SELECT alimi_now() AS "now!""#).fetch_one(&self.pool).await?)
    }

    /// The day it is in Seoul.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn today(&self) -> Result<Date> {
        Ok(sqlx::query_scalar!(r#"SELECT alimi_today() AS "today!""#).fetch_one(&self.pool).await?)
    }

    /// Says that events were committed. Lost calls cost a second, never an event.
    pub(crate) fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits for the next [`ring`](Self::ring).
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    /// Says that a message for the other replicas may be waiting ([`crate::relay::carry`]).
    pub fn tell(&self) {
        self.told.notify_one();
    }

    /// Waits for the next [`tell`](Self::tell).
    pub async fn told(&self) {
        self.told.notified().await;
    }

    /// Whether this process hears what others tell it; otherwise it looks by itself.
    pub fn hears(&self) -> bool {
        self.hears.load(Relaxed)
    }

    /// Notes whether this process hears the others.
    pub fn set_hears(&self, hears: bool) {
        self.hears.store(hears, Relaxed);
    }

    /// Wakes the consumers of every process by NOTIFY.
    ///
    /// # Errors
    /// When the database cannot be told.
    pub async fn wake_all(&self) -> Result<()> {
        sqlx::query!("SELECT pg_notify('alimi_wake', '')").fetch_one(&self.pool).await?;
        Ok(())
    }
}
