//! N4: vaccinating goes on while nobody follows the events, and everything catches up.

use crate::world::{NOW, TODAY, day, run, settle, world};
use domain::reservation::ReservationStatus as Status;
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{audit, nightly, outbox, release::Release, vaccination};
use time::Duration;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n4_a_hundred_vaccinations_without_the_status_consumer_catch_up(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(200, 120).await;
        let people = w.citizens(100).await;
        let mut wishes = Vec::new();
        for who in people {
            wishes.push((who, w.book(who, place, TODAY).await.unwrap()));
        }
        for ten in wishes.chunks(10) {
            let given = join_all(ten.iter().map(|wish| w.vaccinate(place, wish.0.person))).await;
            assert!(given.iter().all(Result::is_ok), "{given:?}");
        }
        // The doses are used up, though every reservation still says otherwise.
        assert!(w.statuses(&wishes).await.iter().all(|s| *s == Status::Requested));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, ledger.bookable), (100, 0, 20));
        assert_eq!((w.rows("holds").await, audit::run(&w.db).await.unwrap()), (0, vec![]));
        // Two workers follow at once.
        let other = w.replica(2).await;
        let work = async |db| {
            for _ in 0..20 {
                outbox::run(db, &vaccination::Status, 30).await.unwrap();
            }
        };
        tokio::join!(work(&w.db), work(&other));
        settle(&w.db).await;
        assert!(w.statuses(&wishes).await.iter().all(|s| *s == Status::Vaccinated));
        assert_eq!(w.events("reservation_vaccinated").await, 100);
        assert_eq!(w.ledger(place).await, ledger);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n4_what_happens_to_the_reservation_meanwhile_changes_no_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let cancelled = w.booking(place, TODAY).await;
        let missed = w.booking(place, TODAY).await;
        for wish in [cancelled, missed] {
            w.vaccinate(place, wish.0.person).await.unwrap();
        }
        let ledger = w.ledger(place).await;
        // The status says 예약 등록, so the person may cancel: nothing comes back twice.
        assert_eq!(w.cancel(cancelled).await, Ok(()));
        run(&w.db, &Release).await;
        assert_eq!(w.ledger(place).await, ledger);
        // The day passes: whoever has no hold any more did not stay away.
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        assert_eq!(nightly::run(&tomorrow).await.unwrap().missed, 0);
        settle(&w.db).await;
        assert_eq!(w.statuses(&[cancelled, missed]).await, [Status::Vaccinated; 2]);
        assert_eq!(w.ledger(place).await, ledger);
        // The correcting notice is made from what it was.
        let was: Vec<String> = sqlx::query_scalar(
            "SELECT body ->> 'was' FROM events WHERE kind = 'reservation_vaccinated' ORDER BY event_id",
        )
        .fetch_all(w.db.pool())
        .await
        .unwrap();
        assert_eq!(was, ["cancelled", "requested"]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n4_a_vaccination_after_a_cancel_is_a_fact(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 1).await;
        let wish = w.booking(place, TODAY).await;
        w.cancel(wish).await.unwrap();
        // The hold has not been given back: the dose is still this person's.
        w.vaccinate(place, wish.0.person).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(wish.1).await.0, Status::Vaccinated);
        let was: String =
            sqlx::query_scalar("SELECT body ->> 'was' FROM events WHERE kind = 'reservation_vaccinated'")
                .fetch_one(w.db.pool())
                .await
                .unwrap();
        assert_eq!(
            (was.as_str(), w.bookable(place).await, w.ledger(place).await.administered),
            ("cancelled", 0, 1)
        );
        // After the release it is a walk-in, and the cancelled booking stays cancelled.
        let late = w.place(9, 2).await;
        let wish = w.booking(late, day(1)).await;
        w.cancel(wish).await.unwrap();
        settle(&w.db).await;
        w.vaccinate(late, wish.0.person).await.unwrap();
        settle(&w.db).await;
        assert_eq!((w.status(wish.1).await.0, w.bookable(late).await), (Status::Cancelled, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n4_releasing_and_vaccinating_at_once_count_the_dose_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let other = w.replica(4).await;
        for _ in 0..15 {
            let wish = w.booking(place, TODAY).await;
            w.cancel(wish).await.unwrap();
            let give_back = async {
                outbox::run(&other, &Release, 10).await.unwrap();
            };
            let (given, ()) = tokio::join!(w.vaccinate(place, wish.0.person), give_back);
            assert!(given.is_ok());
        }
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, ledger.bookable), (15, 0, 84));
        assert_eq!(w.taken(place.hospital, TODAY).await, 15);
    })
    .await;
}
