//! Races at their full size: N1 with many people and several replicas at once. They run alone.

use crate::world::{Place, day, request, world};
use domain::refusal::Refusal;
use futures_util::{StreamExt, future::join_all, stream};
use rand::{RngExt, seq::SliceRandom};
use sqlx::PgPool;
use std::collections::HashMap;
use store::reservation;
use time::Date;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_twenty_people_for_five_places_give_exactly_five(pool: PgPool) {
    world(pool, async |w| {
        // No breaker stands before them: slow is not wrong here.
        let replica = w.replica(8).await;
        let book = async |form| reservation::request(&replica, &[form]).await.unwrap().remove(0);
        let people = w.citizens(20).await;
        for n in 0..5 {
            let place = w.place(5, 100).await;
            let everybody = w.citizens(20).await;
            let bookings = everybody.iter().map(|p| book(request(*p, place, day(n))));
            let answers: Vec<_> = join_all(bookings).await;
            assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 5, "{answers:?}");
            assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::DayFull)), "{answers:?}");
        }
        // The same with five doses and room enough.
        let scarce = w.place(100, 5).await;
        let bookings = people.iter().map(|p| book(request(*p, scarce, day(1))));
        let answers: Vec<_> = join_all(bookings).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 5, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::NoDoses)), "{answers:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_the_last_dose_with_five_hundred_people_goes_to_one(pool: PgPool) {
    world(pool, async |w| {
        // At their desks, as in the service: queueing for a connection would look like booking that hangs.
        let replicas = [w.replica(4).await, w.replica(4).await];
        for replica in &replicas {
            replica.open_booking_desk(2);
        }
        let place = w.place(1_000, 1).await;
        let people = w.citizens(500).await;
        let bookings = people
            .iter()
            .enumerate()
            .map(|(n, p)| reservation::request_one(&replicas[n % 2], request(*p, place, day(1))));
        let answers: Vec<_> = join_all(bookings).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1);
        assert_eq!(answers.iter().filter(|a| **a == Err(Refusal::NoDoses)).count(), 499);
        assert!(answers.iter().filter_map(|a| a.as_ref().err()).all(Refusal::leads_to_waitlist));
        // Everybody else may wait.
        let refused = people.iter().zip(&answers).filter(|(_, a)| a.is_err()).map(|(p, _)| p);
        let waits = stream::iter(refused.take(50)).map(|p| w.wait(*p, place, None)).buffered(8);
        assert_eq!(waits.filter(|a| std::future::ready(a.is_ok())).count().await, 50);
        assert_eq!((w.rows("holds").await, w.bookable(place).await), (1, 0));
    })
    .await;
}

#[derive(Clone, Copy)]
enum Calls {
    /// As from forty clients.
    OneByOne,
    /// As from several busy desks.
    InBatches,
}

async fn forty_days(pool: PgPool, calls: Calls) {
    world(pool, async |w| {
        let replicas = [w.replica(20).await, w.replica(20).await];
        let mut targets: Vec<(Place, Date)> = Vec::new();
        for _ in 0..8 {
            let place = w.place(25, 200).await;
            targets.extend((1..=5).map(|n| (place, day(n))));
        }
        let people = w.citizens(2_000).await;
        // Fifty people for each day, arriving in any order.
        let mut wishes: Vec<_> = people
            .iter()
            .enumerate()
            .map(|(n, p)| request(*p, targets[n % 40].0, targets[n % 40].1))
            .collect();
        let mut rng = rand::rng();
        wishes.shuffle(&mut rng);
        let mut parts = Vec::new();
        while !wishes.is_empty() {
            let n = match calls {
                Calls::OneByOne => 1,
                Calls::InBatches => rng.random_range(1..=128).min(wishes.len()),
            };
            parts.push(wishes.split_off(wishes.len() - n));
        }
        let at_once = match calls {
            Calls::OneByOne => 40,
            Calls::InBatches => 8,
        };
        let answers: Vec<_> = stream::iter(parts.iter().enumerate())
            .map(|(n, part)| reservation::request(&replicas[n % 2], part))
            .buffered(at_once)
            .map(Result::unwrap)
            .collect::<Vec<_>>()
            .await
            .concat();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1_000);
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::DayFull)));
        for (place, on) in &targets {
            assert_eq!(w.taken(place.hospital, *on).await, 25);
        }
        let mut persons: HashMap<i64, i64> = HashMap::new();
        let booked: Vec<i64> =
            sqlx::query_scalar("SELECT person_id FROM reservations").fetch_all(w.db.pool()).await.unwrap();
        for person in booked {
            *persons.entry(person).or_default() += 1;
        }
        assert_eq!(persons.len(), 1_000);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_two_thousand_people_fill_forty_days_one_by_one(pool: PgPool) {
    forty_days(pool, Calls::OneByOne).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_two_thousand_people_fill_forty_days_in_batches(pool: PgPool) {
    forty_days(pool, Calls::InBatches).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_two_thousand_people_fill_forty_days_through_two_desks(pool: PgPool) {
    world(pool, async |w| {
        let replicas = [w.replica(4).await, w.replica(4).await];
        for replica in &replicas {
            replica.open_booking_desk(2);
        }
        let mut targets = Vec::new();
        for _ in 0..8 {
            let place = w.place(25, 200).await;
            targets.extend((1..=5).map(|n| (place, day(n))));
        }
        let people = w.citizens(2_000).await;
        let bookings = people.iter().enumerate().map(|(n, p)| {
            let (place, on) = targets[n % 40];
            reservation::request_one(&replicas[n % 2], request(*p, place, on))
        });
        let answers: Vec<_> = join_all(bookings).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1_000);
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::DayFull)));
        for (place, on) in &targets {
            assert_eq!(w.taken(place.hospital, *on).await, 25);
        }
    })
    .await;
}
