//! N3 in its first use, C5: a rejected booking gives back its dose and its place exactly once.

use crate::world::{NOW, Place, World, day, settle, world};
use domain::{id::ReservationId, reservation::RejectReason};
use sqlx::PgPool;
use store::{Db, audit, outbox, release::Release, reservation};
use time::Duration;

async fn reject(w: &World, place: Place, id: ReservationId) {
    reservation::reject(&w.db, w.admin, place.hospital, id, RejectReason::Other, None)
        .await
        .unwrap()
        .unwrap();
}

/// As after a restore: the consumer reads everything once more.
async fn read_again(db: &Db) {
    sqlx::query("UPDATE consumers SET xid = '0', event_id = 0").execute(db.pool()).await.unwrap();
    settle(db).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_release_happens_once_however_often_the_event_is_read(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let gone = w.booked(place, day(1)).await;
        w.booked(place, day(1)).await;
        reject(w, place, gone).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (3, 2));
        for _ in 0..3 {
            read_again(&w.db).await;
            assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (4, 1));
        }
        assert_eq!((w.rows("holds").await, w.events("hold_released").await), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_what_is_given_back_can_be_booked_by_the_next_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        for _ in 0..5 {
            let id = w.booked(place, day(1)).await;
            reject(w, place, id).await;
            settle(&w.db).await;
        }
        let id = w.booked(place, day(1)).await;
        read_again(&w.db).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (0, 1));
        assert_eq!(w.rows("holds").await, 1);
        assert!(w.events_of(&id.to_string()).await.len() == 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_many_rejections_are_given_back_together(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.place(10, 10).await, w.place(10, 10).await);
        for n in 0..6 {
            let place = if n % 2 == 0 { here } else { there };
            let id = w.booked(place, day(1 + n / 4)).await;
            reject(w, place, id).await;
        }
        settle(&w.db).await;
        for place in [here, there] {
            assert_eq!(w.bookable(place).await, 10);
            assert_eq!(w.taken(place.hospital, day(1)).await + w.taken(place.hospital, day(2)).await, 0);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_an_event_about_a_booking_that_stands_takes_nothing_from_it(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let id = w.booked(place, day(1)).await;
        sqlx::query(
            "INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
             VALUES ('reservation_rejected', $1, $2, $3, 9)",
        )
        .bind(id.to_string())
        .bind(place.hospital.0)
        .bind(place.vaccine.0)
        .execute(w.db.pool())
        .await
        .unwrap();
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.rows("holds").await), (4, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_two_workers_at_once_give_back_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 50).await;
        for _ in 0..30 {
            let id = w.booked(place, day(1)).await;
            reject(w, place, id).await;
        }
        let other = w.replica(2).await;
        let work = async |db: &Db| {
            for _ in 0..40 {
                outbox::run(db, &Release, 3).await.unwrap();
            }
        };
        tokio::join!(work(&w.db), work(&other));
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (50, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_a_hold_that_waits_for_its_release_is_a_difference_after_a_minute(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let id = w.booked(place, day(1)).await;
        reject(w, place, id).await;
        assert_eq!(audit::run(&w.db).await.unwrap(), []);
        let later = w.at(NOW + Duration::minutes(3)).await;
        let differences = audit::run(&later).await.unwrap();
        let laws: Vec<_> = differences.iter().map(|d| d.law.as_str()).collect();
        assert_eq!(laws, ["hold.pending_release"]);
        assert!(differences[0].subject.contains(&id.to_string()));
    })
    .await;
}
