//! N7: at night only what cannot wait goes out, whatever happened to it by day.

use crate::{
    n7_delivery::{accept, accepted, cancelled_by_hospital, claim_all, claim_one, fail, finish},
    world::{Wish, World, day, settle, settle_at, world},
};
use domain::notice::{Channel, NoticeKind as K};
use sqlx::PgPool;
use std::collections::HashSet;
use store::{
    notice::{Finished, Sent, Setting, change, list, mark_undeliverable},
    reservation::confirm,
};
use time::{Duration, OffsetDateTime, macros::datetime};

async fn not_before(w: &World, kind: K, wish: Wish) -> OffsetDateTime {
    sqlx::query_scalar(
        "SELECT d.not_before FROM deliveries d JOIN notices n USING (notice_id)
         WHERE n.kind = $1 AND n.reservation_id = $2",
    )
    .bind(kind.key())
    .bind(wish.1.0)
    .fetch_one(w.db.pool())
    .await
    .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_at_night_only_what_cannot_wait_goes_out(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let night = w.at(datetime!(2026-12-01 22:00 +9)).await;
        let awake = w.booking(place, day(5)).await;
        let own = Setting { quiet: false, ..Setting::default() };
        change(&w.db, awake.0.account, &own).await.unwrap();
        let [asleep, tomorrow, loser] =
            [w.booking(place, day(5)).await, w.booking(place, day(1)).await, w.booking(place, day(5)).await];
        for wish in [awake, asleep, tomorrow] {
            confirm(&night, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        }
        cancelled_by_hospital(w, &night, place, loser).await;
        settle(&night).await;
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!(not_before(w, K::Confirmed, asleep).await, morning);
        for (kind, wish) in [(K::Confirmed, awake), (K::Confirmed, tomorrow), (K::CancelledByHospital, loser)]
        {
            assert!(not_before(w, kind, wish).await < morning, "{kind:?}");
        }
        assert_eq!(claim_all(&night).await.len(), 3);
        let early = w.at(datetime!(2026-12-02 7:50 +9)).await;
        assert!(claim_all(&early).await.iter().all(|d| d.about.reservation != asleep.1));
        let day_again = w.at(datetime!(2026-12-02 8:01 +9)).await;
        assert!(claim_all(&day_again).await.iter().any(|d| d.about.reservation == asleep.1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_another_channel_takes_over_at_night_waits_for_the_morning_too(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let on = [Channel::Alimtalk, Channel::Sms];
        let [at_once, late, urgent] = [
            accepted(w, &w.db, place, 5).await,
            accepted(w, &w.db, place, 5).await,
            w.booking(place, day(5)).await,
        ];
        cancelled_by_hospital(w, &w.db, place, urgent).await;
        settle(&w.db).await;
        let due = claim_all(&w.db).await;
        let of = |wish: Wish| due.iter().find(|d| d.about.reservation == wish.1).unwrap();
        finish(&w.db, of(late), &accept("m-1"), None).await.unwrap();
        let night = w.at(datetime!(2026-12-01 23:30 +9)).await;
        // The leases of the day have run out; the night's sender has them under a claim of its own.
        w.by_hand(
            "UPDATE deliveries SET claimed_until = alimi_now() + interval '1 day' WHERE state = 'queued'",
        )
        .await;
        let refused = Sent::Refused("not_on_kakaotalk".to_owned());
        for wish in [at_once, urgent] {
            assert_eq!(
                finish(&night, of(wish), &refused, Some(Channel::Sms)).await.unwrap(),
                Finished::Ended
            );
        }
        assert!(mark_undeliverable(&night, of(late).key, "blocked", &on).await.unwrap());
        let sms: Vec<_> = claim_all(&night).await.into_iter().map(|d| (d.channel, d.about.kind)).collect();
        assert_eq!(sms, [(Channel::Sms, K::CancelledByHospital)]);
        let waits = list(&night, at_once.0.account).await.unwrap().notices.remove(0).deliveries.remove(1);
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!((waits.channel, waits.waits_until), (Channel::Sms, Some(morning)));
        let day_again = w.at(morning + Duration::minutes(1)).await;
        let again = claim_all(&day_again).await.into_iter().map(|d| d.about.reservation);
        let again: HashSet<_> = again.collect();
        assert!(again.contains(&at_once.1) && again.contains(&late.1), "{again:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_was_due_by_day_and_is_here_at_night_waits_and_so_does_what_failed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let wish = accepted(w, &w.db, place, 5).await;
        settle(&w.db).await;
        // Nobody sent all day.
        let night = w.at(datetime!(2026-12-01 21:00 +9)).await;
        assert!(claim_all(&night).await.is_empty());
        let morning = datetime!(2026-12-02 8:00 +9);
        assert_eq!(not_before(w, K::Confirmed, wish).await, morning);
        assert_eq!(w.rows("attempts").await, 0, "waiting is no try");
        // One that fails a moment before nine does not come again a moment after.
        let other = accepted(w, &w.db, place, 5).await;
        settle(&w.db).await;
        let evening = w.at(datetime!(2026-12-01 20:59:57 +9)).await;
        let late = claim_one(&evening).await;
        assert_eq!(finish(&evening, &late, &fail("503"), None).await.unwrap(), Finished::Later);
        assert!(not_before(w, K::Confirmed, other).await >= morning);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n7_what_the_calendar_ends_at_midnight_wakes_nobody(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let missed = accepted(w, &w.db, place, 1).await;
        settle(&w.db).await;
        let midnight = w.at(datetime!(2026-12-03 0:05 +9)).await;
        settle_at(&midnight).await;
        assert_eq!(not_before(w, K::NoShow, missed).await, datetime!(2026-12-03 8:00 +9));
    })
    .await;
}
