//! N2, N3: an event that cannot be handled stands aside, those of the same thing behind it, and the
//! rest goes on; the admin has it tried again.

use crate::world::{World, settle, until, world};
use domain::refusal::Refusal;
use sqlx::{Connection, PgConnection, PgPool};
use std::{collections::HashSet, sync::Mutex, time::Duration};
use store::{
    Db, Error, Result,
    outbox::{self, Consumer, Event},
    parked::{self, Parked},
    relay::Relay,
};

/// How reading fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// Something is wrong with the event.
    Event,
    /// The database refuses the event's effect.
    Effect,
    /// The database is away.
    Away,
    /// Two transactions were in each other's way.
    Rollback,
    /// Everybody is busy.
    Busy,
}

/// Stands in for the relay: writes down what it reads, and fails at the aggregates it is told.
#[derive(Default)]
struct Choosy {
    fails_at: Mutex<HashSet<&'static str>>,
    how: Mutex<Option<Fault>>,
    slow_at: Mutex<Option<(&'static str, i64)>>,
    seen: Mutex<Vec<(String, i64)>>,
}

impl Choosy {
    fn failing_at(aggregate: &'static str, how: Fault) -> Self {
        let choosy = Self::default();
        choosy.fails_at.lock().unwrap().insert(aggregate);
        *choosy.how.lock().unwrap() = Some(how);
        choosy
    }

    fn mend(&self) {
        self.fails_at.lock().unwrap().clear();
    }

    /// What was handled, in order.
    fn seen(&self) -> Vec<(String, i64)> {
        self.seen.lock().unwrap().clone()
    }
}

impl Consumer for Choosy {
    const NAME: &'static str = Relay::NAME;

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let bad = events.iter().any(|e| self.fails_at.lock().unwrap().contains(e.aggregate.as_str()));
        let how = *self.how.lock().unwrap();
        match how {
            Some(Fault::Event) if bad => return Err(Error::Unreadable("a thing")),
            Some(Fault::Effect) if bad => {
                sqlx::query("SELECT 1 / 0").execute(tx).await?;
            }
            Some(Fault::Away) if bad => return Err(Error::Database(sqlx::Error::PoolClosed)),
            Some(Fault::Rollback) if bad => {
                sqlx::query("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$")
                    .execute(tx)
                    .await?;
            }
            Some(Fault::Busy) if bad => return Err(Error::Busy),
            _ => {
                let slow = *self.slow_at.lock().unwrap();
                if slow.is_some_and(|(a, v)| events.iter().any(|e| e.aggregate == a && e.version == v)) {
                    tokio::time::sleep(Duration::from_millis(400)).await;
                }
                let handled = events.iter().map(|e| (e.aggregate.clone(), e.version));
                self.seen.lock().unwrap().extend(handled);
            }
        }
        Ok(())
    }
}

async fn write(w: &World, aggregate: &str, version: i64) {
    sqlx::query("INSERT INTO events (kind, aggregate_id, version) VALUES ('vaccine_changed', $1, $2)")
        .bind(aggregate)
        .bind(version)
        .execute(w.db.pool())
        .await
        .unwrap();
}

/// Lets it read until nothing is left, as a worker does; how often that failed.
async fn work(db: &Db, consumer: &Choosy) -> u32 {
    let mut failures = 0;
    until("it has read every event", async || {
        if outbox::run(db, consumer, 100).await.is_err() {
            failures += 1;
        }
        sqlx::query_scalar(
            "SELECT NOT EXISTS (SELECT FROM events e, consumers c
                                WHERE c.name = 'live' AND (e.xid, e.event_id) > (c.xid, c.event_id))",
        )
        .fetch_one(db.pool())
        .await
        .unwrap()
    })
    .await;
    failures
}

async fn list(w: &World) -> Vec<(String, i16, bool)> {
    let all: Vec<Parked> = parked::list(&w.db).await.unwrap();
    assert!(all.iter().all(|p| p.consumer == "live" && p.kind == "vaccine_changed"));
    all.into_iter().map(|p| (p.aggregate, p.failures, p.retrying)).collect()
}

