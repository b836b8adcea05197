//! N3, C6: what the calendar does, once, however late and by however many.

use crate::world::{EXPIRY, NOW, TODAY, accept_at, day, settle, world};
use domain::reservation::ReservationStatus as Status;
use sqlx::PgPool;
use store::{
    nightly::{self, Done},
    offer,
    reservation::confirm,
    view,
};
use time::{Duration, macros::datetime};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_a_day_that_has_passed_ends_what_was_booked_for_it(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 3).await;
        let came_not = w.booking(place, day(1)).await;
        let unanswered = w.booking(place, day(1)).await;
        let later = w.booking(place, day(2)).await;
        for wish in [came_not, later] {
            confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        }
        let line = w.line_of(place, 1).await;
        settle(&w.db).await;
        // Not while the day lasts.
        let evening = w.at(datetime!(2026-12-02 23:59 +9)).await;
        assert_eq!(nightly::run(&evening).await.unwrap().missed, 0);
        let night = w.at(datetime!(2026-12-03 0:05 +9)).await;
        assert_eq!(nightly::run(&night).await.unwrap().missed, 2);
        assert_eq!(
            w.statuses(&[came_not, unanswered, later]).await,
            [Status::NoShow, Status::Expired, Status::Confirmed]
        );
        settle(&night).await;
        // One dose is kept until the morning, when offers run again; the other is for everybody.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.earmarked, ledger.bookable), (1, 1, 1));
        assert_eq!(
            (w.taken(place.hospital, day(1)).await, w.statuses(&line).await),
            (0, vec![Status::Waiting])
        );
        let morning = w.at(datetime!(2026-12-03 8:05 +9)).await;
        settle(&morning).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered]);
        let end = w.held_until(line[0].1).await.unwrap();
        assert!(end > datetime!(2026-12-03 8:34 +9), "{end}");
        assert_eq!((w.events("reservation_no_show").await, w.events("reservation_expired").await), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_whoever_was_vaccinated_did_not_stay_away(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 3).await;
        let came = w.booking(place, TODAY).await;
        confirm(&w.db, w.admin, place.hospital, came.1).await.unwrap().unwrap();
        w.vaccinate(place, came.0.person).await.unwrap();
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        assert_eq!(nightly::run(&tomorrow).await.unwrap().missed, 0);
        assert_eq!(w.statuses(&[came]).await, [Status::Confirmed]);
        settle(&tomorrow).await;
        assert_eq!(
            (w.statuses(&[came]).await, w.events("reservation_no_show").await),
            (vec![Status::Vaccinated], 0)
        );
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_a_wait_whose_wanted_day_has_passed_goes_on_for_any_day(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        let people = w.citizens(3).await;
        let mut waits = Vec::new();
        for (who, on) in people.iter().zip([Some(day(1)), Some(day(5)), None]) {
            waits.push((*who, w.wait(*who, place, on).await.unwrap()));
        }
        let then = w.at(NOW + Duration::days(2)).await;
        assert_eq!(nightly::run(&then).await.unwrap().dateless, 1);
        let mut days = Vec::new();
        for (who, id) in &waits {
            days.push(view::reservation::find_mine(&w.db, who.account, *id).await.unwrap().unwrap().day_on);
        }
        assert_eq!(days, [None, Some(day(5)), None]);
        let events = w.events_of(&waits[0].1.to_string()).await;
        assert_eq!(events.last().unwrap(), &("wait_dateless".to_owned(), 2));
        // It keeps its place.
        w.stock_at(&then, place, 1).await;
        settle(&then).await;
        assert_eq!(w.statuses(&waits).await, [Status::Offered, Status::Waiting, Status::Waiting]);
        assert!(accept_at(&then, waits[0], day(6)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_an_offer_for_a_day_that_has_passed_is_for_any_day_once_it_is_back_in_line(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        let who = w.citizen().await;
        let wish = (who, w.wait(who, place, Some(TODAY)).await.unwrap());
        let noon = w.at(datetime!(2026-12-01 17:50 +9)).await;
        w.stock_at(&noon, place, 1).await;
        settle(&noon).await;
        assert_eq!(w.status(wish.1).await.0, Status::Offered);
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        nightly::run(&tomorrow).await.unwrap();
        settle(&tomorrow).await;
        assert_eq!(offer::lapse(&tomorrow, 10).await.unwrap(), 1);
        assert_eq!(nightly::run(&tomorrow).await.unwrap().dateless, 1);
        settle(&tomorrow).await;
        assert_eq!((w.status(wish.1).await.0, w.taken(place.hospital, TODAY).await), (Status::Waiting, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_a_lot_that_expires_takes_the_shortfall_with_it_in_silence(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "SHORT", day(1), 3).await;
        w.stock_lot(place, "LONG", EXPIRY, 2).await;
        let mut wishes = Vec::new();
        for n in [7, 5, 9, 6, 8] {
            wishes.push(w.booking(place, day(n)).await);
        }
        let line = w.line_of(place, 1).await;
        settle(&w.db).await;
        // On its last day the lot may still be used.
        let last = w.at(datetime!(2026-12-02 23:00 +9)).await;
        assert_eq!(nightly::run(&last).await.unwrap().expired, 0);
        let then = w.at(datetime!(2026-12-03 10:00 +9)).await;
        assert_eq!(nightly::run(&then).await.unwrap().expired, 3);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.expired, ledger.discarded, ledger.reserved, ledger.bookable), (3, 0, 2, 0));
        assert_eq!(
            w.statuses(&wishes).await,
            [Status::Cancelled, Status::Requested, Status::Cancelled, Status::Requested, Status::Cancelled]
        );
        assert_eq!(w.rows("reservations WHERE cancelled_by = 'disposal'").await, 3);
        settle(&then).await;
        assert_eq!((w.events("lot_expired").await, w.events("offer_made").await), (1, 0));
        assert_eq!((w.statuses(&line).await, w.ledger(place).await), (vec![Status::Waiting], ledger));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_run_late_and_again_it_does_all_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "SHORT", day(4), 3).await;
        w.stock_lot(place, "LONG", EXPIRY, 3).await;
        for n in 1..=4 {
            w.booked(place, day(n)).await;
        }
        let full = w.place(1, 0).await;
        w.wait(w.citizen().await, full, Some(day(3))).await.unwrap();
        let late = w.at(NOW + Duration::days(10)).await;
        // Two hospitals, ten days each.
        let done = Done { missed: 4, dateless: 1, expired: 3, opened: 20 };
        assert_eq!(nightly::run(&late).await.unwrap(), done);
        assert_eq!(nightly::run(&late).await.unwrap(), Done::default());
        settle(&late).await;
        assert_eq!(nightly::run(&late).await.unwrap(), Done::default());
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.expired, ledger.reserved, ledger.bookable), (3, 0, 3));
        assert_eq!(w.find_day(place.hospital, day(70)).await.map(|d| (d.capacity, d.taken)), Some((9, 0)));
        assert_eq!(w.find_day(place.hospital, day(71)).await, None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n3_two_replicas_at_once_share_the_night(pool: PgPool) {
    world(pool, async |w| {
        for n in 0..4_i32 {
            let place = w.place(20, 0).await;
            w.stock_lot(place, "SHORT", day(2), 6).await;
            w.stock_lot(place, "LONG", EXPIRY, 4).await;
            for on in [1, 1, 2, 5, 6, 7, 8, 9, 10, 11] {
                let id = w.booked(place, day(on)).await;
                if on % 2 == 1 {
                    confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
                }
            }
            for _ in 0..5 {
                w.wait(w.citizen().await, place, Some(day(1 + i64::from(n % 2)))).await.unwrap();
            }
        }
        let then = NOW + Duration::days(3);
        let replicas = [w.at(then).await, w.at(then).await];
        let (one, two) = tokio::join!(nightly::run(&replicas[0]), nightly::run(&replicas[1]));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((one.missed + two.missed, one.dateless + two.dateless), (12, 20));
        assert_eq!((one.expired + two.expired, one.opened + two.opened), (24, 12));
        settle(&replicas[0]).await;
        let ended = w.events("reservation_no_show").await + w.events("reservation_expired").await;
        assert_eq!((ended, w.events("lot_expired").await, w.events("wait_dateless").await), (12, 4, 20));
        assert_eq!(nightly::run(&replicas[1]).await.unwrap(), Done::default());
    })
    .await;
}
