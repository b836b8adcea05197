//! A record made by mistake is taken back: by a second person, with a reason, and the ledger follows.

use crate::world::{EXPIRY, NOW, Place, TODAY, World, day, key, settle, world};
use domain::{
    account::Role,
    id::{AccountId, PersonId, VaccinationId},
    refusal::Refusal,
    reservation::ReservationStatus as Status,
    vaccination::VoidReason,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    Db,
    vaccination::{self, Given, void},
};
use time::Duration;
use uuid::Uuid;

async fn manager(w: &World, place: Place) -> AccountId {
    w.staff(Role::VaccineManager(place.hospital)).await
}

async fn give(w: &World, db: &Db, by: AccountId, place: Place, person: PersonId) -> VaccinationId {
    let lot = w.lot(place).await;
    let given = Given { by, hospital: place.hospital, lot, person, key: key() };
    vaccination::record(db, &given).await.unwrap().unwrap()
}

/// An admin takes a record back.
async fn take_back(w: &World, db: &Db, id: VaccinationId) -> Result<(), Refusal> {
    void(db, w.admin, None, id, VoidReason::NotGiven).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_taking_a_record_back_confirms_the_booking_again(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (one, two) = (manager(w, place).await, manager(w, place).await);
        let (who, id) = w.booking(place, TODAY).await;
        let before = w.ledger(place).await;
        let record = give(w, &w.db, one, place, who.person).await;
        settle(&w.db).await;
        let of = Some(place.hospital);
        // It takes a second person of the same hospital, or an admin.
        assert_eq!(
            void(&w.db, one, of, record, VoidReason::Twice).await.unwrap(),
            Err(Refusal::SecondPersonNeeded)
        );
        let elsewhere = Some(w.hospital(5).await);
        assert_eq!(
            void(&w.db, two, elsewhere, record, VoidReason::Twice).await.unwrap(),
            Err(Refusal::Unknown)
        );
        let nothing = VaccinationId(Uuid::new_v4());
        assert_eq!(void(&w.db, two, of, nothing, VoidReason::Twice).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!(void(&w.db, two, of, record, VoidReason::WrongPerson).await.unwrap(), Ok(()));
        assert_eq!(
            void(&w.db, two, of, record, VoidReason::Twice).await.unwrap(),
            Err(Refusal::AlreadyVoided)
        );
        assert_eq!((w.ledger(place).await, w.taken(place.hospital, TODAY).await), (before, 1));
        assert_eq!((w.status(id).await, w.rows("holds").await), ((Status::Confirmed, 3), 1));
        let act = w.acts().await.pop().unwrap();
        assert_eq!(
            act,
            (
                "vaccination_voided".to_owned(),
                format!("vaccination:{record}"),
                Some("wrong_person".to_owned())
            )
        );
        settle(&w.db).await;
        assert_eq!(w.status(id).await.0, Status::Confirmed);
        // And now for real.
        let again = give(w, &w.db, one, place, who.person).await;
        settle(&w.db).await;
        assert_eq!((w.status(id).await.0, w.ledger(place).await.administered), (Status::Vaccinated, 1));
        assert_ne!(again, record);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_an_admin_may_take_back_a_record_of_their_own(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        let record = w.vaccinate(place, who.person).await.unwrap();
        assert_eq!(take_back(w, &w.db, record).await, Ok(()));
        // A walk-in leaves neither hold nor place behind.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, ledger.bookable), (0, 0, 5));
        assert_eq!(w.taken(place.hospital, TODAY).await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_ten_who_take_back_at_once_do_it_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, _) = w.booking(place, day(1)).await;
        let record = w.vaccinate(place, who.person).await.unwrap();
        let answers = join_all((0..10).map(|_| take_back(w, &w.db, record))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::AlreadyVoided)));
        assert_eq!((w.events("vaccination_voided").await, w.rows("holds").await), (1, 1));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, ledger.bookable), (0, 1, 4));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_the_later_dose_goes_first(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let who = w.citizen().await;
        let first = w.vaccinate(place, who.person).await.unwrap();
        let then = w.at(NOW + Duration::days(21)).await;
        let second = w.vaccinate_at(&then, place, who.person).await.unwrap();
        assert_eq!(take_back(w, &then, first).await, Err(Refusal::LaterDose));
        assert_eq!(take_back(w, &then, second).await, Ok(()));
        assert_eq!(take_back(w, &then, first).await, Ok(()));
        assert_eq!(w.ledger(place).await.bookable, 5);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_once_the_day_has_passed_the_booking_counts_as_not_come(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 1).await;
        let wish = w.booking(place, TODAY).await;
        let record = w.vaccinate(place, wish.0.person).await.unwrap();
        settle(&w.db).await;
        let line = w.line_of(place, 1).await;
        settle(&w.db).await;
        let tomorrow = w.at(NOW + Duration::days(1)).await;
        assert_eq!(take_back(w, &tomorrow, record).await, Ok(()));
        settle(&tomorrow).await;
        assert_eq!((w.status(wish.1).await.0, w.taken(place.hospital, TODAY).await), (Status::NoShow, 0));
        // In silence: nobody in line hears of the dose, and anybody may book it.
        assert_eq!((w.bookable(place).await, w.statuses(&line).await), (1, vec![Status::Waiting]));
        assert!(w.book(w.citizen().await, place, day(3)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_with_another_booking_meanwhile_the_dose_comes_back_alone(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let wish = w.booking(place, TODAY).await;
        let record = w.vaccinate(place, wish.0.person).await.unwrap();
        settle(&w.db).await;
        let second = w.book(wish.0, place, day(30)).await.unwrap();
        assert_eq!(take_back(w, &w.db, record).await, Ok(()));
        settle(&w.db).await;
        assert_eq!((w.status(wish.1).await.0, w.status(second).await.0), (Status::NoShow, Status::Requested));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.bookable), (1, 4));
        assert_eq!(w.taken(place.hospital, TODAY).await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_dose_of_a_lot_that_expired_meanwhile_is_expired(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 0).await;
        w.stock_lot(place, "SHORT", day(1), 2).await;
        let (who, id) = w.booking(place, day(1)).await;
        // Today is full, so the booked place stays.
        for _ in 0..5 {
            let other = Place { hospital: place.hospital, vaccine: w.vaccine().await };
            w.stock_lot(other, "OTHER", EXPIRY, 1).await;
            w.vaccinate(other, w.citizen().await.person).await.unwrap();
        }
        let record = w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let later = w.at(NOW + Duration::days(2)).await;
        assert_eq!(take_back(w, &later, record).await, Ok(()));
        settle(&later).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.expired, ledger.bookable), (0, 1, 1));
        assert_eq!((w.status(id).await.0, w.taken(place.hospital, day(1)).await), (Status::NoShow, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_taken_back_before_the_status_followed_the_booking_is_confirmed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let wish = w.booking(place, day(1)).await;
        let record = w.vaccinate(place, wish.0.person).await.unwrap();
        assert_eq!(take_back(w, &w.db, record).await, Ok(()));
        settle(&w.db).await;
        assert_eq!(
            (w.status(wish.1).await.0, w.events("reservation_vaccinated").await),
            (Status::Confirmed, 0)
        );
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.reserved, ledger.bookable), (1, 4));
    })
    .await;
}
