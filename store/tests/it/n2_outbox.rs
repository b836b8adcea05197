//! N2, N3: consumers pass over nothing, handle nothing twice, and tell the bus.

use crate::world::{NOW, World, day, settle, until, world};
use domain::event::EventKind;
use sqlx::{PgConnection, PgPool, postgres::PgListener};
use std::sync::atomic::{AtomicU32, Ordering};
use store::{
    Db, Error, Result,
    outbox::{self, Consumer, Event},
    relay::{CHANNEL, Changed},
};

/// Writes down what it reads, in the transaction that moves its cursor; fails as often as told.
#[derive(Default)]
struct Recorder {
    failures: AtomicU32,
}

impl Consumer for Recorder {
    const NAME: &'static str = "recorder";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let aggregates: Vec<&str> = events.iter().map(|e| e.aggregate.as_str()).collect();
        sqlx::query("INSERT INTO seen (aggregate) SELECT unnest($1::text[])")
            .bind(aggregates)
            .execute(tx)
            .await?;
        if self.failures.load(Ordering::Relaxed) > 0 {
            self.failures.fetch_sub(1, Ordering::Relaxed);
            return Err(Error::Busy);
        }
        Ok(())
    }
}

/// Gives the recorder its row and its notebook.
async fn hire_recorder(db: &Db) {
    let sql = "CREATE TABLE seen (at bigint GENERATED ALWAYS AS IDENTITY, aggregate text NOT NULL); \
               INSERT INTO consumers (name) VALUES ('recorder')";
    sqlx::raw_sql(sql).execute(db.pool()).await.unwrap();
}

async fn write_event(conn: &mut PgConnection, aggregate: &str) {
    sqlx::query("INSERT INTO events (kind, aggregate_id, version) VALUES ('days_opened', $1, 1)")
        .bind(aggregate)
        .execute(conn)
        .await
        .unwrap();
}

async fn write_events(w: &World, n: usize) {
    let mut conn = w.db.pool().acquire().await.unwrap();
    for i in 0..n {
        write_event(&mut conn, &format!("thing:{i}")).await;
    }
}

/// What the recorder has seen, in the order it saw it.
async fn seen(w: &World) -> Vec<String> {
    sqlx::query_scalar("SELECT aggregate FROM seen ORDER BY at").fetch_all(w.db.pool()).await.unwrap()
}

