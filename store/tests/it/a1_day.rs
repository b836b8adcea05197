//! A1: a hospital's days open by themselves, and close one by one.

use crate::world::{NOW, day, hospital_form, world};
use domain::{
    calendar::{ClosedWeekdays, iso},
    refusal::{Refusal, TakenDay},
};
use sqlx::PgPool;
use store::{hospital, view};
use time::{Duration, Weekday};

fn taken_day(n: i64, taken: i32) -> TakenDay {
    TakenDay { day_on: iso(day(n)), taken }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_day_closed_alone_stays_closed_whatever_the_weekdays_do(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        let close = |n| hospital::close_day(&w.db, w.admin, place.hospital, day(n));
        let reopen = |n| hospital::reopen_day(&w.db, w.admin, place.hospital, day(n));
        assert_eq!(close(1).await.unwrap(), Ok(()));
        assert_eq!(view::admin::list_closed_days(&w.db, place.hospital).await.unwrap(), [day(1)]);
        assert_eq!(w.book(w.citizen().await, place, day(1)).await, Err(Refusal::DayClosed));
        let mut form = hospital_form("하루 쉬는 병원", 10);
        for closed in [ClosedWeekdays::default().with(Weekday::Wednesday), ClosedWeekdays::default()] {
            form.closed = closed;
            assert_eq!(hospital::change(&w.db, w.admin, place.hospital, &form).await.unwrap(), Ok(()));
            let row = w.find_day(place.hospital, day(1)).await.unwrap();
            assert_eq!(row.closed.as_deref(), Some("single"));
        }
        assert_eq!(reopen(1).await.unwrap(), Ok(()));
        assert!(w.book(w.citizen().await, place, day(1)).await.is_ok());
        assert_eq!(reopen(1).await.unwrap(), Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_day_reopened_on_a_closed_weekday_stays_closed_with_it(pool: PgPool) {
    world(pool, async |w| {
        let hospital = w.hospital(10).await;
        assert_eq!(hospital::close_day(&w.db, w.admin, hospital, day(1)).await.unwrap(), Ok(()));
        let mut form = hospital_form("수요일 휴무", 10);
        form.closed = ClosedWeekdays::default().with(Weekday::Wednesday);
        assert_eq!(hospital::change(&w.db, w.admin, hospital, &form).await.unwrap(), Ok(()));
        assert_eq!(hospital::reopen_day(&w.db, w.admin, hospital, day(1)).await.unwrap(), Ok(()));
        assert_eq!(w.find_day(hospital, day(1)).await.unwrap().closed.as_deref(), Some("weekday"));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_day_with_bookings_is_not_closed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        w.booked(place, day(1)).await;
        w.booked(place, day(1)).await;
        let close = |n| hospital::close_day(&w.db, w.admin, place.hospital, day(n));
        assert_eq!(close(1).await.unwrap(), Err(Refusal::DaysTaken(vec![taken_day(1, 2)])));
        assert_eq!(close(61).await.unwrap(), Err(Refusal::Unknown));
        let later = w.at(NOW + Duration::days(2)).await;
        let past = hospital::close_day(&later, w.admin, place.hospital, day(0)).await.unwrap();
        assert_eq!(past, Err(Refusal::DayPast));
        assert_eq!(w.events("day_closed").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_of_a_booking_and_a_closing_at_once_one_wins(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 100).await;
        for (n, who) in (0..40).zip(w.citizens(40).await) {
            let (booked, closed) = tokio::join!(
                w.book(who, place, day(n)),
                hospital::close_day(&w.db, w.admin, place.hospital, day(n))
            );
            let row = w.find_day(place.hospital, day(n)).await.unwrap();
            match (booked, closed.unwrap()) {
                (Ok(_), Err(Refusal::DaysTaken(days))) => {
                    assert_eq!(days, [taken_day(n, 1)]);
                    assert_eq!((row.taken, row.closed), (1, None));
                }
                (Err(Refusal::DayClosed), Ok(())) => assert_eq!(row.taken, 0),
                both => panic!("{both:?}"),
            }
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_booking_that_waited_for_a_closing_finds_the_day_closed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        // Closing has the day's row; the booking looked before and comes after.
        let mut closing = w.db.pool().begin().await.unwrap();
        sqlx::query("UPDATE days SET closed = 'single' WHERE hospital_id = $1 AND day_on = $2")
            .bind(place.hospital.0)
            .bind(day(1))
            .execute(&mut *closing)
            .await
            .unwrap();
        let (booked, ()) = tokio::join!(w.book(who, place, day(1)), async {
            w.until_somebody_waits_for_a_lock().await;
            closing.commit().await.unwrap();
        });
        assert_eq!(booked, Err(Refusal::DayClosed));
        assert_eq!((w.rows("reservations").await, w.rows("holds").await), (0, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_each_new_day_opens_once_though_several_processes_open_it(pool: PgPool) {
    world(pool, async |w| {
        for _ in 0..3 {
            w.hospital(10).await;
        }
        assert_eq!(hospital::open_days(&w.db).await.unwrap(), 0);
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        let (one, two) = tokio::join!(hospital::open_days(&tomorrow), hospital::open_days(&tomorrow));
        assert_eq!(one.unwrap() + two.unwrap(), 3);
        assert_eq!(hospital::open_days(&tomorrow).await.unwrap(), 0);
    })
    .await;
}
