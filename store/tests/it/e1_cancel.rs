//! E1–E3 and F4–F8: a booking ends, by the person or by the hospital, and who hears of its dose.

use crate::world::{Wish, accept_at, day, join, run, settle, world};
use domain::{
    id::ReservationId,
    refusal::Refusal,
    reservation::{CancelReason, ReservationStatus as Status},
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    cancel,
    release::Release,
    reservation::{confirm, reject},
    view, waitlist,
};
use uuid::Uuid;

use domain::reservation::RejectReason;

/// The hospital cancels.
macro_rules! cancel_by_manager {
    ($w:expr, $place:expr, $id:expr) => {
        cancel::by_manager(&$w.db, $w.admin, $place.hospital, $id, CancelReason::HospitalClosed, None)
            .await
            .unwrap()
    };
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e1_cancelling_gives_dose_and_place_back(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        let wish = w.booking(place, day(1)).await;
        assert_eq!(w.cancel(wish).await, Ok(()));
        // The state is there at once, dose and place within a moment.
        assert_eq!(w.status(wish.1).await, (Status::Cancelled, 2));
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (0, 1));
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (1, 0));
        let mine = view::reservation::find_mine(&w.db, wish.0.account, wish.1).await.unwrap().unwrap();
        assert!(mine.ended_at.is_some());
        // Whoever cancelled may book again.
        assert!(w.book(wish.0, place, day(1)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e2_a_cancelled_dose_is_kept_for_the_line_in_the_transaction_that_frees_it(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 2).await;
        let bookings = [w.booking(place, day(1)).await, w.booking(place, day(2)).await];
        let line = w.line_of(place, 1).await;
        settle(&w.db).await;
        for wish in bookings {
            w.cancel(wish).await.unwrap();
        }
        run(&w.db, &Release).await;
        // One waits, two doses came back: one is kept, one is for everybody.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.earmarked, ledger.bookable), (0, 1, 1));
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered]);
        assert_eq!((w.ledger(place).await.offered, w.bookable(place).await), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e2_rejecting_alerts_the_line_as_well(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        let id = w.booked(place, day(1)).await;
        let line = w.line_of(place, 1).await;
        reject(&w.db, w.admin, place.hospital, id, RejectReason::Other, None).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!((w.statuses(&line).await, w.bookable(place).await), (vec![Status::Offered], 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e3_a_booking_is_cancelled_by_its_owner_while_it_is_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 3).await;
        let wishes =
            [w.booking(place, day(1)).await, w.booking(place, day(1)).await, w.booking(place, day(1)).await];
        let [requested, confirmed, rejected] = wishes;
        confirm(&w.db, w.admin, place.hospital, confirmed.1).await.unwrap().unwrap();
        reject(&w.db, w.admin, place.hospital, rejected.1, RejectReason::Other, None).await.unwrap().unwrap();
        let stranger: Wish = (w.citizen().await, requested.1);
        assert_eq!(w.cancel(stranger).await, Err(Refusal::Unknown));
        let nothing: Wish = (requested.0, ReservationId(Uuid::new_v4()));
        assert_eq!(w.cancel(nothing).await, Err(Refusal::Unknown));
        assert_eq!(w.cancel(rejected).await, Err(Refusal::Already(Status::Rejected)));
        assert_eq!((w.cancel(requested).await, w.cancel(confirmed).await), (Ok(()), Ok(())));
        assert_eq!(w.cancel(confirmed).await, Err(Refusal::Already(Status::Cancelled)));
        let waiting = (rejected.0, w.wait(rejected.0, w.place(1, 0).await, None).await.unwrap());
        assert_eq!(w.cancel(waiting).await, Err(Refusal::Already(Status::Waiting)));
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.events("reservation_cancelled").await), (3, 2));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e1_twenty_cancels_at_once_are_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let wish = w.booking(place, day(1)).await;
        let other = w.replica(10).await;
        let answers = join_all(
            (0..20)
                .map(|n| cancel::by_person(if n % 2 == 0 { &w.db } else { &other }, wish.0.account, wish.1)),
        )
        .await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::Already(Status::Cancelled))));
        settle(&w.db).await;
        assert_eq!((w.status(wish.1).await.1, w.events("reservation_cancelled").await), (2, 1));
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (5, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn e1_confirming_rejecting_and_both_cancels_at_once_end_it_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 50).await;
        for _ in 0..20 {
            let (who, id) = w.booking(place, day(1)).await;
            let reason = CancelReason::Other;
            let answers = tokio::join!(
                confirm(&w.db, w.admin, place.hospital, id),
                cancel::by_person(&w.db, who.account, id),
                reject(&w.db, w.admin, place.hospital, id, RejectReason::Other, None),
                cancel::by_manager(&w.db, w.admin, place.hospital, id, reason, None),
            );
            let confirmed = i64::from(answers.0.unwrap().is_ok());
            let ends = [answers.1.unwrap(), answers.2.unwrap(), answers.3.unwrap()];
            assert_eq!(ends.iter().filter(|a| a.is_ok()).count(), 1, "{ends:?}");
            let (status, version) = w.status(id).await;
            assert!(matches!(status, Status::Cancelled | Status::Rejected));
            assert_eq!(version, 2 + confirmed);
            assert_eq!(w.events_of(&id.to_string()).await.len(), usize::try_from(version).unwrap());
        }
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (50, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f4_the_hospital_cancels_with_a_reason_and_the_person_is_told(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let wish = w.booking(place, day(1)).await;
        let manager = w.reservation_manager(place.hospital).await;
        confirm(&w.db, manager, place.hospital, wish.1).await.unwrap().unwrap();
        let reason = CancelReason::NotEligible;
        let done =
            cancel::by_manager(&w.db, manager, place.hospital, wish.1, reason, Some("의사와 상담")).await;
        assert_eq!(done.unwrap(), Ok(()));
        assert_eq!(w.status(wish.1).await, (Status::Cancelled, 3));
        // F5: what the notice is made from.
        assert_eq!(w.events_of(&wish.1.to_string()).await.last().unwrap().0, "reservation_cancelled");
        let act = w.acts().await.pop().unwrap();
        assert_eq!((act.0.as_str(), act.2.as_deref()), ("reservation_cancelled", Some(reason.key())));
        let row: (String, String, String) =
            sqlx::query_as("SELECT cancelled_by, reason, note FROM reservations WHERE reservation_id = $1")
                .bind(wish.1.0)
                .fetch_one(w.db.pool())
                .await
                .unwrap();
        assert_eq!(row, ("manager".to_owned(), reason.key().to_owned(), "의사와 상담".to_owned()));
        let other = w.hospital(5).await;
        let strange = cancel::by_manager(&w.db, manager, other, wish.1, reason, None).await.unwrap();
        assert_eq!(strange, Err(Refusal::Unknown));
        assert_eq!(cancel_by_manager!(w, place, wish.1), Err(Refusal::Already(Status::Cancelled)));
        let wait = w.wait(w.citizen().await, w.place(5, 0).await, None).await.unwrap();
        assert_eq!(cancel_by_manager!(w, place, wait), Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f7_a_dose_the_hospital_freed_is_bookable_in_silence(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 1).await;
        let wish = w.booking(place, day(1)).await;
        let line = w.line_of(place, 2).await;
        settle(&w.db).await;
        assert_eq!(cancel_by_manager!(w, place, wish.1), Ok(()));
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.ledger(place).await.earmarked), (1, 0));
        assert_eq!(w.statuses(&line).await, [Status::Waiting; 2]);
        assert_eq!((w.events("offer_made").await, w.events("hold_released").await), (0, 0));
        assert_eq!(w.events("hold_released_quietly").await, 1);
        // Anybody may book it, whatever the number in line.
        assert!(w.book(line[1].0, place, day(1)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f7_the_next_trigger_serves_the_line_first(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 2).await;
        let wishes = [w.booking(place, day(1)).await, w.booking(place, day(1)).await];
        let line = w.line_of(place, 3).await;
        settle(&w.db).await;
        assert_eq!(cancel_by_manager!(w, place, wishes[0].1), Ok(()));
        settle(&w.db).await;
        w.cancel(wishes[1]).await.unwrap();
        run(&w.db, &Release).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (1, 1), "only the person's alerts");
        settle(&w.db).await;
        // Being awake anyway, the worker hands out what is free.
        assert_eq!(w.statuses(&line).await, [Status::Offered, Status::Offered, Status::Waiting]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn f6_whoever_the_hospital_cancelled_may_wait_with_the_old_number_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 3).await;
        let wishes =
            [w.booking(place, day(1)).await, w.booking(place, day(1)).await, w.booking(place, day(1)).await];
        let [lost, gave_up, _] = wishes;
        let line = w.line_of(place, 1).await;
        settle(&w.db).await;
        assert_eq!(cancel_by_manager!(w, place, lost.1), Ok(()));
        settle(&w.db).await;
        // While a dose is free, there is nothing to wait for.
        let again = |wish: Wish| waitlist::Join { instead_of: Some(wish.1), ..join(wish.0, place, None) };
        assert_eq!(waitlist::join(&w.db, &again(lost)).await.unwrap(), Err(Refusal::BookNow));
        w.booked(place, day(2)).await;
        let wait = waitlist::join(&w.db, &again(lost)).await.unwrap().unwrap();
        assert_eq!(w.queue_no(wait).await, w.queue_no(lost.1).await);
        w.cancel(gave_up).await.unwrap();
        settle(&w.db).await;
        // Before those who joined after the request.
        assert_eq!((w.status(wait).await.0, w.status(line[0].1).await.0), (Status::Offered, Status::Waiting));
        // Once: the second wait is at the end.
        waitlist::withdraw(&w.db, lost.0.account, wait).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(line[0].1).await.0, Status::Offered);
        let second = waitlist::join(&w.db, &again(lost)).await.unwrap().unwrap();
        assert!(w.queue_no(second).await > w.queue_no(line[0].1).await);
        // Nor for who cancelled without need.
        let own = waitlist::join(&w.db, &again(gave_up)).await.unwrap().unwrap();
        assert!(w.queue_no(own).await > w.queue_no(second).await);
        assert!(accept_at(&w.db, line[0], day(3)).await.is_ok());
    })
    .await;
}
