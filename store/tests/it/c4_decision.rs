//! C3–C5: the hospital accepts or rejects, once.

use crate::world::{day, settle, world};
use domain::{
    id::ReservationId,
    refusal::Refusal,
    reservation::{RejectReason, ReservationStatus as Status},
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    reservation::{confirm, reject},
    view,
};
use uuid::Uuid;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c4_accepting_takes_nothing_more(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let id = w.booked(place, day(1)).await;
        let manager = w.reservation_manager(place.hospital).await;
        confirm(&w.db, manager, place.hospital, id).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(id).await, (Status::Confirmed, 2));
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (9, 1));
        let events = w.events_of(&id.to_string()).await;
        assert_eq!(
            events,
            [("reservation_requested".to_owned(), 1), ("reservation_confirmed".to_owned(), 2)]
        );
        let subject = format!("reservation:{id}");
        assert_eq!(w.acts().await.last().unwrap(), &("reservation_confirmed".to_owned(), subject, None));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c5_rejecting_tells_why_and_gives_dose_and_place_back(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        let who = w.citizen().await;
        let id = w.book(who, place, day(1)).await.unwrap();
        let manager = w.reservation_manager(place.hospital).await;
        let reason = RejectReason::NotEligible;
        reject(&w.db, manager, place.hospital, id, reason, Some("의사와 상담")).await.unwrap().unwrap();
        assert_eq!(w.status(id).await, (Status::Rejected, 2));
        let mine = view::reservation::find_mine(&w.db, who.account, id).await.unwrap().unwrap();
        assert_eq!((mine.reason, mine.note.as_deref()), (Some(reason), Some("의사와 상담")));
        assert!(mine.decided_at.is_some() && mine.ended_at.is_some());
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (1, 0));
        assert_eq!(w.acts().await.last().unwrap().2.as_deref(), Some(reason.key()));
        // Whoever was rejected may book again.
        assert!(w.book(who, place, day(1)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c4_of_accepting_and_rejecting_at_once_one_wins(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 50).await;
        let manager = w.reservation_manager(place.hospital).await;
        for n in 0..30 {
            let id = w.booked(place, day(1)).await;
            let accept = confirm(&w.db, manager, place.hospital, id);
            let refuse = reject(&w.db, manager, place.hospital, id, RejectReason::Other, None);
            // Whoever is asked first has an edge: take turns.
            let (accepted, refused) = if n % 2 == 0 {
                tokio::join!(accept, refuse)
            } else {
                let (refused, accepted) = tokio::join!(refuse, accept);
                (accepted, refused)
            };
            let (status, version) = w.status(id).await;
            match (accepted.unwrap(), refused.unwrap()) {
                (Ok(()), Err(loser)) => {
                    assert_eq!((status, loser), (Status::Confirmed, Refusal::Already(Status::Confirmed)));
                }
                (Err(loser), Ok(())) => {
                    assert_eq!((status, loser), (Status::Rejected, Refusal::Already(Status::Rejected)));
                }
                both => panic!("{both:?}"),
            }
            assert_eq!((version, w.events_of(&id.to_string()).await.len()), (2, 2));
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c5_ten_rejections_at_once_are_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let manager = w.reservation_manager(place.hospital).await;
        let id = w.booked(place, day(1)).await;
        let refuse = || reject(&w.db, manager, place.hospital, id, RejectReason::Duplicate, None);
        let answers: Vec<_> =
            join_all((0..10).map(|_| refuse())).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::Already(Status::Rejected))));
        settle(&w.db).await;
        assert_eq!((w.bookable(place).await, w.events("reservation_rejected").await), (5, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c4_another_hospitals_reservation_looks_like_an_unknown_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let other = w.hospital(5).await;
        let stranger = w.reservation_manager(other).await;
        let id = w.booked(place, day(1)).await;
        assert_eq!(confirm(&w.db, stranger, other, id).await.unwrap(), Err(Refusal::Unknown));
        let refused = reject(&w.db, stranger, other, id, RejectReason::Other, None).await.unwrap();
        assert_eq!(refused, Err(Refusal::Unknown));
        let nothing = ReservationId(Uuid::new_v4());
        assert_eq!(confirm(&w.db, stranger, other, nothing).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(w.status(id).await, (Status::Requested, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c4_a_wait_is_no_request(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 0).await;
        let manager = w.reservation_manager(place.hospital).await;
        let id = w.wait(w.citizen().await, place, Some(day(1))).await.unwrap();
        let waiting = Err(Refusal::Already(Status::Waiting));
        assert_eq!(confirm(&w.db, manager, place.hospital, id).await.unwrap(), waiting);
        let refused = reject(&w.db, manager, place.hospital, id, RejectReason::Other, None).await.unwrap();
        assert_eq!(refused, waiting);
        assert_eq!(w.status(id).await, (Status::Waiting, 1));
    })
    .await;
}
