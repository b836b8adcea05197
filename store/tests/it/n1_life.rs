//! N1: all commands and all workers at once: nobody waits in a circle, and everything adds up.

use crate::world::{Citizen, NOW, Place, World, day, join, key, request, settle, world};
use domain::{
    disposal::DisposalReason,
    id::{HospitalId, LotId, PersonId, ReservationId, VaccinationId, VaccineId},
    reservation::{CancelReason, RejectReason},
    vaccination::VoidReason,
};
use futures_util::future::join_all;
use rand::{RngExt, seq::IndexedRandom};
use sqlx::PgPool;
use store::{
    Db, cancel,
    disposal::{Dispose, dispose, preview},
    hospital, line, lot, nightly, offer, outbox,
    relay::Relay,
    release::Release,
    reschedule::reschedule,
    reservation, vaccination, waitlist,
};
use time::Duration;
use uuid::Uuid;

/// What a person has at the moment.
async fn active(db: &Db, who: Citizen) -> Vec<(ReservationId, String)> {
    let rows: Vec<(Uuid, String)> = sqlx::query_as(
        "SELECT reservation_id, status FROM reservations
         WHERE account_id = $1 AND status IN ('waiting', 'offered', 'requested', 'confirmed')",
    )
    .bind(who.account.0)
    .fetch_all(db.pool())
    .await
    .unwrap();
    rows.into_iter().map(|(id, status)| (ReservationId(id), status)).collect()
}

/// A person who cannot decide. Every refusal is an answer; no error is.
async fn live(db: &Db, who: Citizen, places: &[Place]) {
    for _ in 0..14 {
        let place = *places.choose(&mut rand::rng()).unwrap();
        let on = day(rand::rng().random_range(0..4));
        let mine = active(db, who).await;
        let Some((id, status)) = mine.choose(&mut rand::rng()).cloned() else {
            if reservation::request_one(db, request(who, place, on)).await.unwrap().is_err() {
                let wanted = (on != day(0)).then_some(on);
                let _ = waitlist::join(db, &join(who, place, wanted)).await.unwrap();
            }
            continue;
        };
        let dice = rand::rng().random_range(0..4);
        match (status.as_str(), dice) {
            ("offered", 0) => drop(offer::decline(db, who.account, id).await.unwrap()),
            ("waiting" | "offered", 1) => drop(waitlist::withdraw(db, who.account, id).await.unwrap()),
            ("offered", _) => drop(offer::accept(db, who.account, id, on, key()).await.unwrap()),
            ("waiting", _) => drop(waitlist::join(db, &join(who, place, None)).await.unwrap()),
            (_, 0 | 1) => drop(cancel::by_person(db, who.account, id).await.unwrap()),
            _ => drop(reschedule(db, who.account, id, on).await.unwrap()),
        }
    }
}

/// Somebody's booking, of which hospital, vaccine and person.
async fn some_booking(db: &Db) -> Option<(ReservationId, Place, PersonId)> {
    let row: Option<(Uuid, i64, i64, i64)> = sqlx::query_as(
        "SELECT reservation_id, hospital_id, vaccine_id, person_id FROM reservations
         WHERE status IN ('requested', 'confirmed', 'offered') ORDER BY random() LIMIT 1",
    )
    .fetch_optional(db.pool())
    .await
    .unwrap();
    row.map(|(id, hospital, vaccine, person)| {
        let place = Place { hospital: HospitalId(hospital), vaccine: VaccineId(vaccine) };
        (ReservationId(id), place, PersonId(person))
    })
}

/// The hospital's side, as fast as it goes.
async fn desk(w: &World, db: &Db) {
    for n in 0..60 {
        let Some((id, place, person)) = some_booking(db).await else { continue };
        let of = place.hospital;
        match n % 6 {
            0 | 1 => drop(reservation::confirm(db, w.admin, of, id).await.unwrap()),
            2 => drop(reservation::reject(db, w.admin, of, id, RejectReason::Other, None).await.unwrap()),
            3 => {
                let done = cancel::by_manager(db, w.admin, of, id, CancelReason::Other, None).await;
                drop(done.unwrap());
            }
            _ => drop(w.vaccinate_at(db, place, person).await),
        }
        if n % 9 == 0 {
            let given: Option<Uuid> = sqlx::query_scalar(
                "SELECT vaccination_id FROM vaccinations WHERE voided_at IS NULL ORDER BY random() LIMIT 1",
            )
            .fetch_optional(db.pool())
            .await
            .unwrap();
            if let Some(id) = given.map(VaccinationId) {
                let _ = vaccination::void(db, w.admin, None, id, VoidReason::NotGiven).await.unwrap();
            }
        }
    }
}

