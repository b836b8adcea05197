//! C1: a form sent again gets the answer of the first time, and nothing twice.

use crate::world::{Citizen, NOW, day, hospital_form, join, key, request, world};
use domain::{refusal::Refusal, reservation::RejectReason};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    hospital,
    idempotency::Key,
    reservation::{self, Request},
    waitlist::{self, Join},
};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_twenty_retries_at_once_make_one_reservation_and_get_one_answer(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let form = request(w.citizen().await, place, day(1));
        let other = w.replica(10).await;
        let retries = (0..20).map(|n| {
            let replica = if n % 2 == 0 { &w.db } else { &other };
            reservation::request_one(replica, form.clone())
        });
        let answers: Vec<_> = join_all(retries).await.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| a == &answers[0] && a.is_ok()), "{answers:?}");
        assert_eq!((w.rows("reservations").await, w.rows("holds").await), (1, 1));
        assert_eq!((w.events("reservation_requested").await, w.bookable(place).await), (1, 9));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_retry_gets_its_answer_even_when_nothing_is_left(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        let form = request(w.citizen().await, place, day(0));
        let id = reservation::request_one(&w.db, form.clone()).await.unwrap();
        assert!(id.is_ok());
        assert_eq!(reservation::request_one(&w.db, form.clone()).await.unwrap(), id);
        // The day has passed in the meantime, and the hospital has refused.
        let manager = w.reservation_manager(place.hospital).await;
        reservation::reject(&w.db, manager, place.hospital, id.clone().unwrap(), RejectReason::Other, None)
            .await
            .unwrap()
            .unwrap();
        let later = w.at(NOW + time::Duration::days(3)).await;
        assert_eq!(reservation::request_one(&later, form).await.unwrap(), id);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_another_request_under_the_same_key_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.place(10, 10).await, w.place(10, 10).await);
        let who = w.citizen().await;
        let child = w.person(who.account, "홍아이").await;
        let form = request(who, here, day(1));
        assert!(reservation::request_one(&w.db, form.clone()).await.unwrap().is_ok());
        let others = [
            Request { day_on: day(2), ..form.clone() },
            Request { hospital: there.hospital, ..form.clone() },
            Request { vaccine: there.vaccine, ..form.clone() },
            Request { person: child, ..form.clone() },
        ];
        for other in others {
            let answer = reservation::request_one(&w.db, other.clone()).await.unwrap();
            assert_eq!(answer, Err(Refusal::KeyReused), "{other:?}");
        }
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_key_belongs_to_its_account(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let form = request(w.citizen().await, place, day(1));
        let other = w.citizen().await;
        let same_key = Request { key: form.key, ..request(other, place, day(1)) };
        let one = reservation::request_one(&w.db, form).await.unwrap().unwrap();
        let two = reservation::request_one(&w.db, same_key).await.unwrap().unwrap();
        assert_ne!(one, two);
        assert_eq!(w.bookable(place).await, 8);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_refusal_is_looked_at_again_when_its_key_comes_back(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let form = request(w.citizen().await, place, day(1));
        for _ in 0..2 {
            let answer = reservation::request_one(&w.db, form.clone()).await.unwrap();
            assert_eq!(answer, Err(Refusal::NoDoses));
        }
        w.stock(place, 1).await;
        let id = reservation::request_one(&w.db, form.clone()).await.unwrap();
        assert!(id.is_ok());
        assert_eq!(reservation::request_one(&w.db, form).await.unwrap(), id);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_booking_and_waiting_do_not_share_a_key(pool: PgPool) {
    world(pool, async |w| {
        let (empty, place) = (w.place(10, 0).await, w.place(10, 10).await);
        let who = w.citizen().await;
        let wish = join(who, empty, None);
        assert!(waitlist::join(&w.db, &wish).await.unwrap().is_ok());
        let same_key = Request { key: wish.key, ..request(who, place, day(1)) };
        assert_eq!(reservation::request_one(&w.db, same_key).await.unwrap(), Err(Refusal::KeyReused));
        let form = request(who, place, day(1));
        assert!(reservation::request_one(&w.db, form.clone()).await.unwrap().is_ok());
        let same_key = Join { key: form.key, ..wish };
        assert_eq!(waitlist::join(&w.db, &same_key).await.unwrap(), Err(Refusal::KeyReused));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_key_of_another_command_is_refused_and_harms_no_neighbour(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let who = w.citizen().await;
        // Its outcome is a hospital's number, which is no reservation.
        let used = key();
        let command = Key::new(who.account, used, "register_hospital", &[]);
        let form = hospital_form("다른 명령", 1);
        hospital::register(&w.db, who.account, &command, &form).await.unwrap().unwrap();
        let batch =
            [Request { key: used, ..request(who, place, day(1)) }, request(w.citizen().await, place, day(1))];
        let answers = reservation::request(&w.db, &batch).await.unwrap();
        assert_eq!(answers[0], Err(Refusal::KeyReused));
        assert!(answers[1].is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_one_key_for_two_persons_at_once_books_for_one_of_them(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(100, 100).await;
        for _ in 0..10 {
            let parent = w.citizen().await;
            let child = Citizen { person: w.person(parent.account, "홍아이").await, ..parent };
            let form = request(parent, place, day(1));
            let same_key = Request { key: form.key, ..request(child, place, day(1)) };
            let (one, two) = tokio::join!(
                reservation::request_one(&w.db, form),
                reservation::request_one(&w.db, same_key)
            );
            let answers = [one.unwrap(), two.unwrap()];
            assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
            assert!(answers.contains(&Err(Refusal::KeyReused)), "{answers:?}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_one_key_for_booking_and_waiting_at_once_is_carried_out_once(pool: PgPool) {
    world(pool, async |w| {
        let (empty, place) = (w.place(10, 0).await, w.place(100, 100).await);
        for _ in 0..10 {
            let parent = w.citizen().await;
            let child = Citizen { person: w.person(parent.account, "홍아이").await, ..parent };
            let wish = join(child, empty, None);
            let form = Request { key: wish.key, ..request(parent, place, day(1)) };
            let (booked, joined) =
                tokio::join!(reservation::request_one(&w.db, form), waitlist::join(&w.db, &wish));
            let answers = [booked.unwrap(), joined.unwrap()];
            assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
            assert!(answers.contains(&Err(Refusal::KeyReused)), "{answers:?}");
        }
    })
    .await;
}
