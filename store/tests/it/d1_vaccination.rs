//! D1–D4: a dose is given: with a booking or without, once, in its order, from a lot that may be
//! used.

use crate::world::{Citizen, EXPIRY, NOW, Place, TODAY, World, day, key, settle, vaccine_form, world};
use domain::{
    account::Role,
    calendar::iso,
    id::{HospitalId, LotId, PersonId, VaccineId},
    person::{BirthDate, PersonName, Phone},
    refusal::Refusal,
    reservation::ReservationStatus as Status,
    vaccination::VaccinationStatus,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    account, hospital, lot,
    reservation::{self, confirm},
    vaccination::{self, Given, WalkIn},
    vaccine, view,
};
use time::Duration;

async fn status_of(w: &World, who: Citizen) -> Option<VaccinationStatus> {
    let all = view::vaccination::list_series(&w.db, who.account).await.unwrap();
    all.iter().find(|s| s.person == who.person).map(|s| s.series.status())
}

/// A vaccine that takes one dose.
async fn single(w: &World, name: &str) -> VaccineId {
    let mut form = vaccine_form(name, 1_000);
    form.doses_required = 1;
    vaccine::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_giving_a_booked_dose_uses_it_up_and_keeps_the_place(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 5).await;
        let (who, id) = w.booking(place, TODAY).await;
        confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
        let bookable = w.bookable(place).await;
        let given = w.vaccinate(place, who.person).await.unwrap();
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, ledger.bookable), (1, 0, bookable));
        assert_eq!((w.taken(place.hospital, TODAY).await, w.rows("holds").await), (1, 0));
        assert_eq!(w.acts().await.last().unwrap().1, format!("vaccination:{given}"));
        settle(&w.db).await;
        // D2–D4.
        assert_eq!(w.status(id).await, (Status::Vaccinated, 3));
        assert_eq!(status_of(w, who).await, Some(VaccinationStatus::InProgress));
        assert_eq!((w.taken(place.hospital, TODAY).await, w.bookable(place).await), (1, bookable));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_walk_in_takes_a_bookable_dose_and_a_place_of_today(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 3).await;
        let who = w.citizen().await;
        assert!(w.vaccinate(place, who.person).await.is_ok());
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.bookable), (1, 2));
        assert_eq!(w.taken(place.hospital, TODAY).await, 1);
        assert_eq!(w.vaccinate(place, w.citizen().await.person).await, Err(Refusal::DayFull));
        settle(&w.db).await;
        assert_eq!(status_of(w, who).await, Some(VaccinationStatus::InProgress));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_whoever_comes_on_another_day_moves_the_place_if_there_is_room(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 5).await;
        let early = w.booking(place, day(3)).await;
        let late = w.booking(place, day(4)).await;
        w.vaccinate(place, early.0.person).await.unwrap();
        assert_eq!((w.taken(place.hospital, TODAY).await, w.taken(place.hospital, day(3)).await), (1, 0));
        // Today is full now: the other one keeps the booked place.
        w.vaccinate(place, late.0.person).await.unwrap();
        assert_eq!((w.taken(place.hospital, TODAY).await, w.taken(place.hospital, day(4)).await), (1, 1));
        // Nor does a closed day stand in the way of who has a place.
        let other = w.place(1, 5).await;
        let booked = w.booking(other, day(2)).await;
        hospital::close_day(&w.db, w.admin, other.hospital, TODAY).await.unwrap().unwrap();
        w.vaccinate(other, booked.0.person).await.unwrap();
        assert_eq!(w.taken(other.hospital, day(2)).await, 1);
        settle(&w.db).await;
        assert_eq!(w.statuses(&[early, late, booked]).await, [Status::Vaccinated; 3]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_missed_day_still_gives_the_dose_while_its_hold_stands(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 5).await;
        let wish = w.booking(place, day(1)).await;
        let later = w.at(NOW + Duration::days(2)).await;
        w.vaccinate_at(&later, place, wish.0.person).await.unwrap();
        assert_eq!((w.taken(place.hospital, day(1)).await, w.taken(place.hospital, day(2)).await), (0, 1));
        settle(&later).await;
        assert_eq!(w.statuses(&[wish]).await, [Status::Vaccinated]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_an_offer_in_hand_is_used_like_a_booking(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 0).await;
        let line = w.line_of(place, 2).await;
        let who = w.citizen().await;
        let dated = (who, w.wait(who, place, Some(day(2))).await.unwrap());
        w.stock(place, 3).await;
        settle(&w.db).await;
        for wish in [line[0], dated] {
            w.vaccinate(place, wish.0.person).await.unwrap();
        }
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.offered, ledger.bookable), (2, 1, 0));
        settle(&w.db).await;
        assert_eq!(
            w.statuses(&[line[0], line[1], dated]).await,
            [Status::Vaccinated, Status::Offered, Status::Vaccinated]
        );
        assert_eq!((w.taken(place.hospital, TODAY).await, w.taken(place.hospital, day(2)).await), (2, 0));
        assert_eq!(w.rows("offers WHERE outcome = 'vaccinated'").await, 2);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_the_latest_booking_is_the_one_that_is_used(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        for n in 0..4 {
            // Cancelled and booked anew, and the first hold has not been given back yet.
            let old = w.booking(place, day(1 + n % 2)).await;
            w.cancel(old).await.unwrap();
            let new = (old.0, w.book(old.0, place, day(2 - n % 2)).await.unwrap());
            w.vaccinate(place, old.0.person).await.unwrap();
            settle(&w.db).await;
            assert_eq!(w.statuses(&[old, new]).await, [Status::Cancelled, Status::Vaccinated], "{n}");
        }
        assert_eq!((w.bookable(place).await, w.rows("holds").await), (5, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_lot_that_may_not_be_used_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "OLD", day(1), 5).await;
        let old = w.lot(place).await;
        w.stock_lot(place, "ONE", EXPIRY, 1).await;
        let one = w.lot(place).await;
        w.stock_lot(place, "RECALL", EXPIRY, 5).await;
        let recalled = w.lot(place).await;
        let who = w.booking(place, TODAY).await.0.person;
        let give = async |lot: LotId| vaccination::record(&w.db, &w.given(place, lot, who)).await.unwrap();
        lot::suspend(&w.db, w.admin, place.vaccine, "RECALL", "recall").await.unwrap().unwrap();
        assert_eq!(give(recalled).await, Err(Refusal::LotSuspended));
        let again = lot::suspend(&w.db, w.admin, place.vaccine, "RECALL", "recall").await.unwrap();
        assert_eq!(again, Err(Refusal::LotSuspended));
        w.booked(place, TODAY).await;
        let first = w.given(place, one, w.citizen().await.person);
        vaccination::record(&w.db, &first).await.unwrap().unwrap();
        assert_eq!(give(one).await, Err(Refusal::LotEmpty));
        let later = w.at(NOW + Duration::days(2)).await;
        let late = vaccination::record(&later, &w.given(place, old, who)).await.unwrap();
        assert_eq!(late, Err(Refusal::LotExpired));
        let nowhere = w.place(1, 1).await;
        assert_eq!(give(w.lot(nowhere).await).await, Err(Refusal::Unknown));
        assert_eq!(give(LotId(9_999)).await, Err(Refusal::Unknown));
        // Refusing left no trace.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.administered, ledger.reserved, w.rows("vaccinations").await), (1, 2, 1));
        assert_eq!(w.taken(place.hospital, TODAY).await, 3);
        lot::resume(&w.db, w.admin, place.vaccine, "RECALL").await.unwrap().unwrap();
        assert_eq!(
            lot::resume(&w.db, w.admin, place.vaccine, "RECALL").await.unwrap(),
            Err(Refusal::Unknown)
        );
        assert!(give(recalled).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_suspended_lot_is_no_reason_to_book(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 0).await;
        w.stock_lot(place, "SHORT", day(5), 2).await;
        w.stock_lot(place, "LONG", EXPIRY, 2).await;
        lot::suspend(&w.db, w.admin, place.vaccine, "LONG", "recall").await.unwrap().unwrap();
        assert_eq!(w.book(w.citizen().await, place, day(6)).await, Err(Refusal::AfterExpiry));
        assert!(w.book(w.citizen().await, place, day(5)).await.is_ok());
        lot::suspend(&w.db, w.admin, place.vaccine, "SHORT", "recall").await.unwrap().unwrap();
        assert_eq!(w.book(w.citizen().await, place, day(5)).await, Err(Refusal::AfterExpiry));
        lot::resume(&w.db, w.admin, place.vaccine, "LONG").await.unwrap().unwrap();
        assert!(w.book(w.citizen().await, place, day(6)).await.is_ok());
        let unknown = lot::suspend(&w.db, w.admin, place.vaccine, "NEVER", "recall").await.unwrap();
        assert_eq!(unknown, Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_walk_in_needs_a_dose_nobody_else_has_and_an_open_day(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 1).await;
        w.booked(place, day(1)).await;
        let who = w.citizen().await.person;
        assert_eq!(w.vaccinate(place, who).await, Err(Refusal::NoDoses));
        // Nor one that is kept for the line.
        let kept = w.place(5, 0).await;
        w.line_of(kept, 1).await;
        w.stock(kept, 1).await;
        assert_eq!(w.vaccinate(kept, who).await, Err(Refusal::NoDoses));
        let closed = w.place(5, 1).await;
        hospital::close_day(&w.db, w.admin, closed.hospital, TODAY).await.unwrap().unwrap();
        assert_eq!(w.vaccinate(closed, who).await, Err(Refusal::DayClosed));
        assert_eq!(w.vaccinate(closed, PersonId(99_999)).await, Err(Refusal::Unknown));
        let lot = w.lot(closed).await;
        let elsewhere = Given { hospital: HospitalId(place.hospital.0), ..w.given(closed, lot, who) };
        assert_eq!(vaccination::record(&w.db, &elsewhere).await.unwrap(), Err(Refusal::Unknown));
        assert_eq!((w.rows("vaccinations").await, w.taken(closed.hospital, day(1)).await), (0, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_nobody_is_given_what_is_not_for_them(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let other = Place { hospital: place.hospital, vaccine: w.vaccine().await };
        w.stock(other, 5).await;
        // Another vaccine is booked here, or was begun.
        let (who, _) = w.booking(place, day(1)).await;
        assert_eq!(w.vaccinate(other, who.person).await, Err(Refusal::WrongVaccine));
        w.vaccinate(place, who.person).await.unwrap();
        assert_eq!(w.vaccinate(other, who.person).await, Err(Refusal::WrongVaccine));
        let account = w.citizen().await.account;
        let birth = BirthDate::from_iso("2020-01-01").unwrap();
        let name = PersonName::parse("김아이").unwrap();
        let child = account::ensure_person(&w.db, account, &name, birth).await.unwrap();
        assert_eq!(w.vaccinate(place, child).await, Err(Refusal::TooYoung(12)));
        let once = Place { hospital: place.hospital, vaccine: single(w, "한 번").await };
        w.stock(once, 5).await;
        let done = w.citizen().await;
        w.vaccinate(once, done.person).await.unwrap();
        assert_eq!(w.vaccinate(once, done.person).await, Err(Refusal::SeriesComplete));
        settle(&w.db).await;
        assert_eq!(status_of(w, done).await, Some(VaccinationStatus::Complete));
        assert_eq!(w.book(done, once, day(30)).await, Err(Refusal::SeriesComplete));
        assert_eq!(w.book(done, place, day(30)).await, Err(Refusal::WrongVaccine));
        let nothing = w.place(5, 0).await;
        assert_eq!(
            w.wait(done, Place { vaccine: once.vaccine, ..nothing }, None).await,
            Err(Refusal::SeriesComplete)
        );
        assert_eq!(w.wait(done, nothing, None).await, Err(Refusal::WrongVaccine));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_somebody_without_a_booking_is_written_with_the_dose_or_not_at_all(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let lot = w.lot(place).await;
        let by = w.reservation_manager(place.hospital).await;
        let phone = Phone::parse("010-5555-0001").unwrap();
        let name = PersonName::parse("시험현장").unwrap();
        let record = async |born: &str, key| {
            let birth = BirthDate::from_iso(born).unwrap();
            let walk_in =
                WalkIn { by, hospital: place.hospital, lot, phone: &phone, name: &name, birth, key };
            vaccination::record_walk_in(&w.db, &walk_in).await.unwrap()
        };
        let there = async || (w.rows("accounts WHERE kind = 'citizen'").await, w.rows("persons").await);
        assert_eq!(record("2020-01-01", key()).await, Err(Refusal::TooYoung(12)));
        assert_eq!(there().await, (0, 0));
        let form = key();
        let first = record("1980-03-02", form).await.unwrap();
        assert_eq!(record("1980-03-02", form).await, Ok(first));
        assert_eq!((there().await, w.rows("vaccinations").await), ((1, 1), 1));
        assert_eq!(record("1980-03-02", key()).await, Err(Refusal::GivenToday));
        // A number of others is known as such.
        let others = async |born: &str| {
            account::find_of_others(&w.db, &phone, &name, BirthDate::from_iso(born).unwrap())
                .await
                .unwrap()
                .is_some()
        };
        assert_eq!((others("1980-03-02").await, others("1990-01-01").await), (false, true));
        let unknown = Phone::parse("010-5555-0002").unwrap();
        let birth = BirthDate::from_iso("1980-03-02").unwrap();
        assert_eq!(account::find_of_others(&w.db, &unknown, &name, birth).await.unwrap(), None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_booking_shows_the_day_of_the_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let (who, booking) = w.booking(place, day(3)).await;
        w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let mine = view::reservation::find_mine(&w.db, who.account, booking).await.unwrap().unwrap();
        assert_eq!((mine.status, mine.day_on), (Status::Vaccinated, Some(TODAY)));
        assert_eq!((w.taken(place.hospital, TODAY).await, w.taken(place.hospital, day(3)).await), (1, 0));
        let seen = view::visit::find(&w.db, place.hospital, booking).await.unwrap().unwrap();
        assert!(seen.record.is_some());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d4_the_second_dose_follows_after_the_interval_by_booking(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let who = w.citizen().await;
        w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let early = Err(Refusal::TooEarly(iso(day(21))));
        assert_eq!(w.book(who, place, day(20)).await.map(drop), early);
        assert_eq!(w.vaccinate(place, who.person).await, Err(Refusal::GivenToday));
        let id = w.book(who, place, day(21)).await.unwrap();
        // The status consumer read the first dose again, as after a restore: the second booking stands.
        sqlx::query("UPDATE consumers SET xid = '0', event_id = 0 WHERE name = 'status'")
            .execute(w.db.pool())
            .await
            .unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(id).await.0, Status::Requested);
        let then = w.at(NOW + Duration::days(21)).await;
        w.vaccinate_at(&then, place, who.person).await.unwrap();
        settle(&then).await;
        assert_eq!(
            (w.status(id).await.0, status_of(w, who).await),
            (Status::Vaccinated, Some(VaccinationStatus::Complete))
        );
        assert_eq!(w.vaccinate_at(&then, place, who.person).await, Err(Refusal::SeriesComplete));
        let doses = "vaccinations WHERE voided_at IS NULL AND dose_no IN (1, 2)";
        assert_eq!((w.rows(doses).await, w.ledger(place).await.administered), (2, 2));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d4_the_second_dose_may_be_a_walk_in_elsewhere(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let elsewhere = Place { hospital: w.hospital(9).await, ..place };
        w.stock(elsewhere, 2).await;
        let who = w.citizen().await;
        w.vaccinate(place, who.person).await.unwrap();
        let before = w.at(NOW + Duration::days(20)).await;
        assert_eq!(
            w.vaccinate_at(&before, elsewhere, who.person).await,
            Err(Refusal::TooEarly(iso(day(21))))
        );
        let then = w.at(NOW + Duration::days(21)).await;
        assert!(w.vaccinate_at(&then, elsewhere, who.person).await.is_ok());
        settle(&then).await;
        assert_eq!(status_of(w, who).await, Some(VaccinationStatus::Complete));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_form_sent_twenty_times_is_one_record(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let (who, _) = w.booking(place, TODAY).await;
        let lot = w.lot(place).await;
        let given = w.given(place, lot, who.person);
        let answers = join_all((0..20).map(|_| vaccination::record(&w.db, &given))).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| a.is_ok() && a == &answers[0]), "{answers:?}");
        let other = Given { person: w.citizen().await.person, ..given };
        assert_eq!(vaccination::record(&w.db, &other).await.unwrap(), Err(Refusal::KeyReused));
        assert_eq!((w.rows("vaccinations").await, w.events("vaccination_recorded").await), (1, 1));
        assert_eq!(w.rows("audit_log WHERE action = 'vaccination_recorded'").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_a_person_at_two_desks_at_once_gets_one_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(99, 99).await;
        let elsewhere = Place { hospital: w.hospital(99).await, ..place };
        w.stock(elsewhere, 99).await;
        for _ in 0..10 {
            let (who, _) = w.booking(place, TODAY).await;
            let (one, two) = tokio::join!(w.vaccinate(place, who.person), w.vaccinate(elsewhere, who.person));
            assert!(one.is_ok() != two.is_ok());
            assert_eq!(one.and(two).unwrap_err(), Refusal::GivenToday);
        }
        settle(&w.db).await;
        assert_eq!((w.rows("vaccinations").await, w.rows("holds").await), (10, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d1_walk_ins_and_bookings_at_once_stay_within_doses_and_places(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(12, 10).await;
        let other = w.replica(10).await;
        let people = w.citizens(40).await;
        let work = people.iter().enumerate().map(async |(n, who)| {
            if n % 2 == 0 {
                w.vaccinate_at(&other, place, who.person).await.is_ok()
            } else {
                w.book(*who, place, TODAY).await.is_ok()
            }
        });
        let done = join_all(work).await.into_iter().filter(|done| *done).count();
        assert_eq!((done, w.bookable(place).await, w.taken(place.hospital, TODAY).await), (10, 0, 10));
        let narrow = w.place(7, 50).await;
        let people = w.citizens(30).await;
        let work = people.iter().map(|who| w.vaccinate_at(&other, narrow, who.person));
        let done: Vec<_> = join_all(work).await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 7);
        assert!(done.iter().all(|d| d.is_ok() || *d == Err(Refusal::DayFull)));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d3_a_vaccination_ends_whatever_else_the_person_wished_for(pool: PgPool) {
    world(pool, async |w| {
        let here = w.place(9, 9).await;
        let there = w.place(9, 1).await;
        let empty = [w.place(9, 0).await, w.place(9, 0).await];
        let staff = w.staff(Role::VaccineManager(here.hospital)).await;
        let lot = w.lot(here).await;
        // A booking elsewhere, with somebody behind it.
        let (who, booked) = w.booking(there, day(3)).await;
        let behind = w.line_of(there, 1).await[0];
        let given = Given { by: staff, ..w.given(here, lot, who.person) };
        vaccination::record(&w.db, &given).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(
            (w.status(booked).await.0, w.status(behind.1).await.0),
            (Status::Cancelled, Status::Offered)
        );
        assert_eq!(w.rows("reservations WHERE cancelled_by = 'vaccination'").await, 1);
        // Waits and an offer elsewhere.
        let who = w.citizen().await;
        let waits = [
            (who, w.wait(who, empty[0], None).await.unwrap()),
            (who, w.wait(who, empty[1], Some(day(2))).await.unwrap()),
        ];
        w.stock(empty[1], 1).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&waits).await, [Status::Waiting, Status::Offered]);
        let given = Given { person: who.person, key: key(), ..given };
        vaccination::record(&w.db, &given).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(w.statuses(&waits).await, [Status::Withdrawn; 2]);
        assert_eq!((w.bookable(empty[1]).await, w.taken(empty[1].hospital, day(2)).await), (1, 0));
        assert_eq!(w.rows("offers WHERE outcome = 'vaccinated'").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn d3_a_wish_for_the_later_dose_stays(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(9, 9).await;
        let nothing = Place { hospital: w.hospital(9).await, ..place };
        let who = w.citizen().await;
        w.vaccinate(place, who.person).await.unwrap();
        // Before the status consumer has read of the first dose.
        let wait = w.wait(who, nothing, Some(day(30))).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(wait).await.0, Status::Waiting);
        let booked = w.book(who, place, day(25)).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(booked).await.0, Status::Requested);
        let too_early =
            reservation::request_one(&w.db, crate::world::request(who, place, day(2))).await.unwrap();
        assert_eq!(too_early, Err(Refusal::TooEarly(iso(day(21)))));
    })
    .await;
}