/// Doses come and go.
async fn store_room(w: &World, db: &Db, places: &[Place]) {
    for n in 0..24_i64 {
        let place = *places.choose(&mut rand::rng()).unwrap();
        w.stock_at(db, place, 2).await;
        let lot: LotId = w.lot(place).await;
        if let Ok(shown) = preview(db, place.hospital, lot, 1).await.unwrap() {
            let what = Dispose {
                by: w.admin,
                hospital: place.hospital,
                lot,
                doses: 1,
                reason: DisposalReason::Damaged,
                note: None,
                shown: shown.digest,
                key: key(),
            };
            let _ = dispose(db, &what).await.unwrap();
        }
        if n % 6 == 0 {
            let number: String = sqlx::query_scalar("SELECT lot_number FROM lots WHERE lot_id = $1")
                .bind(lot.0)
                .fetch_one(db.pool())
                .await
                .unwrap();
            let _ = lot::suspend(db, w.admin, place.vaccine, &number, "recall").await.unwrap();
            let _ = hospital::close_day(db, w.admin, place.hospital, day(3)).await.unwrap();
            let _ = lot::resume(db, w.admin, place.vaccine, &number).await.unwrap();
            let _ = hospital::reopen_day(db, w.admin, place.hospital, day(3)).await.unwrap();
        }
    }
}

/// One process of workers.
async fn workers(db: &Db) {
    for _ in 0..40 {
        outbox::run(db, &vaccination::Status, 20).await.unwrap();
        outbox::run(db, &Release, 20).await.unwrap();
        outbox::run(db, &line::Line, 20).await.unwrap();
        outbox::run(db, &Relay, 20).await.unwrap();
        line::serve(db).await.unwrap();
        offer::lapse(db, 20).await.unwrap();
    }
}

/// The calendar of a later day, again and again.
async fn calendar(db: &Db) {
    for _ in 0..12 {
        nightly::run(db).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_everything_at_once_neither_blocks_nor_miscounts(pool: PgPool) {
    world(pool, async |w| {
        let vaccines = [w.vaccine().await, w.vaccine().await];
        let mut places = Vec::new();
        for _ in 0..2 {
            let hospital = w.hospital(12).await;
            for vaccine in vaccines {
                let place = Place { hospital, vaccine };
                w.stock(place, 4).await;
                places.push(place);
            }
        }
        let people = w.citizens(40).await;
        let (citizens, staff, more) = (w.replica(12).await, w.replica(6).await, w.replica(6).await);
        let (later, tomorrow) = (w.at(NOW + Duration::hours(2)).await, w.at(NOW + Duration::days(1)).await);
        tokio::join!(
            join_all(people.iter().map(|who| live(&citizens, *who, &places))),
            desk(w, &staff),
            store_room(w, &more, &places),
            workers(&w.db),
            workers(&later),
            calendar(&tomorrow),
        );
        settle(&tomorrow).await;
        assert_eq!(w.rows("parked_events").await, 0);
        // Enough of everything happened.
        for kind in [
            "offer_made",
            "offer_accepted",
            "reservation_cancelled",
            "reservation_rescheduled",
            "vaccination_recorded",
            "doses_discarded",
        ] {
            assert!(w.events(kind).await > 0, "{kind}");
        }
        // Nobody has two bookings, nobody two doses of one day.
        let twice = "(SELECT FROM vaccinations WHERE voided_at IS NULL GROUP BY person_id, given_on HAVING count(*) > 1) t";
        assert_eq!(w.rows(twice).await, 0);
    })
    .await;
}
