//! What tests stand on: a clock, a pool as the service opens it, and an end that audits.

mod life;
mod look;
mod people;
mod place;

pub(crate) use life::{Wish, accept_at, call_lines, run};
pub(crate) use people::Citizen;
pub(crate) use place::{Place, hospital_form, join, request, supply_form, vaccine_form};

use domain::{id::AccountId, notice::Channel};
use sqlx::{
    ConnectOptions, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use store::{
    Db, audit_log::ACTIONS, line, line::Line, nightly, notice::Dispatch, offer, outbox, read_model::Views,
    relay::Relay, release::Release, seal::Keyring, vaccination::Status,
};
use time::{
    Date, OffsetDateTime,
    macros::{date, datetime},
};
use uuid::Uuid;

/// When every test begins: a Tuesday.
pub(crate) const NOW: OffsetDateTime = datetime!(2026-12-01 10:00 +9);

/// The day it is then in Seoul.
pub(crate) const TODAY: Date = date!(2026 - 12 - 01);

/// The expiry of doses where a test does not care.
pub(crate) const EXPIRY: Date = date!(2027 - 06 - 30);

/// Connections of a test's pool; races open more.
const CONNECTIONS: u32 = 10;

/// The day `n` days after today.
pub(crate) fn day(n: i64) -> Date {
    TODAY + time::Duration::days(n)
}

/// One database with an admin in it.
pub(crate) struct World {
    /// The store, at [`NOW`].
    pub(crate) db: Db,
    /// Who registers and supplies.
    pub(crate) admin: AccountId,
    server: Server,
    opened: Mutex<Vec<Db>>,
    drawn: AtomicU32,
}

/// Where the database is, and what its own clock showed when we last looked at ours.
pub(crate) struct Server {
    options: PgConnectOptions,
    epoch: i64,
    since: Instant,
}

/// Runs a test in a world, then lets the consumers finish and audits.
pub(crate) async fn world(pool: PgPool, test: impl AsyncFnOnce(&World)) {
    let server = Server::meet(&pool).await;
    pool.close().await;
    let db = server.open(NOW, CONNECTIONS).await;
    let admin = people::admin(&db).await;
    let opened = Mutex::new(vec![db.clone()]);
    let world = World { db, admin, server, opened, drawn: AtomicU32::new(0) };
    test(&world).await;
    settle(&world.db).await;
    assert_clean(&world.db).await;
    let acts = store::audit_log::list_actions(&world.db).await.unwrap();
    let unknown: Vec<_> = acts.iter().filter(|act| !ACTIONS.contains(&act.as_str())).collect();
    assert!(unknown.is_empty(), "acts that audit_log::ACTIONS lacks: {unknown:?}");
    let opened = world.opened.into_inner().unwrap();
    for db in opened {
        db.close().await;
    }
}

impl World {
    /// The same database at another time.
    pub(crate) async fn at(&self, now: OffsetDateTime) -> Db {
        self.open(now, 2).await
    }

    /// Another replica: a pool of its own.
    pub(crate) async fn replica(&self, connections: u32) -> Db {
        self.open(NOW, connections).await
    }

    async fn open(&self, now: OffsetDateTime, connections: u32) -> Db {
        let db = self.server.open(now, connections).await;
        self.opened.lock().unwrap().push(db.clone());
        db
    }

    /// A number no other call gets.
    fn draw(&self) -> u32 {
        self.drawn.fetch_add(1, Ordering::Relaxed)
    }
}

/// Keys that seal nothing anyone would want to read.
pub(crate) fn keys() -> Keyring {
    Keyring::parse(&format!("test:{}", "1".repeat(64)), &"2".repeat(64)).unwrap()
}

impl Server {
    pub(crate) async fn meet(pool: &PgPool) -> Self {
        let epoch =
            sqlx::query_scalar("SELECT floor(extract(epoch FROM now()))::bigint").fetch_one(pool).await;
        let options = PgConnectOptions::clone(&pool.connect_options());
        Self { options, epoch: epoch.unwrap(), since: Instant::now() }
    }

    /// A plain pool.
    pub(crate) async fn pool(&self, connections: u32) -> PgPool {
        PgPoolOptions::new()
            .min_connections(connections)
            .max_connections(connections)
            .connect_with(self.options.clone())
            .await
            .unwrap()
    }

    /// A pool as the service opens it; `alimi_now()` begins at `now` in it.
    async fn open(&self, now: OffsetDateTime, connections: u32) -> Db {
        let really = self.epoch + i64::try_from(self.since.elapsed().as_secs()).unwrap();
        let shift = format!("{}s", now.unix_timestamp() - really);
        let mut url = self.options.to_url_lossy();
        url.query_pairs_mut().append_pair("options[alimi.clock_shift]", &shift);
        Db::connect(url.as_str(), keys(), connections).await.unwrap()
    }
}

/// A fresh key, as every form carries one.
pub(crate) fn key() -> Uuid {
    Uuid::new_v4()
}

/// Waits for a condition, asking again and again, for at most half a minute.
pub(crate) async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(
        tokio::time::timeout(Duration::from_secs(30), waiting).await.is_ok(),
        "waited in vain until {what}"
    );
}

/// Runs the consumers until each has read the last event. The events' horizon is the whole
/// cluster's, so tests next door may make this take several rounds.
pub(crate) async fn settle(db: &Db) {
    let dispatch = Dispatch { channels: vec![Channel::Alimtalk, Channel::Sms] };
    until("the consumers have read every event", async || {
        outbox::run(db, &Status, 1_000).await.unwrap();
        outbox::run(db, &Release, 1_000).await.unwrap();
        outbox::run(db, &Line, 1_000).await.unwrap();
        outbox::run(db, &Relay, 1_000).await.unwrap();
        outbox::run(db, &dispatch, 1_000).await.unwrap();
        outbox::run(db, &Views, 1_000).await.unwrap();
        line::serve(db).await.unwrap();
        sqlx::query_scalar(
            "SELECT NOT EXISTS (SELECT FROM events e, consumers c
                                WHERE (e.xid, e.event_id) > (c.xid, c.event_id))",
        )
        .fetch_one(db.pool())
        .await
        .unwrap()
    })
    .await;
}

/// As [`settle`], after what time brings: offers lapse, the calendar does its work.
pub(crate) async fn settle_at(db: &Db) {
    while offer::lapse(db, 100).await.unwrap() > 0 {}
    settle(db).await;
    nightly::run(db).await.unwrap();
    settle(db).await;
}

/// Once settled nothing may differ: neither a counter, nor a read model, nor a hold that nobody gave back.
pub(crate) async fn assert_clean(db: &Db) {
    assert_eq!(store::audit::run(db).await.unwrap(), []);
    assert_eq!(store::audit::run_views(db).await.unwrap(), []);
    let left_over: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM holds h JOIN reservations r USING (reservation_id)
         WHERE r.status NOT IN ('offered', 'requested', 'confirmed')",
    )
    .fetch_one(db.pool())
    .await
    .unwrap();
    assert_eq!(left_over, 0, "holds of reservations that are over");
}
