//! 일정 변경: the new day is taken and the old one given back, or nothing happens.

use crate::world::{Wish, World, day, settle, world};
use domain::{calendar::iso, id::ReservationId, refusal::Refusal, reservation::ReservationStatus as Status};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{hospital, reschedule::reschedule, reservation::confirm, view};
use time::Date;
use uuid::Uuid;

async fn to(w: &World, wish: Wish, on: Date) -> Result<(), Refusal> {
    reschedule(&w.db, wish.0.account, wish.1, on).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_moving_takes_the_new_day_and_gives_the_old_one_back(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 5).await;
        let wish = w.booking(place, day(1)).await;
        assert_eq!(to(w, wish, day(2)).await, Ok(()));
        assert_eq!((w.taken(place.hospital, day(1)).await, w.taken(place.hospital, day(2)).await), (0, 1));
        assert_eq!((w.status(wish.1).await, w.bookable(place).await), ((Status::Requested, 2), 4));
        // What the hospital accepted was the other day.
        confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        assert_eq!(to(w, wish, day(3)).await, Ok(()));
        assert_eq!(w.status(wish.1).await, (Status::Requested, 4));
        let mine = view::reservation::find_mine(&w.db, wish.0.account, wish.1).await.unwrap().unwrap();
        assert_eq!((mine.day_on, mine.decided_at), (Some(day(3)), None));
        assert_eq!(w.events("reservation_rescheduled").await, 2);
        // To the day it has: nothing.
        assert_eq!(to(w, wish, day(3)).await, Ok(()));
        assert_eq!(w.status(wish.1).await.1, 4);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_day_that_cannot_be_had_leaves_everything_as_it_was(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 0).await;
        w.stock_lot(place, "SHORT", day(30), 5).await;
        let wish = w.booking(place, day(1)).await;
        confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        w.booked(place, day(2)).await;
        hospital::close_day(&w.db, w.admin, place.hospital, day(3)).await.unwrap().unwrap();
        assert_eq!(to(w, wish, day(2)).await, Err(Refusal::DayFull));
        assert_eq!(to(w, wish, day(3)).await, Err(Refusal::DayClosed));
        assert_eq!(to(w, wish, day(-1)).await, Err(Refusal::DayPast));
        assert_eq!(to(w, wish, day(31)).await, Err(Refusal::AfterExpiry));
        assert_eq!(to(w, (w.citizen().await, wish.1), day(4)).await, Err(Refusal::Unknown));
        let nothing = (wish.0, ReservationId(Uuid::new_v4()));
        assert_eq!(to(w, nothing, day(4)).await, Err(Refusal::Unknown));
        assert_eq!(
            (w.status(wish.1).await, w.taken(place.hospital, day(1)).await),
            ((Status::Confirmed, 2), 1)
        );
        assert_eq!(w.events("reservation_rescheduled").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_what_is_no_booking_is_not_moved(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 1).await;
        let wish = w.booking(place, day(1)).await;
        w.cancel(wish).await.unwrap();
        // Also while its hold has not been given back.
        assert_eq!(to(w, wish, day(2)).await, Err(Refusal::Already(Status::Cancelled)));
        settle(&w.db).await;
        assert_eq!(to(w, wish, day(2)).await, Err(Refusal::Already(Status::Cancelled)));
        w.booked(place, day(1)).await;
        let waiting = w.line_of(place, 1).await[0];
        assert_eq!(to(w, waiting, day(2)).await, Err(Refusal::Already(Status::Waiting)));
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(to(w, waiting, day(2)).await, Err(Refusal::Already(Status::Offered)));
        assert_eq!(w.taken(place.hospital, day(2)).await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_the_second_dose_is_not_moved_before_the_interval(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        w.vaccinate(place, who.person).await.unwrap();
        let wish = (who, w.book(who, place, day(25)).await.unwrap());
        assert_eq!(to(w, wish, day(20)).await, Err(Refusal::TooEarly(iso(day(21)))));
        assert_eq!(to(w, wish, day(21)).await, Ok(()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_of_many_who_move_to_the_last_place_one_does(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(3, 50).await;
        let mut wishes = Vec::new();
        for n in 0..9 {
            wishes.push(w.booking(place, day(1 + n / 3)).await);
        }
        for _ in 0..2 {
            w.booked(place, day(10)).await;
        }
        let moves = join_all(wishes.iter().map(|wish| to(w, *wish, day(10)))).await;
        assert_eq!(moves.iter().filter(|m| m.is_ok()).count(), 1, "{moves:?}");
        assert!(moves.iter().all(|m| m.is_ok() || *m == Err(Refusal::DayFull)));
        assert_eq!((w.taken(place.hospital, day(10)).await, w.rows("holds").await), (3, 11));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_moving_crosswise_and_cancelling_at_once_neither_block_nor_lose_a_place(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(20, 50).await;
        let mut wishes = Vec::new();
        for n in 0..20 {
            wishes.push(w.booking(place, day(1 + n % 2)).await);
        }
        let work = wishes.iter().enumerate().map(async |(n, wish)| {
            let other = if n % 2 == 0 { day(2) } else { day(1) };
            if n % 5 == 0 {
                let (moved, cancelled) = tokio::join!(to(w, *wish, other), w.cancel(*wish));
                assert_eq!(cancelled, Ok(()));
                assert!(moved.is_ok() || moved == Err(Refusal::Already(Status::Cancelled)));
            } else {
                assert_eq!(to(w, *wish, other).await, Ok(()));
            }
        });
        join_all(work).await;
        settle(&w.db).await;
        let taken = w.taken(place.hospital, day(1)).await + w.taken(place.hospital, day(2)).await;
        assert_eq!((taken, w.bookable(place).await), (16, 34));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_the_place_that_became_free_serves_who_waits_for_that_day(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 3).await;
        let wish = w.booking(place, day(2)).await;
        let who = w.citizen().await;
        let wait = w.wait(who, place, Some(day(2))).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(wait).await.0, Status::Waiting);
        assert_eq!(to(w, wish, day(3)).await, Ok(()));
        settle(&w.db).await;
        assert_eq!((w.status(wait).await.0, w.taken(place.hospital, day(2)).await), (Status::Offered, 1));
    })
    .await;
}
