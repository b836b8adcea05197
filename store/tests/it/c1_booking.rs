//! C1, C2, N1, N2: one request for a dose, and every reason against it.

use crate::world::{Citizen, Place, World, day, request, settle, world};
use domain::{
    id::{HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
    reservation::ReservationStatus,
};
use sqlx::PgPool;
use store::{reservation, view};
use time::{OffsetDateTime, macros::datetime};

/// A refused booking writes nothing at all.
async fn assert_nothing_written(w: &World) {
    for table in ["reservations", "holds", "idempotency_keys WHERE account_id <> 1"] {
        assert_eq!(w.rows(table).await, 0, "{table}");
    }
    assert_eq!(w.events("reservation_requested").await, 0);
}

async fn book_at(
    w: &World,
    now: OffsetDateTime,
    who: Citizen,
    place: Place,
    n: i64,
) -> Result<ReservationId, Refusal> {
    reservation::request_one(&w.at(now).await, request(who, place, day(n))).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c2_a_booking_is_requested_and_holds_a_dose_and_a_place(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let who = w.citizen().await;
        let id = w.book(who, place, day(3)).await.unwrap();
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(3)).await), (4, 1));
        settle(&w.db).await;
        let stock = &view::stock::list(&w.db, place.hospital).await.unwrap()[0];
        assert_eq!((stock.ledger.reserved, stock.ledger.on_hand()), (1, 5));
        assert_eq!(w.status(id).await, (ReservationStatus::Requested, 1));
        assert_eq!(w.events_of(&id.to_string()).await, [("reservation_requested".to_owned(), 1)]);
        assert_eq!(w.rows("holds WHERE kind = 'reserved'").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_full_day_refuses_booking(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(2, 5).await;
        w.booked(place, day(1)).await;
        w.booked(place, day(1)).await;
        let who = w.citizen().await;
        let refused = w.book(who, place, day(1)).await.unwrap_err();
        assert_eq!(refused, Refusal::DayFull);
        assert!(refused.leads_to_waitlist());
        assert_eq!((w.bookable(place).await, w.taken(place.hospital, day(1)).await), (3, 2));
        assert!(w.book(who, place, day(2)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_no_doses_refuse_booking(pool: PgPool) {
    world(pool, async |w| {
        let never = w.place(10, 0).await;
        assert_eq!(w.book(w.citizen().await, never, day(1)).await, Err(Refusal::NoDoses));
        assert_nothing_written(w).await;
        let gone = w.place(10, 1).await;
        w.booked(gone, day(1)).await;
        assert_eq!(w.book(w.citizen().await, gone, day(2)).await, Err(Refusal::NoDoses));
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_past_day_and_one_not_yet_open_refuse_booking(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let who = w.citizen().await;
        assert_eq!(w.book(who, place, day(-1)).await, Err(Refusal::DayPast));
        assert_eq!(w.book(who, place, day(61)).await, Err(Refusal::DayClosed));
        assert_eq!(w.book(who, place, day(100_000)).await, Err(Refusal::DayClosed));
        assert_nothing_written(w).await;
        assert!(w.book(who, place, day(60)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_today_can_be_booked_until_the_closing_hour(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let (early, late) = (w.citizen().await, w.citizen().await);
        assert!(book_at(w, datetime!(2026-12-01 17:55 +9), early, place, 0).await.is_ok());
        for hour in
            [datetime!(2026-12-01 18:00 +9), datetime!(2026-12-01 23:50 +9), datetime!(2026-12-02 00:00 +9)]
        {
            assert_eq!(book_at(w, hour, late, place, 0).await, Err(Refusal::DayPast), "{hour}");
        }
        assert!(book_at(w, datetime!(2026-12-01 23:50 +9), late, place, 1).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_the_day_turns_at_midnight_in_seoul(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let (one, two) = (w.citizen().await, w.citizen().await);
        // 15:00 UTC is midnight in Seoul: the second of December begins.
        assert!(book_at(w, datetime!(2026-12-01 15:00 UTC), one, place, 1).await.is_ok());
        assert_eq!(book_at(w, datetime!(2026-12-02 15:00 UTC), two, place, 1).await, Err(Refusal::DayPast));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_no_booking_is_dated_after_the_doses_expire(pool: PgPool) {
    world(pool, async |w| {
        let place = Place { hospital: w.hospital(10).await, vaccine: w.vaccine().await };
        w.stock_lot(place, "A-1", day(10), 5).await;
        let who = w.citizen().await;
        assert_eq!(w.book(who, place, day(11)).await, Err(Refusal::AfterExpiry));
        assert_nothing_written(w).await;
        assert!(w.book(who, place, day(10)).await.is_ok());
        w.stock_lot(place, "A-2", day(11), 5).await;
        assert!(w.book(w.citizen().await, place, day(11)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_person_has_one_booking(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.place(10, 5).await, w.place(10, 5).await);
        let who = w.citizen().await;
        w.book(who, here, day(1)).await.unwrap();
        for (place, n) in [(here, 1), (here, 2), (there, 1)] {
            assert_eq!(w.book(who, place, day(n)).await, Err(Refusal::AlreadyBooked));
        }
        let (n, m) = (w.bookable(here).await, w.bookable(there).await);
        assert_eq!((n, m, w.rows("holds").await), (4, 5, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_a_person_who_books_everywhere_at_once_gets_one_booking(pool: PgPool) {
    world(pool, async |w| {
        let mut places = Vec::new();
        for _ in 0..8 {
            places.push(w.place(10, 5).await);
        }
        let who = w.citizen().await;
        let answers = futures_util::future::join_all(places.iter().map(|p| w.book(who, *p, day(1)))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::AlreadyBooked)));
        assert_eq!((w.rows("reservations").await, w.rows("holds").await), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_an_account_books_for_each_of_its_persons(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let parent = w.citizen().await;
        let child = Citizen { person: w.person(parent.account, "홍아이").await, ..parent };
        assert!(w.book(parent, place, day(1)).await.is_ok());
        assert!(w.book(child, place, day(1)).await.is_ok());
        assert_eq!(w.bookable(place).await, 3);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_another_accounts_person_looks_like_an_unknown_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let (who, other) = (w.citizen().await, w.citizen().await);
        let stranger = Citizen { account: other.account, ..who };
        let nobody = Citizen { person: PersonId(9_999), ..who };
        for who in [stranger, nobody] {
            assert_eq!(w.book(who, place, day(1)).await, Err(Refusal::Unknown));
        }
        assert_nothing_written(w).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_unknown_hospitals_and_vaccines_refuse_booking(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let who = w.citizen().await;
        for hospital in [9_999, 0, -1, i64::MAX] {
            let nowhere = Place { hospital: HospitalId(hospital), ..place };
            assert_eq!(w.book(who, nowhere, day(1)).await, Err(Refusal::Unknown));
        }
        let nothing = Place { vaccine: VaccineId(9_999), ..place };
        assert_eq!(w.book(who, nothing, day(1)).await, Err(Refusal::Unknown));
        assert_nothing_written(w).await;
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn c1_age_is_counted_on_the_day_of_the_dose(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 5).await;
        let who = w.citizen().await;
        let born = domain::person::BirthDate::from_iso("2014-12-05").unwrap();
        let name = domain::person::PersonName::parse("홍열둘").unwrap();
        let child = store::account::ensure_person(&w.db, who.account, &name, born).await.unwrap();
        let check =
            |account, person, n| reservation::check_age(&w.db, account, person, place.vaccine, day(n));
        assert_eq!(check(who.account, child, 3).await.unwrap(), Err(Refusal::TooYoung(12)));
        assert_eq!(check(who.account, child, 4).await.unwrap(), Ok(()));
        let stranger = w.citizen().await;
        assert_eq!(check(stranger.account, child, 4).await.unwrap(), Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_the_database_itself_refuses_more_than_there_is(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        w.booked(place, day(1)).await;
        for (wrong, rule) in [
            ("UPDATE stocks SET reserved = reserved + 1", "stocks_bookable_check"),
            ("UPDATE stocks SET reserved = -1", "stocks_terms_check"),
            ("UPDATE days SET taken = taken + 1 WHERE taken = 1", "days_taken_check"),
            ("UPDATE days SET closed = 'single' WHERE taken = 1", "days_closed_empty_check"),
            ("UPDATE days SET taken = -1", "days_taken_check"),
            ("UPDATE vaccines SET vials_supplied = vials_bought + 1", "vaccines_vials_check"),
            ("UPDATE supplies SET doses = NULL", "supplies_registered_check"),
            ("UPDATE lots SET administered = registered + 1", "lots_terms_check"),
            (
                "INSERT INTO reservations (reservation_id, number, account_id, person_id, hospital_id, vaccine_id,
                                           day_on, status)
                 SELECT gen_random_uuid(), 'X', account_id, person_id, hospital_id, vaccine_id, day_on, 'requested'
                 FROM reservations",
                "reservations_one_booking_key",
            ),
        ] {
            let error = sqlx::query(wrong).execute(w.db.pool()).await.unwrap_err();
            assert_eq!(error.as_database_error().and_then(|e| e.constraint()), Some(rule), "{wrong}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n2_doses_and_places_fall_together_at_every_moment(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(40, 40).await;
        let people = w.citizens(40).await;
        let bookings = futures_util::future::join_all(people.iter().map(|p| w.book(*p, place, day(1))));
        let look = async {
            loop {
                let (doses, places): (i64, i64) = sqlx::query_as(
                    "SELECT (SELECT sum(reserved) FROM stocks), (SELECT sum(taken) FROM days)",
                )
                .fetch_one(w.db.pool())
                .await
                .unwrap();
                assert_eq!(doses, places);
                if doses == 40 {
                    break;
                }
            }
        };
        let (booked, ()) = tokio::join!(bookings, look);
        assert!(booked.iter().all(Result::is_ok));
    })
    .await;
}