fn named(seen: &[(&str, i64)]) -> Vec<(String, i64)> {
    seen.iter().map(|(a, v)| ((*a).to_owned(), *v)).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_an_event_that_fails_five_times_stands_aside_and_the_rest_goes_on(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        for fault in [Fault::Event, Fault::Effect] {
            let choosy = Choosy::failing_at("a", fault);
            for (aggregate, version) in [("a", 1), ("b", 1), ("a", 2), ("c", 1)] {
                write(w, aggregate, version).await;
            }
            assert!(work(&w.db, &choosy).await > 0);
            assert_eq!(choosy.seen(), named(&[("b", 1), ("c", 1)]), "{fault:?}");
            assert_eq!(list(w).await, [("a".to_owned(), 5, false), ("a".to_owned(), 0, false)]);
            // What comes later about the same thing waits behind it, and costs nobody anything.
            write(w, "a", 3).await;
            write(w, "b", 2).await;
            assert_eq!(work(&w.db, &choosy).await, 0);
            assert_eq!((choosy.seen().pop().unwrap().1, list(w).await.len()), (2, 3));
            choosy.mend();
            parked::retry(&w.db, w.admin, "live", "a").await.unwrap().unwrap();
            outbox::run(&w.db, &choosy, 100).await.unwrap();
            assert_eq!(choosy.seen()[3..], named(&[("a", 1), ("a", 2), ("a", 3)]));
            assert_eq!((list(w).await, w.rows("parked_events").await), (vec![], 0));
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_what_stands_aside_is_tried_again_when_the_admin_says_so(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        let choosy = Choosy::failing_at("a", Fault::Event);
        write(w, "a", 1).await;
        write(w, "a", 2).await;
        work(&w.db, &choosy).await;
        // Not by itself.
        outbox::run(&w.db, &choosy, 100).await.unwrap();
        assert_eq!(list(w).await, [("a".to_owned(), 5, false), ("a".to_owned(), 0, false)]);
        let error = parked::list(&w.db).await.unwrap()[0].error.clone();
        assert!(error.contains("a thing"), "{error}");
        assert_eq!(parked::retry(&w.db, w.admin, "live", "b").await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(parked::retry(&w.db, w.admin, "line", "a").await.unwrap(), Err(Refusal::Unknown));
        // In vain: those behind it stay.
        parked::retry(&w.db, w.admin, "live", "a").await.unwrap().unwrap();
        assert_eq!(list(w).await, [("a".to_owned(), 5, true), ("a".to_owned(), 0, true)]);
        outbox::run(&w.db, &choosy, 100).await.unwrap();
        assert_eq!(list(w).await, [("a".to_owned(), 6, false), ("a".to_owned(), 0, false)]);
        assert_eq!(choosy.seen(), []);
        choosy.mend();
        parked::retry(&w.db, w.admin, "live", "a").await.unwrap().unwrap();
        outbox::run(&w.db, &choosy, 100).await.unwrap();
        assert_eq!(choosy.seen(), named(&[("a", 1), ("a", 2)]));
        let retries =
            w.acts().await.into_iter().filter(|a| a.0 == "events_retried" && a.1 == "live:a").count();
        assert_eq!(retries, 2);
        // From now on it is like any other.
        write(w, "a", 3).await;
        assert_eq!(work(&w.db, &choosy).await, 0);
        assert_eq!(choosy.seen().pop().unwrap(), ("a".to_owned(), 3));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_failure_before_the_fifth_is_forgotten_once_it_works(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        let choosy = Choosy::failing_at("a", Fault::Event);
        write(w, "a", 1).await;
        until("it failed twice", async || {
            outbox::run(&w.db, &choosy, 100).await.ok();
            w.rows("parked_events WHERE failures >= 2").await == 1
        })
        .await;
        assert_eq!(list(w).await, []);
        choosy.mend();
        assert_eq!(work(&w.db, &choosy).await, 0);
        assert_eq!((choosy.seen(), w.rows("parked_events").await), (named(&[("a", 1)]), 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_database_that_is_away_or_in_the_way_is_no_fault_of_the_event(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        for (n, fault) in (1..).zip([Fault::Away, Fault::Rollback, Fault::Busy]) {
            let choosy = Choosy::failing_at("a", fault);
            write(w, "b", n).await;
            write(w, "a", n).await;
            for _ in 0..12 {
                outbox::run(&w.db, &choosy, 100).await.ok();
            }
            assert_eq!((list(w).await, w.rows("parked_events").await), (vec![], 0), "{fault:?}");
            choosy.mend();
            assert_eq!(work(&w.db, &choosy).await, 0);
            assert_eq!(choosy.seen(), named(&[("b", n), ("a", n)]));
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_two_workers_who_try_again_keep_the_order(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        let choosy = Choosy::failing_at("a", Fault::Event);
        for version in 1..=3 {
            write(w, "a", version).await;
        }
        work(&w.db, &choosy).await;
        choosy.mend();
        *choosy.slow_at.lock().unwrap() = Some(("a", 1));
        parked::retry(&w.db, w.admin, "live", "a").await.unwrap().unwrap();
        let other = w.replica(2).await;
        let second = async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            outbox::run(&other, &choosy, 100).await.unwrap();
        };
        let (first, ()) = tokio::join!(outbox::run(&w.db, &choosy, 100), second);
        first.unwrap();
        until("nothing stands aside", async || {
            outbox::run(&w.db, &choosy, 100).await.unwrap();
            list(w).await.is_empty()
        })
        .await;
        assert_eq!(choosy.seen(), named(&[("a", 1), ("a", 2), ("a", 3)]));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_what_comes_while_the_thing_is_tried_again_is_not_left_behind(pool: PgPool) {
    world(pool, async |w| {
        settle(&w.db).await;
        let choosy = Choosy::failing_at("a", Fault::Event);
        write(w, "a", 1).await;
        work(&w.db, &choosy).await;
        choosy.mend();
        parked::retry(&w.db, w.admin, "live", "a").await.unwrap().unwrap();
        write(w, "a", 2).await;
        // Another worker has it in hand just now, so this one reads on.
        let mut conn = w.db.pool().acquire().await.unwrap();
        let mut in_hand = conn.begin().await.unwrap();
        sqlx::query("SELECT FROM parked_events FOR UPDATE").execute(&mut *in_hand).await.unwrap();
        work(&w.db, &choosy).await;
        assert_eq!(choosy.seen(), [], "it keeps behind");
        in_hand.rollback().await.unwrap();
        outbox::run(&w.db, &choosy, 100).await.unwrap();
        assert_eq!((choosy.seen(), list(w).await), (named(&[("a", 1), ("a", 2)]), vec![]));
    })
    .await;
}