/// Lets the recorder read to the end.
async fn record_all(w: &World, expected: usize) {
    until("the recorder has seen all", async || {
        outbox::run(&w.db, &Recorder::default(), 100).await.unwrap();
        seen(w).await.len() >= expected
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_an_event_that_commits_late_is_not_passed_over(pool: PgPool) {
    world(pool, async |w| {
        hire_recorder(&w.db).await;
        w.by_hand("DELETE FROM events").await;
        let mut late = w.db.pool().begin().await.unwrap();
        write_event(&mut late, "late, written first").await;
        write_events(w, 3).await;
        // The horizon lies before the open transaction: neither it nor what follows is read.
        for _ in 0..3 {
            assert_eq!(outbox::run(&w.db, &Recorder::default(), 100).await.unwrap(), 0);
        }
        write_event(&mut late, "late, written last").await;
        late.commit().await.unwrap();
        record_all(w, 5).await;
        assert_eq!(
            seen(w).await,
            ["late, written first", "late, written last", "thing:0", "thing:1", "thing:2"]
        );
        assert_eq!(outbox::run(&w.db, &Recorder::default(), 100).await.unwrap(), 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_transaction_that_rolls_back_leaves_no_event(pool: PgPool) {
    world(pool, async |w| {
        hire_recorder(&w.db).await;
        w.by_hand("DELETE FROM events").await;
        let mut doomed = w.db.pool().begin().await.unwrap();
        write_event(&mut doomed, "never happened").await;
        write_events(w, 2).await;
        doomed.rollback().await.unwrap();
        record_all(w, 2).await;
        assert_eq!(seen(w).await, ["thing:0", "thing:1"]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_two_processes_handle_every_event_once_and_in_order(pool: PgPool) {
    world(pool, async |w| {
        hire_recorder(&w.db).await;
        w.by_hand("DELETE FROM events").await;
        write_events(w, 200).await;
        let other = w.replica(2).await;
        let work = async |db: &Db| {
            until("all are seen", async || {
                outbox::run(db, &Recorder::default(), 7).await.unwrap();
                w.rows("seen").await >= 200
            })
            .await;
        };
        tokio::join!(work(&w.db), work(&other));
        assert_eq!(seen(w).await, (0..200).map(|i| format!("thing:{i}")).collect::<Vec<_>>());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_while_one_process_is_at_it_another_turns_to_something_else(pool: PgPool) {
    world(pool, async |w| {
        hire_recorder(&w.db).await;
        write_events(w, 3).await;
        let mut at_it = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM consumers WHERE name = 'recorder' FOR UPDATE")
            .execute(&mut *at_it)
            .await
            .unwrap();
        assert_eq!(outbox::run(&w.db, &Recorder::default(), 100).await.unwrap(), 0);
        // A worker that dies gives the cursor up with its connection.
        drop(at_it);
        record_all(w, 3).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_batch_that_fails_is_as_if_it_had_not_been_read(pool: PgPool) {
    world(pool, async |w| {
        hire_recorder(&w.db).await;
        w.by_hand("DELETE FROM events").await;
        write_events(w, 5).await;
        let recorder = Recorder { failures: AtomicU32::new(2) };
        until("it has failed twice and then succeeded", async || {
            let left = recorder.failures.load(Ordering::Relaxed);
            if let Ok(n) = outbox::run(&w.db, &recorder, 100).await {
                return n == 5 && left == 0;
            }
            assert!(seen(w).await.is_empty());
            false
        })
        .await;
        assert_eq!(seen(w).await.len(), 5);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_an_event_of_a_newer_release_is_passed_over(pool: PgPool) {
    world(pool, async |w| {
        sqlx::query("INSERT INTO events (kind, aggregate_id, version) VALUES ('dose_teleported', 'x', 1)")
            .execute(w.db.pool())
            .await
            .unwrap();
        settle(&w.db).await;
        assert!(outbox::list_lags(&w.db).await.unwrap().iter().all(|l| l.seconds == 0.0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_the_lag_is_the_age_of_the_oldest_unread_event(pool: PgPool) {
    world(pool, async |w| {
        w.hospital(1).await;
        let later = w.at(NOW + time::Duration::minutes(10)).await;
        let lags = outbox::list_lags(&later).await.unwrap();
        assert_eq!(
            lags.iter().map(|l| l.consumer.as_str()).collect::<Vec<_>>(),
            ["line", "live", "notices", "release", "status", "views"]
        );
        assert!(lags.iter().all(|l| (590.0..700.0).contains(&l.seconds)), "{lags:?}");
        settle(&w.db).await;
        assert!(outbox::list_lags(&later).await.unwrap().iter().all(|l| l.seconds == 0.0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_events_carry_ids_and_every_kind_is_known(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        w.booked(place, day(1)).await;
        let kinds: Vec<String> =
            sqlx::query_scalar("SELECT DISTINCT kind FROM events").fetch_all(w.db.pool()).await.unwrap();
        assert!(kinds.iter().all(|k| EventKind::from_key(k).is_some()), "{kinds:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c7_the_bus_is_told_which_reservation_and_which_hospital_changed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        settle(&w.db).await;
        let mut bus = PgListener::connect_with(w.db.pool()).await.unwrap();
        bus.listen(CHANNEL).await.unwrap();
        let id = w.booked(place, day(1)).await;
        store::reservation::confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
        settle(&w.db).await;
        let told = bus.recv().await.unwrap();
        let changed: Changed = serde_json::from_str(told.payload()).unwrap();
        assert_eq!(
            changed,
            Changed { reservations: vec![id.0], hospitals: vec![place.hospital.0], ..Changed::default() }
        );
        drop(bus);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_stuck_worker_is_replaced_within_half_a_minute(pool: PgPool) {
    world(pool, async |w| {
        w.hospital(1).await;
        // A worker that has begun and does not go on: its process is stopped, its connection is there.
        let stuck = w.replica(1).await;
        let mut held = stuck.pool().begin().await.unwrap();
        sqlx::query("SELECT 1 FROM consumers WHERE name = 'live' FOR UPDATE")
            .execute(&mut *held)
            .await
            .unwrap();
        assert_eq!(outbox::run(&w.db, &store::relay::Relay, 100).await.unwrap(), 0);
        // `settle` waits for at most half a minute: the server ends what idles in a transaction.
        settle(&w.db).await;
    })
    .await;
}
