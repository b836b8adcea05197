//! C1, N2: many requests in one call, each with its own outcome.

use crate::world::{Citizen, Place, day, request, world};
use domain::{id::PersonId, refusal::Refusal};
use sqlx::PgPool;
use store::reservation::{self, Request};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_each_request_of_a_call_has_its_own_outcome(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let small = w.place(1, 10).await;
        let scarce = w.place(10, 1).await;
        let short = Place { hospital: w.hospital(10).await, vaccine: w.vaccine().await };
        w.stock_lot(short, "A-1", day(5), 10).await;
        let people = w.citizens(12).await;
        let [replay, booked] = [people[0], people[1]];
        let first = request(replay, place, day(1));
        let known = reservation::request_one(&w.db, first.clone()).await.unwrap().unwrap();
        w.book(booked, place, day(2)).await.unwrap();
        let used = request(people[2], place, day(3));
        reservation::request_one(&w.db, used.clone()).await.unwrap().unwrap();

        let batch = [
            first,
            request(booked, small, day(1)),
            Request { day_on: day(4), ..used },
            request(people[3], small, day(1)),
            request(people[4], small, day(1)),
            request(people[5], scarce, day(1)),
            request(people[6], scarce, day(2)),
            request(people[7], short, day(6)),
            request(people[8], place, day(-1)),
            request(people[9], place, day(61)),
            request(Citizen { person: PersonId(9_999), ..people[10] }, place, day(1)),
            request(people[11], short, day(5)),
        ];
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert_eq!(answers[0], Ok(known));
        let refused: Vec<_> = answers.iter().map(|a| a.as_ref().err()).collect();
        assert_eq!(
            refused,
            [
                None,
                Some(&Refusal::AlreadyBooked),
                Some(&Refusal::KeyReused),
                None,
                Some(&Refusal::DayFull),
                None,
                Some(&Refusal::NoDoses),
                Some(&Refusal::AfterExpiry),
                Some(&Refusal::DayPast),
                Some(&Refusal::DayClosed),
                Some(&Refusal::Unknown),
                None,
            ]
        );
        assert_eq!(w.rows("reservations").await, 6);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_places_go_in_the_order_of_arrival(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 20).await;
        let mut people = w.citizens(20).await;
        // Arrival, not age: those who registered last come first.
        people.reverse();
        let batch: Vec<_> = people.iter().map(|p| request(*p, place, day(1))).collect();
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert!(answers[..5].iter().all(Result::is_ok), "{answers:?}");
        assert!(answers[5..].iter().all(|a| *a == Err(Refusal::DayFull)), "{answers:?}");
        assert_eq!((w.taken(place.hospital, day(1)).await, w.bookable(place).await), (5, 15));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_the_last_doses_go_in_the_order_of_arrival_over_all_days(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 3).await;
        let people = w.citizens(6).await;
        let batch: Vec<_> = people.iter().zip(1..).map(|(p, n)| request(*p, place, day(n))).collect();
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert!(answers[..3].iter().all(Result::is_ok), "{answers:?}");
        assert!(answers[3..].iter().all(|a| *a == Err(Refusal::NoDoses)), "{answers:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_two_vaccines_share_the_places_of_a_day(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(3, 10).await;
        let other = Place { vaccine: w.vaccine().await, ..place };
        w.stock(other, 10).await;
        let people = w.citizens(4).await;
        let batch: Vec<_> =
            people.iter().zip([place, other, place, other]).map(|(p, at)| request(*p, at, day(1))).collect();
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert_eq!(answers[3], Err(Refusal::DayFull));
        assert_eq!((w.bookable(place).await, w.bookable(other).await), (8, 9));
        assert_eq!(w.taken(place.hospital, day(1)).await, 3);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_who_loses_leaves_no_rows(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(2, 20).await;
        let keys = w.rows("idempotency_keys").await;
        let people = w.citizens(9).await;
        let batch: Vec<_> = people.iter().map(|p| request(*p, place, day(1))).collect();
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 2);
        assert_eq!((w.rows("reservations").await, w.rows("holds").await), (2, 2));
        assert_eq!(w.events("reservation_requested").await, 2);
        assert_eq!(w.rows("idempotency_keys").await, keys + 2);
        // Their keys are free: the same form may be sent for another day.
        let again = Request { day_on: day(2), ..batch[8].clone() };
        assert!(reservation::request_one(&w.db, again).await.unwrap().is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_what_is_gone_between_the_look_and_the_lock_is_gone(pool: PgPool) {
    world(pool, async |w| {
        for (loss, refusal, mended) in [
            ("UPDATE days SET capacity = 0", Refusal::DayFull, "UPDATE days SET capacity = 9"),
            (
                "UPDATE days SET closed = 'single' WHERE taken = 0",
                Refusal::DayClosed,
                "UPDATE days SET closed = NULL",
            ),
            (
                "UPDATE stocks SET earmarked = registered - reserved",
                Refusal::NoDoses,
                "UPDATE stocks SET earmarked = 0",
            ),
            (
                "UPDATE stocks SET lasts_until = '2026-12-01'",
                Refusal::AfterExpiry,
                "UPDATE stocks SET lasts_until = '2027-06-30'",
            ),
        ] {
            let place = w.place(9, 20).await;
            let people = w.citizens(3).await;
            let (rows, keys) = (w.rows("reservations").await, w.rows("idempotency_keys").await);
            // Everybody looks while there is enough; then it goes, and only then they get the rows.
            let mut tx = w.db.pool().begin().await.unwrap();
            sqlx::query("SELECT FROM stocks FOR NO KEY UPDATE").execute(&mut *tx).await.unwrap();
            let batch: Vec<_> = people.iter().map(|p| request(*p, place, day(1))).collect();
            let (answers, ()) = tokio::join!(reservation::request(&w.db, &batch), async {
                w.until_somebody_waits_for_a_lock().await;
                sqlx::query(loss).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            });
            assert!(answers.unwrap().iter().all(|a| *a == Err(refusal.clone())), "{loss}");
            assert_eq!((w.rows("reservations").await, w.rows("holds").await), (rows, rows));
            assert_eq!(w.events("reservation_requested").await, rows);
            assert_eq!(w.rows("idempotency_keys").await, keys);
            w.by_hand(mended).await;
            assert!(reservation::request_one(&w.db, batch[0].clone()).await.unwrap().is_ok());
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_an_empty_call_is_answered(pool: PgPool) {
    world(pool, async |w| {
        assert_eq!(reservation::request(&w.db, &[]).await.unwrap(), []);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_hundred_and_twenty_eight_in_one_call(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(100, 200).await;
        let people = w.citizens(128).await;
        let batch: Vec<_> = people.iter().map(|p| request(*p, place, day(1))).collect();
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 100);
        let mut numbers: Vec<String> =
            sqlx::query_scalar("SELECT number FROM reservations").fetch_all(w.db.pool()).await.unwrap();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), 100);
    })
    .await;
}
