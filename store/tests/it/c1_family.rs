//! C1: an account cares for up to five persons; booking for several on one day is all or nothing.

use crate::world::{Citizen, Place, World, day, join, key, request, settle, world};
use domain::{
    id::{AccountId, PersonId},
    person::{BirthDate, PersonName},
    refusal::Refusal,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    account, family, reservation,
    together::{self, Booked, Together},
    waitlist,
};
use time::Date;

async fn add(w: &World, account: AccountId, name: &str) -> Result<PersonId, Refusal> {
    let name = PersonName::parse(name).unwrap();
    family::add(&w.db, account, &name, BirthDate::from_iso("2001-02-03").unwrap()).await.unwrap()
}

/// Two persons of one account.
async fn pair(w: &World) -> (Citizen, Citizen) {
    let first = w.citizen().await;
    let second = Citizen { person: add(w, first.account, "홍아이").await.unwrap(), ..first };
    (first, second)
}

fn wish(people: &[Citizen], place: Place, day_on: Date) -> Together {
    Together {
        account: people[0].account,
        persons: people.iter().map(|p| p.person).collect(),
        hospital: place.hospital,
        vaccine: place.vaccine,
        day_on,
        key: key(),
    }
}

async fn book(w: &World, wish: &Together) -> Booked {
    together::request(&w.db, wish).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_sixth_person_is_refused_however_many_come_at_once(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let names: Vec<_> = ('가'..='카').take(12).map(|c| format!("가족{c}")).collect();
        let answers = join_all(names.iter().map(|name| add(w, who.account, name))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 4, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::TooManyPersons)), "{answers:?}");
        assert_eq!(account::list_persons(&w.db, who.account).await.unwrap().len(), 5);
        // Somebody who is there already is nobody new.
        let known = answers.iter().position(Result::is_ok).unwrap();
        assert_eq!(add(w, who.account, &names[known]).await.ok(), answers[known].as_ref().ok().copied());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_the_desk_may_vaccinate_a_sixth_person_of_a_number(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        for name in ["가족가", "가족나", "가족다", "가족라"] {
            add(w, who.account, name).await.unwrap();
        }
        let guest = w.person(who.account, "현장방문").await;
        let persons = account::list_persons(&w.db, who.account).await.unwrap();
        assert_eq!(persons.last().map(|p| p.person), Some(guest));
        // When somebody goes, the guest may stay.
        let gone = persons[4].person;
        assert_eq!(family::remove(&w.db, who.account, gone).await.unwrap(), Ok(()));
        assert_eq!(w.person(who.account, "현장방문").await, guest);
        assert_eq!(add(w, who.account, "가족마").await, Err(Refusal::TooManyPersons));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_person_of_whom_something_is_recorded_stays(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (first, second) = pair(w).await;
        let stranger = w.citizen().await;
        assert_eq!(
            family::remove(&w.db, stranger.account, second.person).await.unwrap(),
            Err(Refusal::Unknown)
        );
        w.book(first, place, day(1)).await.unwrap();
        assert_eq!(
            family::remove(&w.db, first.account, first.person).await.unwrap(),
            Err(Refusal::HasRecords)
        );
        assert_eq!(family::remove(&w.db, first.account, second.person).await.unwrap(), Ok(()));
        assert_eq!(family::remove(&w.db, first.account, second.person).await.unwrap(), Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_two_are_booked_on_one_day_and_a_second_tap_changes_nothing(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (first, second) = pair(w).await;
        let both = wish(&[first, second], place, day(1));
        let booked = book(w, &both).await.unwrap();
        assert_eq!(booked.len(), 2);
        assert_eq!(book(w, &both).await, Ok(booked));
        assert_eq!((w.taken(place.hospital, day(1)).await, w.bookable(place).await), (2, 3));
        // The same key with other company is another request.
        let alone = Together { persons: vec![first.person], ..both };
        assert_eq!(book(w, &alone).await, Err(vec![(first.person, Refusal::KeyReused)]));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_when_one_cannot_be_booked_nobody_is_and_it_is_said_who(pool: PgPool) {
    world(pool, async |w| {
        let (place, other) = (w.place(5, 1).await, w.place(5, 5).await);
        let (first, second) = pair(w).await;
        let both = wish(&[first, second], place, day(1));
        assert_eq!(book(w, &both).await, Err(vec![(second.person, Refusal::NoDoses)]));
        assert_eq!((w.rows("reservations").await, w.rows("holds").await), (0, 0));
        let keys: i64 = sqlx::query_scalar("SELECT count(*) FROM idempotency_keys WHERE account_id = $1")
            .bind(first.account.0)
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(keys, 0);
        assert_eq!((w.taken(place.hospital, day(1)).await, w.bookable(place).await), (0, 1));
        // One of them is booked elsewhere: the other keeps nothing either.
        w.book(first, other, day(2)).await.unwrap();
        let refused = book(w, &wish(&[first, second], other, day(3))).await;
        assert_eq!(refused, Err(vec![(first.person, Refusal::AlreadyBooked)]));
        assert_eq!(w.rows("reservations").await, 1);
        // Somebody else's person makes the whole wish unknown.
        let stranger = w.citizen().await;
        let theirs =
            Together { persons: vec![second.person, stranger.person], ..wish(&[second], other, day(3)) };
        assert_eq!(book(w, &theirs).await, Err(vec![(stranger.person, Refusal::Unknown)]));
        // What was refused may be sent again with the same key once there is room.
        w.stock(place, 5).await;
        settle(&w.db).await;
        store::cancel::by_person(&w.db, first.account, only_booking(w, first).await).await.unwrap().unwrap();
        settle(&w.db).await;
        assert!(book(w, &both).await.is_ok());
    })
    .await;
}

async fn only_booking(w: &World, who: Citizen) -> domain::id::ReservationId {
    let mine = store::view::reservation::list_mine(&w.db, who.account).await.unwrap();
    mine.iter().find(|m| m.person == who.person && m.status.is_booking()).unwrap().reservation
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_pairs_and_single_people_race_for_the_last_two_doses(pool: PgPool) {
    world(pool, async |w| {
        let replica = w.replica(12).await;
        for n in 0..6 {
            let place = w.place(100, 2).await;
            let pairs = [pair(w).await, pair(w).await, pair(w).await, pair(w).await];
            let singles = w.citizens(4).await;
            let wishes: Vec<_> = pairs.iter().map(|(a, b)| wish(&[*b, *a], place, day(n))).collect();
            let (together, alone) = tokio::join!(
                join_all(wishes.iter().map(|wish| together::request(&replica, wish))),
                join_all(singles.iter().map(async |who| {
                    reservation::request(&replica, &[request(*who, place, day(n))]).await.unwrap().remove(0)
                }))
            );
            let together: Vec<_> = together.into_iter().map(Result::unwrap).collect();
            let booked = 2 * together.iter().filter(|b| b.is_ok()).count()
                + alone.iter().filter(|a| a.is_ok()).count();
            // A pair that failed for want of one dose leaves it to nobody else in the same moment.
            assert!(booked <= 2, "{together:?} {alone:?}");
            assert_eq!(w.taken(place.hospital, day(n)).await, i32::try_from(booked).unwrap());
            for (pair, outcome) in pairs.iter().zip(&together) {
                let theirs: i64 = sqlx::query_scalar(
                    "SELECT count(*) FROM reservations WHERE account_id = $1 AND hospital_id = $2",
                )
                .bind(pair.0.account.0)
                .bind(place.hospital.0)
                .fetch_one(w.db.pool())
                .await
                .unwrap();
                assert_eq!(theirs, if outcome.is_ok() { 2 } else { 0 }, "both or neither");
            }
            // Whoever comes now gets what is left, and no more.
            let after = w.citizens(3).await;
            let mut late = 0;
            for who in after {
                late += usize::from(w.book(who, place, day(n)).await.is_ok());
            }
            assert_eq!(booked + late, 2);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_two_join_a_line_together_or_not_at_all(pool: PgPool) {
    world(pool, async |w| {
        let (dry, wet) = (w.place(5, 0).await, w.place(5, 5).await);
        let (first, second) = pair(w).await;
        let form = key();
        let both = [first, second].map(|who| waitlist::Join { key: form, ..join(who, dry, None) });
        let waits = waitlist::join_all(&w.db, &both).await.unwrap().unwrap();
        assert_eq!(waits.len(), 2);
        assert_eq!(waitlist::join_all(&w.db, &both).await.unwrap(), Ok(waits.clone()));
        waitlist::withdraw(&w.db, first.account, waits[0]).await.unwrap().unwrap();
        // The second one still waits: nobody joins.
        let again = [first, second].map(|who| join(who, dry, None));
        assert_eq!(
            waitlist::join_all(&w.db, &again).await.unwrap(),
            Err((second.person, Refusal::AlreadyWaiting))
        );
        let stay: i64 = sqlx::query_scalar("SELECT count(*) FROM reservations WHERE status = 'waiting'")
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(stay, 1);
        let now = [first, second].map(|who| join(who, wet, None));
        assert_eq!(waitlist::join_all(&w.db, &now).await.unwrap(), Err((first.person, Refusal::BookNow)));
    })
    .await;
}
