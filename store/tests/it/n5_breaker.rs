//! N5: when booking hangs, people are led to the waitlist at once, which stays up; when it works
//! again, they are served.

use crate::world::{day, join, request, settle, until, world};
use domain::{refusal::Refusal, reservation::ReservationStatus as Status};
use futures_util::future::join_all;
use sqlx::{PgPool, Postgres, Transaction};
use std::time::{Duration, Instant};
use store::{BreakerState, Db, reservation, waitlist};

/// Booking may take this long to say that it does not answer; the lock itself gives up after three
/// seconds.
const SOON: Duration = Duration::from_millis(2_400);

/// Somebody else has the stock.
async fn hold_the_stock(db: &Db) -> Transaction<'static, Postgres> {
    let mut tx = db.pool().begin().await.unwrap();
    sqlx::query("SET LOCAL idle_in_transaction_session_timeout = 0").execute(&mut *tx).await.unwrap();
    sqlx::query("SELECT FROM stocks FOR UPDATE").execute(&mut *tx).await.unwrap();
    tx
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_while_booking_hangs_people_are_led_to_the_line_and_served_when_it_works(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 20).await;
        let people = w.citizens(12).await;
        let replica = w.replica(12).await;
        assert_eq!(replica.breaker_state(), BreakerState::Closed);
        let lock = hold_the_stock(&w.db).await;
        let begin = Instant::now();
        let hung =
            people[..5].iter().map(|who| reservation::request_one(&replica, request(*who, place, day(1))));
        let answers = join_all(hung).await;
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        assert!(answers.into_iter().all(|a| a.unwrap() == Err(Refusal::BookingUnavailable)));
        assert!(Refusal::BookingUnavailable.leads_to_waitlist());
        // Now it rests: nobody waits for an answer that does not come.
        assert_eq!(replica.breaker_state(), BreakerState::Open);
        let begin = Instant::now();
        let mut waits = Vec::new();
        for who in &people[5..8] {
            let booked = reservation::request_one(&replica, request(*who, place, day(1))).await.unwrap();
            assert_eq!(booked, Err(Refusal::BookingUnavailable));
            // The line is open though doses are free, and keeps the order of arrival.
            waits.push((*who, waitlist::join(&replica, &join(*who, place, None)).await.unwrap().unwrap()));
        }
        assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
        let mut numbers = Vec::new();
        for (_, id) in &waits {
            numbers.push(w.queue_no(*id).await);
        }
        assert!(numbers.is_sorted(), "{numbers:?}");
        // A replica whose booking works has no reason to.
        assert_eq!(w.wait(people[8], place, None).await, Err(Refusal::BookNow));
        // What hung gives up by itself, then the lock is gone.
        until("nobody waits for a lock", async || {
            let sql = "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
            w.rows(sql).await == 0
        })
        .await;
        lock.rollback().await.unwrap();
        assert_eq!(w.rows("reservations WHERE status = 'requested'").await, 0);
        let mut tries = people[9..12].iter();
        let mut first = None;
        until("booking is tried again", async || {
            let form = request(people[9], place, day(1));
            first = reservation::request_one(&replica, form).await.unwrap().ok();
            first.is_some()
        })
        .await;
        tries.next();
        assert_eq!(replica.breaker_state(), BreakerState::HalfOpen);
        for who in tries {
            assert!(reservation::request_one(&replica, request(*who, place, day(1))).await.unwrap().is_ok());
        }
        assert_eq!(replica.breaker_state(), BreakerState::Closed);
        // The doses that stayed free are for those who wait; nobody had to ask.
        until("the line is called", async || w.rows("line_calls WHERE every_since IS NOT NULL").await == 1)
            .await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&waits).await, [Status::Offered; 3]);
        assert_eq!((w.bookable(place).await, w.ledger(place).await.reserved), (14, 3));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_what_hung_may_have_happened_and_its_key_tells(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 20).await;
        let replica = w.replica(4).await;
        let form = request(w.citizen().await, place, day(1));
        let lock = hold_the_stock(&w.db).await;
        let answer = reservation::request_one(&replica, form.clone()).await.unwrap();
        assert_eq!(answer, Err(Refusal::BookingUnavailable));
        assert_eq!(replica.breaker_state(), BreakerState::Closed, "once is no reason to rest");
        lock.rollback().await.unwrap();
        let id = reservation::request_one(&replica, form.clone()).await.unwrap().unwrap();
        assert_eq!(reservation::request_one(&replica, form).await.unwrap(), Ok(id));
        assert_eq!((w.rows("reservations").await, w.ledger(place).await.reserved), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_whoever_was_told_that_booking_hangs_may_join_at_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 20).await;
        let people = w.citizens(5).await;
        let replica = w.replica(8).await;
        let lock = hold_the_stock(&w.db).await;
        let hung = people.iter().map(|who| reservation::request_one(&replica, request(*who, place, day(1))));
        join_all(hung).await;
        // Their bookings hold nothing back that joining needs.
        let begin = Instant::now();
        let joins: Vec<_> = people.iter().map(|who| join(*who, place, None)).collect();
        let joined = join_all(joins.iter().map(|wish| waitlist::join(&replica, wish))).await;
        assert!(joined.into_iter().all(|a| a.unwrap().is_ok()));
        assert!(begin.elapsed() < Duration::from_secs(1), "{:?}", begin.elapsed());
        lock.rollback().await.unwrap();
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_a_try_that_hangs_lets_booking_rest_for_longer(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 20).await;
        let people = w.citizens(8).await;
        let replica = w.replica(12).await;
        let lock = hold_the_stock(&w.db).await;
        let book = async |n: usize| {
            reservation::request_one(&replica, request(people[n], place, day(1))).await.unwrap()
        };
        join_all((0..5).map(book)).await;
        assert_eq!(replica.breaker_state(), BreakerState::Open);
        tokio::time::sleep(Duration::from_millis(2_100)).await;
        // One tries, the others are not made to wait for it.
        let (tried, others) = tokio::join!(book(5), async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let begin = Instant::now();
            let answer = book(6).await;
            assert!(begin.elapsed() < Duration::from_millis(500));
            (answer, replica.breaker_state())
        });
        assert_eq!(tried, Err(Refusal::BookingUnavailable));
        assert_eq!(others, (Err(Refusal::BookingUnavailable), BreakerState::HalfOpen));
        assert_eq!(replica.breaker_state(), BreakerState::Open);
        lock.rollback().await.unwrap();
        tokio::time::sleep(Duration::from_millis(2_100)).await;
        assert_eq!(book(7).await, Err(Refusal::BookingUnavailable), "the pause has doubled");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_the_line_has_connections_of_its_own(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 20).await;
        let replica = w.replica(2).await;
        let who = w.citizen().await;
        let taken = [replica.pool().acquire().await.unwrap(), replica.pool().acquire().await.unwrap()];
        let begin = Instant::now();
        let answer = reservation::request_one(&replica, request(who, place, day(1))).await.unwrap();
        assert_eq!(answer, Err(Refusal::BookingUnavailable));
        let id = waitlist::join(&replica, &join(who, place, None)).await.unwrap().unwrap();
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        waitlist::withdraw(&replica, who.account, id).await.unwrap().unwrap();
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
        drop(taken);
        assert_eq!(w.status(id).await.0, Status::Withdrawn);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_a_refusal_is_an_answer(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 0).await;
        for who in w.citizens(12).await {
            assert_eq!(w.book(who, place, day(1)).await, Err(Refusal::NoDoses));
        }
        assert_eq!(w.db.breaker_state(), BreakerState::Closed);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_a_desk_whose_batches_hang_leads_to_the_line_as_well(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 50).await;
        let people = w.citizens(30).await;
        let replica = w.replica(8).await;
        replica.open_booking_desk(2);
        let lock = hold_the_stock(&w.db).await;
        let begin = Instant::now();
        let calls = people.iter().map(|who| reservation::request_one(&replica, request(*who, place, day(1))));
        let answers = join_all(calls).await;
        assert!(answers.into_iter().all(|a| a.unwrap() == Err(Refusal::BookingUnavailable)));
        assert!(begin.elapsed() < Duration::from_secs(2) + SOON, "{:?}", begin.elapsed());
        lock.rollback().await.unwrap();
        // Nothing was decided twice: each either has its booking or not.
        until("what hung is over", async || {
            let sql = "pg_stat_activity WHERE datname = current_database() AND state = 'active'
                       AND query LIKE '%request_reservations%' AND pid <> pg_backend_pid()";
            w.rows(sql).await == 0
        })
        .await;
        assert_eq!(w.rows("reservations").await, w.rows("holds").await);
    })
    .await;
}
