//! C6: the reminder on the evening before.

use crate::{
    n7_notice::{accept, told_wish},
    world::{day, settle, world},
};
use domain::notice::NoticeKind as K;
use sqlx::PgPool;
use store::{
    notice::{Dispatch, remind},
    reschedule::reschedule,
    reservation::confirm,
};
use time::{Duration, OffsetDateTime, macros::datetime};

/// Six in the evening of that day, and a minute.
fn evening(n: i64) -> OffsetDateTime {
    datetime!(2026-12-01 18:01 +9) + Duration::days(n)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c6_a_reminder_comes_once_on_the_evening_before(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let [tomorrow, unanswered, later] =
            [w.booking(place, day(1)).await, w.booking(place, day(1)).await, w.booking(place, day(2)).await];
        for wish in [tomorrow, later] {
            accept(w, place, wish).await;
        }
        settle(&w.db).await;
        let dispatch = Dispatch::default();
        let before = w.at(evening(0) - Duration::minutes(11)).await;
        assert_eq!(remind(&before, &dispatch).await.unwrap(), 0);
        let then = w.at(evening(0)).await;
        let other = w.at(evening(0)).await;
        let (one, two) = tokio::join!(remind(&then, &dispatch), remind(&other, &dispatch));
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(remind(&then, &dispatch).await.unwrap(), 0);
        assert_eq!(told_wish(w, tomorrow).await, [K::Requested, K::Confirmed, K::Reminder]);
        assert_eq!(told_wish(w, unanswered).await, [K::Requested]);
        assert_eq!(told_wish(w, later).await, [K::Requested, K::Confirmed]);
        let next = w.at(evening(1)).await;
        assert_eq!(remind(&next, &dispatch).await.unwrap(), 1);
        assert_eq!(told_wish(w, later).await.last(), Some(&K::Reminder));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c6_nobody_is_reminded_of_what_was_cancelled_or_moved(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let mut wishes = Vec::new();
        for _ in 0..3 {
            let wish = w.booking(place, day(1)).await;
            accept(w, place, wish).await;
            wishes.push(wish);
        }
        let [cancelled, moved, late] = wishes[..] else { unreachable!() };
        w.cancel(cancelled).await.unwrap();
        reschedule(&w.db, moved.0.account, moved.1, day(3)).await.unwrap().unwrap();
        accept(w, place, moved).await;
        let dispatch = Dispatch::default();
        let then = w.at(evening(0)).await;
        assert_eq!(remind(&then, &dispatch).await.unwrap(), 1, "only the one that stands");
        // Moved after the reminder: another one comes, for the new day.
        reschedule(&then, late.0.account, late.1, day(3)).await.unwrap().unwrap();
        confirm(&then, w.admin, place.hospital, late.1).await.unwrap().unwrap();
        assert_eq!(remind(&then, &dispatch).await.unwrap(), 0);
        let then = w.at(evening(2)).await;
        assert_eq!(remind(&then, &dispatch).await.unwrap(), 2);
        assert_eq!(remind(&then, &dispatch).await.unwrap(), 0);
        let reminders = async |wish| told_wish(w, wish).await.iter().filter(|k| **k == K::Reminder).count();
        assert_eq!((reminders(cancelled).await, reminders(moved).await, reminders(late).await), (0, 1, 2));
    })
    .await;
}
