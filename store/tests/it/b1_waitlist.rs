//! B1, B2, N5: joining a line when doses or the wanted day are short, and leaving it.

use crate::world::{Citizen, NOW, Place, World, day, join, world};
use domain::{
    calendar::iso,
    id::{HospitalId, ReservationId},
    person::{BirthDate, PersonName},
    refusal::Refusal,
    reservation::ReservationStatus,
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{account::ensure_person, view, waitlist};
use time::{Date, Duration, macros::datetime};

/// A place without doses.
async fn empty(w: &World) -> Place {
    w.place(10, 0).await
}

async fn line(w: &World, who: Citizen, id: ReservationId) -> Option<(u32, u32)> {
    let mine = view::reservation::find_mine(&w.db, who.account, id).await.unwrap().unwrap();
    mine.line.map(|l| (l.position, l.waiting))
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_without_doses_a_person_is_led_to_the_line_and_has_a_position(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let people = w.citizens(3).await;
        let refused = w.book(people[0], place, day(1)).await.unwrap_err();
        assert_eq!(refused, Refusal::NoDoses);
        assert!(refused.leads_to_waitlist());
        let mut waits = Vec::new();
        for (who, wanted) in people.iter().zip([None, Some(day(3)), None]) {
            waits.push(w.wait(*who, place, wanted).await.unwrap());
        }
        for (n, (who, id)) in (1..).zip(people.iter().zip(&waits)) {
            assert_eq!(w.status(*id).await, (ReservationStatus::Waiting, 1));
            assert_eq!(line(w, *who, *id).await, Some((n, 3)));
            assert_eq!(w.events_of(&id.to_string()).await, [("waitlist_joined".to_owned(), 1)]);
        }
        waitlist::withdraw(&w.db, people[0].account, waits[0]).await.unwrap().unwrap();
        assert_eq!(line(w, people[0], waits[0]).await, None);
        assert_eq!(line(w, people[2], waits[2]).await, Some((2, 2)));
        assert_eq!(w.rows("holds").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_nobody_waits_for_what_is_not_for_their_age(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let account = w.citizen().await.account;
        // The vaccine is for twelve years and older.
        let born = |twelve_on: Date| {
            let born = twelve_on.replace_year(twelve_on.year() - 12).unwrap();
            BirthDate::from_iso(&iso(born)).unwrap()
        };
        let child = async |name: &str, twelve_on: Date| {
            let name = PersonName::parse(name).unwrap();
            let person = ensure_person(&w.db, account, &name, born(twelve_on)).await.unwrap();
            Citizen { account, person }
        };
        let (soon, late) = (child("시험열둘", day(30)).await, child("시험열하나", day(61)).await);
        assert_eq!(w.wait(late, place, None).await, Err(Refusal::TooYoung(12)));
        assert_eq!(w.wait(soon, place, Some(day(29))).await, Err(Refusal::TooYoung(12)));
        assert!(w.wait(soon, place, None).await.is_ok());
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_the_line_is_for_when_it_is_needed(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 2).await;
        let who = w.citizen().await;
        assert_eq!(w.wait(who, place, None).await, Err(Refusal::BookNow));
        assert_eq!(w.wait(who, place, Some(day(1))).await, Err(Refusal::BookNow));
        // The wanted day is full while a dose is left: waiting for that day is allowed.
        w.booked(place, day(1)).await;
        assert_eq!(w.wait(who, place, None).await, Err(Refusal::BookNow));
        assert!(w.wait(who, place, Some(day(1))).await.is_ok());
        // The last dose goes: waiting for any day is allowed.
        w.booked(place, day(2)).await;
        assert!(w.wait(w.citizen().await, place, None).await.is_ok());
        assert_eq!(w.rows("idempotency_keys WHERE outcome = ''").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_every_day_full_is_a_need_to_wait_though_doses_are_left(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 100).await;
        let people = w.citizens(61).await;
        for (n, who) in (0..=60).zip(&people) {
            w.book(*who, place, day(n)).await.unwrap();
        }
        assert!(w.wait(w.citizen().await, place, None).await.is_ok());
        // Today is over: what was left of it needs nobody's line.
        let evening = w.at(datetime!(2026-12-01 18:30 +9)).await;
        let joined = waitlist::join(&evening, &join(w.citizen().await, place, None)).await.unwrap();
        assert!(joined.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_a_person_stands_in_each_line_once_and_in_five_at_most(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let mut first = None;
        for n in 0..5 {
            let place = empty(w).await;
            let id = w.wait(who, place, None).await.unwrap();
            assert_eq!(w.wait(who, place, Some(day(1))).await, Err(Refusal::AlreadyWaiting), "{n}");
            first = first.or(Some((place, id)));
        }
        let sixth = empty(w).await;
        assert_eq!(w.wait(who, sixth, None).await, Err(Refusal::TooManyWaits));
        let (place, id) = first.unwrap();
        waitlist::withdraw(&w.db, who.account, id).await.unwrap().unwrap();
        assert!(w.wait(who, sixth, None).await.is_ok());
        assert_eq!(w.wait(who, place, None).await, Err(Refusal::TooManyWaits));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_ten_lines_joined_at_once_leave_a_person_in_five(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let mut places = Vec::new();
        for _ in 0..10 {
            places.push(empty(w).await);
        }
        let answers = join_all(places.iter().map(|p| w.wait(who, *p, None))).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 5, "{answers:?}");
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::TooManyWaits)));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_a_wish_that_cannot_be_met_is_refused(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let (who, other) = (w.citizen().await, w.citizen().await);
        assert_eq!(w.wait(who, place, Some(day(-1))).await, Err(Refusal::DayPast));
        let nowhere = Place { hospital: HospitalId(9_999), ..place };
        assert_eq!(w.wait(who, nowhere, None).await, Err(Refusal::Unknown));
        let nothing = Place { vaccine: domain::id::VaccineId(9_999), ..place };
        assert_eq!(w.wait(who, nothing, None).await, Err(Refusal::Unknown));
        let stranger = Citizen { account: other.account, ..who };
        assert_eq!(w.wait(stranger, place, None).await, Err(Refusal::Unknown));
        let full = w.place(10, 1).await;
        w.book(who, full, day(1)).await.unwrap();
        assert_eq!(w.wait(who, place, None).await, Err(Refusal::AlreadyBooked));
        assert_eq!((w.rows("reservations").await, w.events("waitlist_joined").await), (1, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_a_form_sent_twenty_times_joins_once(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let wish = join(w.citizen().await, place, None);
        let answers = join_all((0..20).map(|_| waitlist::join(&w.db, &wish))).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| a == &answers[0] && a.is_ok()), "{answers:?}");
        let other = waitlist::Join { wanted_on: Some(day(2)), ..wish.clone() };
        assert_eq!(waitlist::join(&w.db, &other).await.unwrap(), Err(Refusal::KeyReused));
        assert_eq!(w.rows("reservations").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_leaving_the_line_happens_once_and_only_by_its_owner(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let (who, stranger) = (w.citizen().await, w.citizen().await);
        let id = w.wait(who, place, None).await.unwrap();
        let unknown = waitlist::withdraw(&w.db, stranger.account, id).await.unwrap();
        assert_eq!(unknown, Err(Refusal::Unknown));
        let left = join_all((0..5).map(|_| waitlist::withdraw(&w.db, who.account, id))).await;
        let left: Vec<_> = left.into_iter().map(Result::unwrap).collect();
        assert_eq!(left.iter().filter(|l| l.is_ok()).count(), 1, "{left:?}");
        let already = Err(Refusal::Already(ReservationStatus::Withdrawn));
        assert!(left.iter().all(|l| l.is_ok() || *l == already));
        assert_eq!(w.status(id).await, (ReservationStatus::Withdrawn, 2));
        assert_eq!(w.events("wait_withdrawn").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_a_retry_of_a_wait_that_is_over_tells_the_same(pool: PgPool) {
    world(pool, async |w| {
        let wish = join(w.citizen().await, empty(w).await, None);
        let id = waitlist::join(&w.db, &wish).await.unwrap().unwrap();
        waitlist::withdraw(&w.db, wish.account, id).await.unwrap().unwrap();
        let later = w.at(NOW + Duration::hours(1)).await;
        assert_eq!(waitlist::join(&later, &wish).await.unwrap(), Ok(id));
        assert_eq!(w.status(id).await.0, ReservationStatus::Withdrawn);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b1_today_cannot_be_wanted_after_the_closing_hour(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 10).await;
        let evening = w.at(datetime!(2026-12-01 18:30 +9)).await;
        let wish = join(w.citizen().await, place, Some(day(0)));
        assert_eq!(waitlist::join(&evening, &wish).await.unwrap(), Err(Refusal::DayPast));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b2_whoever_joins_the_line_waits(pool: PgPool) {
    world(pool, async |w| {
        let place = empty(w).await;
        let who = w.citizen().await;
        let id = w.wait(who, place, Some(day(9))).await.unwrap();
        let mine = view::reservation::find_mine(&w.db, who.account, id).await.unwrap().unwrap();
        assert_eq!((mine.status, mine.version, mine.day_on), (ReservationStatus::Waiting, 1, Some(day(9))));
        assert!(mine.requested_at.is_none() && mine.ended_at.is_none());
        assert_eq!(view::desk::list_requests(&w.db, place.hospital, 9).await.unwrap().0, 0);
    })
    .await;
}
