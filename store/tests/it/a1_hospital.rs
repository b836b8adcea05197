//! A1: registering and changing hospitals; days follow, and never leave a booking without a place.

use crate::world::{World, day, hospital_form, key, world};
use domain::{
    calendar::{ClosedWeekdays, iso},
    hospital::{HospitalForm, Province},
    id::HospitalId,
    refusal::{Refusal, TakenDay},
};
use sqlx::PgPool;
use store::{hospital, idempotency::Key, view};
use time::{Weekday, macros::time};

fn taken_day(n: i64, taken: i32) -> TakenDay {
    TakenDay { day_on: iso(day(n)), taken }
}

async fn change(w: &World, hospital: HospitalId, form: &HospitalForm) -> Result<(), Refusal> {
    hospital::change(&w.db, w.admin, hospital, form).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_registered_hospital_opens_its_days_sixty_days_ahead(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("서울병원", 30);
        form.closed = ClosedWeekdays::default().with(Weekday::Sunday);
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        for n in 0..=60 {
            let row = w.find_day(hospital, day(n)).await;
            let open = day(n).weekday() != Weekday::Sunday;
            assert_eq!(row.map(|r| (r.capacity, r.taken)), open.then_some((30, 0)), "{}", day(n));
        }
        assert_eq!(w.find_day(hospital, day(-1)).await, None);
        assert_eq!(w.find_day(hospital, day(61)).await, None);
        assert_eq!(view::admin::find_hospital(&w.db, hospital).await.unwrap(), Some(form));
        assert_eq!(w.events("hospital_registered").await, 1);
        let subject = format!("hospital:{hospital}");
        assert_eq!(w.acts().await.last().unwrap(), &("hospital_registered".to_owned(), subject, None));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_name_is_taken_in_its_province_only(pool: PgPool) {
    world(pool, async |w| {
        let form = hospital_form("한마음병원", 10);
        let first = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let again = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap();
        assert_eq!(again, Err(Refusal::NameTaken));
        let elsewhere = HospitalForm { province: Province::Busan, ..form.clone() };
        let second = hospital::register(&w.db, w.admin, &w.admin_key(), &elsewhere).await.unwrap().unwrap();
        assert_ne!(first, second);
        assert_eq!(change(w, second, &form).await, Err(Refusal::NameTaken));
        assert_eq!(change(w, HospitalId(9_999), &hospital_form("없는 병원", 1)).await, Err(Refusal::Unknown));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_form_sent_twice_registers_one_hospital(pool: PgPool) {
    world(pool, async |w| {
        let form = hospital_form("한 번 병원", 10);
        let sent = key();
        let send = || async {
            hospital::register(&w.db, w.admin, &Key::new(w.admin, sent, "register", &["a"]), &form)
                .await
                .unwrap()
        };
        let answers = futures_util::future::join_all((0..10).map(|_| send())).await;
        assert!(answers.iter().all(|a| a == &answers[0] && a.is_ok()), "{answers:?}");
        assert_eq!(w.rows("hospitals").await, 1);
        let other = Key::new(w.admin, sent, "register", &["b"]);
        let answer =
            hospital::register(&w.db, w.admin, &other, &hospital_form("다른 병원", 10)).await.unwrap();
        assert_eq!(answer, Err(Refusal::KeyReused));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_open_days_follow_the_capacity(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        w.booked(place, day(3)).await;
        for capacity in [25, 1] {
            let form = hospital_form("바뀐 병원", capacity);
            assert_eq!(change(w, place.hospital, &form).await, Ok(()));
            for n in 0..=60 {
                assert_eq!(w.find_day(place.hospital, day(n)).await.unwrap().capacity, capacity);
            }
        }
        let events = w.events_of(&format!("hospital:{}", place.hospital)).await;
        let changed: Vec<i64> = events.iter().filter(|e| e.0 == "hospital_changed").map(|e| e.1).collect();
        assert_eq!(changed, [2, 3]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_capacity_below_the_bookings_is_refused_with_the_days(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        for (n, bookings) in [(1, 3), (2, 1), (5, 2)] {
            for _ in 0..bookings {
                w.booked(place, day(n)).await;
            }
        }
        let before = view::admin::find_hospital(&w.db, place.hospital).await.unwrap();
        let refused = change(w, place.hospital, &hospital_form("작은 병원", 1)).await;
        assert_eq!(refused, Err(Refusal::DaysTaken(vec![taken_day(1, 3), taken_day(5, 2)])));
        assert_eq!(view::admin::find_hospital(&w.db, place.hospital).await.unwrap(), before);
        assert_eq!(w.find_day(place.hospital, day(1)).await.unwrap().capacity, 10);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_closing_a_weekday_with_bookings_is_refused_with_the_days(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        // Today is a Tuesday.
        w.booked(place, day(7)).await;
        w.booked(place, day(8)).await;
        let mut form = hospital_form("화요일 병원", 10);
        form.closed = ClosedWeekdays::default().with(Weekday::Tuesday);
        assert_eq!(change(w, place.hospital, &form).await, Err(Refusal::DaysTaken(vec![taken_day(7, 1)])));
        assert_eq!(w.find_day(place.hospital, day(14)).await.unwrap().closed, None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_closed_weekday_takes_no_booking_until_it_opens_again(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        let mut form = hospital_form("수요일 병원", 10);
        form.closed = ClosedWeekdays::default().with(Weekday::Wednesday);
        assert_eq!(change(w, place.hospital, &form).await, Ok(()));
        let who = w.citizen().await;
        assert_eq!(w.book(who, place, day(1)).await, Err(Refusal::DayClosed));
        assert!(w.book(w.citizen().await, place, day(2)).await.is_ok());
        form.closed = ClosedWeekdays::default();
        assert_eq!(change(w, place.hospital, &form).await, Ok(()));
        assert!(w.book(who, place, day(1)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_weekday_closed_from_the_start_opens_with_a_change(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("주중 병원", 10);
        form.closed = ClosedWeekdays::default().with(Weekday::Saturday);
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        assert_eq!(w.find_day(hospital, day(4)).await, None);
        form.closed = ClosedWeekdays::default();
        assert_eq!(change(w, hospital, &form).await, Ok(()));
        assert_eq!(w.find_day(hospital, day(4)).await.unwrap().closed, None);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_capacity_may_fall_while_people_book_and_no_day_overflows(pool: PgPool) {
    world(pool, async |w| {
        for _ in 0..5 {
            let place = w.place(10, 20).await;
            let people = w.citizens(10).await;
            let bookings = people.iter().map(|p| w.book(*p, place, day(1)));
            let form = hospital_form(&format!("줄어든 병원 {}", place.hospital), 5);
            let (booked, changed) =
                tokio::join!(futures_util::future::join_all(bookings), change(w, place.hospital, &form));
            let got = i32::try_from(booked.iter().filter(|b| b.is_ok()).count()).unwrap();
            match changed {
                Ok(()) => assert_eq!(got, 5),
                Err(Refusal::DaysTaken(days)) => assert!(got == 10 && days[0].taken > 5, "{got} {days:?}"),
                Err(other) => panic!("{other}"),
            }
            assert_eq!(w.taken(place.hospital, day(1)).await, got);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_the_closing_hour_is_the_hospitals_own(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 20).await;
        let mut form = hospital_form("일찍 닫는 병원", 10);
        form.closes_at = time!(10:00);
        assert_eq!(change(w, place.hospital, &form).await, Ok(()));
        assert_eq!(w.book(w.citizen().await, place, day(0)).await, Err(Refusal::DayPast));
        form.closes_at = time!(10:45);
        assert_eq!(change(w, place.hospital, &form).await, Ok(()));
        assert!(w.book(w.citizen().await, place, day(0)).await.is_ok());
    })
    .await;
}
