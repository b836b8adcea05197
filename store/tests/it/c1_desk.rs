//! C1: the booking desk commits what has queued together; nobody notices but the clock.

use crate::world::{Citizen, day, request, until, world};
use domain::refusal::Refusal;
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{Error, reservation};
use uuid::Uuid;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_at_the_desk_everybody_gets_their_own_answer(pool: PgPool) {
    world(pool, async |w| {
        w.db.open_booking_desk(2);
        let place = w.place(30, 100).await;
        let people = w.citizens(100).await;
        let answers = join_all(people.iter().map(|p| w.book(*p, place, day(1)))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 30);
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::DayFull)));
        for (who, answer) in people.iter().zip(&answers) {
            let Ok(id) = answer else { continue };
            let person: i64 =
                sqlx::query_scalar("SELECT person_id FROM reservations WHERE reservation_id = $1")
                    .bind(id.0)
                    .fetch_one(w.db.pool())
                    .await
                    .unwrap();
            assert_eq!(person, who.person.0);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_what_queues_during_a_commit_shares_the_next_one(pool: PgPool) {
    world(pool, async |w| {
        w.db.open_booking_desk(1);
        let place = w.place(100, 100).await;
        let people = w.citizens(41).await;
        let mut hot = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *hot).await.unwrap();
        let (first, rest) = people.split_first().unwrap();
        let (_, answers) = tokio::join!(w.book(*first, place, day(1)), async {
            w.until_somebody_waits_for_a_lock().await;
            let others = join_all(rest.iter().map(|p| w.book(*p, place, day(1))));
            let (answers, ()) = tokio::join!(others, async {
                // One more round of the runtime, and all the others stand in the queue.
                tokio::task::yield_now().await;
                hot.commit().await.unwrap();
            });
            answers
        });
        assert!(answers.iter().all(Result::is_ok));
        let commits: i64 = sqlx::query_scalar("SELECT count(DISTINCT xmin::text) FROM holds")
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert!(commits <= 3, "{commits} commits for 41 bookings");
        let work = w.db.desk_work();
        assert_eq!((work.batches, work.requests), (u64::try_from(commits).unwrap(), 41));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_taps_at_the_desk_with_one_key_are_one_booking(pool: PgPool) {
    world(pool, async |w| {
        w.db.open_booking_desk(2);
        let place = w.place(10, 10).await;
        let form = request(w.citizen().await, place, day(1));
        let taps = join_all((0..20).map(|_| reservation::request_one(&w.db, form.clone()))).await;
        let taps: Vec<_> = taps.into_iter().map(Result::unwrap).collect();
        assert!(taps.iter().all(|t| t == &taps[0] && t.is_ok()), "{taps:?}");
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_whoever_leaves_the_desk_keeps_the_booking(pool: PgPool) {
    world(pool, async |w| {
        w.db.open_booking_desk(1);
        let place = w.place(10, 10).await;
        let form = request(w.citizen().await, place, day(1));
        let mut hot = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *hot).await.unwrap();
        // The client hangs up while the database is at it.
        tokio::select! {
            _ = reservation::request_one(&w.db, form.clone()) => panic!("the stock is locked"),
            () = w.until_somebody_waits_for_a_lock() => {}
        }
        hot.commit().await.unwrap();
        let answer = reservation::request_one(&w.db, form).await.unwrap();
        assert!(answer.is_ok());
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_desk_closes_with_its_replica_and_finishes_what_was_handed_in(pool: PgPool) {
    world(pool, async |w| {
        let replica = w.replica(2).await;
        let place = w.place(10, 10).await;
        let forms = [w.citizen().await, w.citizen().await].map(|who| request(who, place, day(1)));
        let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
        let before = tasks();
        replica.open_booking_desk(1);
        let mut hot = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *hot).await.unwrap();
        // The second one still queues when everybody leaves.
        let [first, second] = &forms;
        tokio::select! {
            _ = reservation::request_one(&replica, first.clone()) => panic!("the stock is locked"),
            () = w.until_somebody_waits_for_a_lock() => {}
        }
        tokio::select! {
            biased;
            _ = reservation::request_one(&replica, second.clone()) => panic!("the stock is locked"),
            () = tokio::task::yield_now() => {}
        }
        drop(replica);
        hot.commit().await.unwrap();
        until("both are booked", async || w.rows("reservations").await == 2).await;
        until("the desk is closed", async || tasks() <= before).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_one_request_that_breaks_its_call_harms_no_other(pool: PgPool) {
    world(pool, async |w| {
        w.db.open_booking_desk(1);
        let place = w.place(100, 100).await;
        let people = w.citizens(20).await;
        // A rule only this test knows makes one person's booking fail in the database.
        let victim = people[7].person.0;
        let rule = format!("ALTER TABLE holds ADD COLUMN person bigint; \
             CREATE FUNCTION break_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF (SELECT person_id FROM reservations r WHERE r.reservation_id = NEW.reservation_id) = {victim} \
             THEN RAISE EXCEPTION 'broken'; END IF; RETURN NEW; END $$; \
             CREATE TRIGGER break_one BEFORE INSERT ON holds FOR EACH ROW EXECUTE FUNCTION break_one()");
        sqlx::raw_sql(sqlx::AssertSqlSafe(rule)).execute(w.db.pool()).await.unwrap();
        let bookings = people.iter().map(|p| reservation::request_one(&w.db, request(*p, place, day(1))));
        let answers = join_all(bookings).await;
        for (n, answer) in answers.iter().enumerate() {
            match answer {
                Ok(Ok(_)) => assert_ne!(n, 7),
                // to the person, booking that fails is booking that is away: the line is open
                Ok(Err(Refusal::BookingUnavailable)) => assert_eq!(n, 7),
                other => panic!("{n}: {other:?}"),
            }
        }
        assert_eq!(w.rows("reservations").await, 19);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_two_desks_never_book_more_than_there_is(pool: PgPool) {
    world(pool, async |w| {
        let other = w.replica(10).await;
        w.db.open_booking_desk(2);
        other.open_booking_desk(2);
        let place = w.place(200, 50).await;
        let people = w.citizens(120).await;
        let bookings = people.iter().enumerate().map(|(n, p)| {
            let replica = if n % 2 == 0 { &w.db } else { &other };
            reservation::request_one(replica, request(*p, place, day(1)))
        });
        let answers: Vec<_> = join_all(bookings).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 50);
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::NoDoses)));
        let ids: std::collections::HashSet<Uuid> = answers.iter().flatten().map(|id| id.0).collect();
        assert_eq!(ids.len(), 50);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_queue_that_is_too_long_is_refused_and_not_kept(pool: PgPool) {
    world(pool, async |w| {
        let replica = w.replica(2).await;
        replica.open_booking_desk(1);
        let place = w.place(1, 1).await;
        let who = w.citizen().await;
        let mut hot = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *hot).await.unwrap();
        // Strangers in droves: each account is another, so that nobody waits for oneself.
        let mut waiting = tokio::task::JoinSet::new();
        let first = request(who, place, day(1));
        let db = replica.clone();
        waiting.spawn(async move { reservation::request_one(&db, first).await });
        w.until_somebody_waits_for_a_lock().await;
        for n in 0..8_192_i64 {
            let stranger = Citizen { account: domain::id::AccountId(1_000_000 + n), ..who };
            let form = request(stranger, place, day(1));
            let db = replica.clone();
            waiting.spawn(async move { reservation::request_one(&db, form).await });
            if n % 512 == 0 {
                tokio::task::yield_now().await;
            }
        }
        tokio::task::yield_now().await;
        hot.commit().await.unwrap();
        let answers = waiting.join_all().await;
        let busy = answers.iter().filter(|a| matches!(a, Err(Error::Busy))).count();
        assert!(busy >= 8_192 - 4_096 - 129, "only {busy} of 8,192 were told that the desk is busy");
        assert_eq!(answers.iter().filter(|a| matches!(a, Ok(Ok(_)))).count(), 1);
    })
    .await;
}
