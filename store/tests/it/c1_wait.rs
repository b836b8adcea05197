//! C1, N5: what a booking does to the person's waits, and where a refused one leads.

use crate::world::{Citizen, Place, World, day, world};
use domain::{refusal::Refusal, reservation::ReservationStatus};
use sqlx::PgPool;
use store::{hospital, waitlist};

/// A place without doses.
async fn empty(w: &World) -> Place {
    w.place(10, 0).await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_booking_ends_the_persons_own_waits_and_says_so(pool: PgPool) {
    world(pool, async |w| {
        let (who, other) = (w.citizen().await, w.citizen().await);
        let mut waits = Vec::new();
        for _ in 0..3 {
            waits.push(w.wait(who, empty(w).await, None).await.unwrap());
        }
        let left = waits.pop().unwrap();
        waitlist::withdraw(&w.db, who.account, left).await.unwrap().unwrap();
        let kept = w.wait(other, empty(w).await, None).await.unwrap();
        let place = w.place(10, 1).await;
        w.book(who, place, day(1)).await.unwrap();
        for id in waits {
            assert_eq!(w.status(id).await, (ReservationStatus::Withdrawn, 2));
            let events = w.events_of(&id.to_string()).await;
            assert_eq!(events, [("waitlist_joined".to_owned(), 1), ("wait_withdrawn".to_owned(), 2)]);
        }
        assert_eq!(w.status(left).await.1, 2);
        assert_eq!(w.status(kept).await, (ReservationStatus::Waiting, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_refused_booking_ends_no_wait(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let wait = w.wait(who, empty(w).await, None).await.unwrap();
        let full = w.place(1, 5).await;
        w.booked(full, day(1)).await;
        assert_eq!(w.book(who, full, day(1)).await, Err(Refusal::DayFull));
        assert_eq!(w.status(wait).await, (ReservationStatus::Waiting, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_booking_and_joining_at_once_never_leave_both(pool: PgPool) {
    world(pool, async |w| {
        let line = empty(w).await;
        let place = w.place(40, 40).await;
        for who in w.citizens(20).await {
            let (booked, joined) = tokio::join!(w.book(who, place, day(1)), w.wait(who, line, None));
            assert!(booked.is_ok());
            assert!(joined.is_ok() || joined == Err(Refusal::AlreadyBooked), "{joined:?}");
        }
        assert_eq!(w.rows("reservations WHERE status = 'waiting'").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n5_what_the_line_can_mend_leads_there_and_nothing_else_does(pool: PgPool) {
    world(pool, async |w| {
        let (none, full) = (empty(w).await, w.place(1, 5).await);
        let short = Place { hospital: w.hospital(5).await, vaccine: w.vaccine().await };
        w.stock_lot(short, "A-1", day(5), 5).await;
        w.booked(full, day(1)).await;
        hospital::close_day(&w.db, w.admin, full.hospital, day(2)).await.unwrap().unwrap();
        let refused = async |who: Citizen, place, n| w.book(who, place, day(n)).await.unwrap_err();
        let who = w.citizen().await;
        for (place, n) in [(none, 1), (full, 1)] {
            assert!(refused(who, place, n).await.leads_to_waitlist());
            assert!(w.wait(who, place, Some(day(n))).await.is_ok());
        }
        for (place, n) in [(full, -1), (full, 2), (full, 61), (short, 6)] {
            assert!(!refused(who, place, n).await.leads_to_waitlist());
            assert_eq!(w.wait(w.citizen().await, place, None).await, Err(Refusal::BookNow));
        }
    })
    .await;
}
