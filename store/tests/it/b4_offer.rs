//! B4, B5: who gets a dose that becomes free, for how long, and who comes next.

use crate::world::{
    Citizen, EXPIRY, NOW, Place, TODAY, World, accept_at, call_lines, day, hospital_form, join, key, request,
    settle, world,
};
use domain::{
    calendar::iso,
    hospital::WaitPolicy,
    refusal::Refusal,
    reservation::ReservationStatus as Status,
    waitlist::{offers_run, window_end},
};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    hospital, line, offer, reservation, supply,
    view::line::{Outcome, list_turns},
    waitlist,
};
use time::{Duration, OffsetDateTime, macros::datetime};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b5_registered_doses_are_kept_for_the_line_at_once_and_offered_in_its_order(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 3).await;
        w.stock(place, 2).await;
        // No worker has run, and yet nobody slips in.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.offered, ledger.bookable), (2, 0, 0));
        let stranger = w.citizen().await;
        assert_eq!(w.book(stranger, place, day(1)).await, Err(Refusal::NoDoses));
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered, Status::Offered, Status::Waiting]);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.offered, ledger.bookable), (0, 2, 0));
        assert_eq!(w.book(stranger, place, day(1)).await, Err(Refusal::NoDoses));
        let events = w.events_of(&line[0].1.to_string()).await;
        assert_eq!(events, [("waitlist_joined".to_owned(), 1), ("offer_made".to_owned(), 2)]);
        // More doses than people: the rest is for everybody at once.
        w.stock(place, 5).await;
        assert_eq!(w.bookable(place).await, 4);
        settle(&w.db).await;
        assert_eq!(w.status(line[2].1).await.0, Status::Offered);
        assert_eq!((w.events("offer_made").await, w.bookable(place).await), (3, 4));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b5_a_correction_upwards_is_for_the_line_as_well(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let box_of = w.received(place, "C", EXPIRY, 2).await;
        supply::register_doses(&w.db, w.admin, place.hospital, box_of, 1).await.unwrap().unwrap();
        w.booked(place, day(1)).await;
        let line = w.line_of(place, 1).await;
        store::correction::correct_doses(&w.db, w.admin, place.hospital, box_of, 1, 3, "miscounted")
            .await
            .unwrap()
            .unwrap();
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (1, 1));
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_whoever_takes_any_day_chooses_it_on_accepting(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let wish = w.line_of(place, 1).await[0];
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.held_until(wish.1).await.map(|t| t > NOW), Some(true));
        assert_eq!(w.accept(wish, day(3)).await, Ok(wish.1));
        assert_eq!(w.status(wish.1).await, (Status::Requested, 3));
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.offered, ledger.reserved, ledger.bookable), (0, 1, 0));
        assert_eq!(w.taken(place.hospital, day(3)).await, 1);
        assert_eq!(w.events_of(&wish.1.to_string()).await.last().unwrap(), &("offer_accepted".to_owned(), 3));
        // It is a request like any other.
        reservation::confirm(&w.db, w.admin, place.hospital, wish.1).await.unwrap().unwrap();
        assert_eq!(w.accept(wish, day(4)).await, Err(Refusal::OfferOver));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_an_offer_for_a_wanted_day_holds_its_place_too(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 0).await;
        let people = w.citizens(2).await;
        let first = (people[0], w.wait(people[0], place, Some(day(2))).await.unwrap());
        let second = (people[1], w.wait(people[1], place, Some(day(3))).await.unwrap());
        w.stock(place, 3).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&[first, second]).await, [Status::Offered, Status::Offered]);
        assert_eq!(w.bookable(place).await, 1);
        // A dose is left, but the place is taken.
        assert_eq!(w.book(w.citizen().await, place, day(2)).await, Err(Refusal::DayFull));
        assert_eq!(w.accept(first, day(2)).await, Ok(first.1));
        assert_eq!(w.taken(place.hospital, day(2)).await, 1);
        // Another day than the wanted one: the place moves.
        assert_eq!(w.accept(second, day(2)).await, Err(Refusal::DayFull));
        assert_eq!(w.accept(second, day(5)).await, Ok(second.1));
        assert_eq!((w.taken(place.hospital, day(3)).await, w.taken(place.hospital, day(5)).await), (0, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_accepting_for_a_day_that_cannot_be_had_leaves_the_offer_standing(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 0).await;
        let wish = w.line_of(place, 1).await[0];
        w.stock_lot(place, "SHORT", day(5), 2).await;
        settle(&w.db).await;
        w.booked(place, day(1)).await;
        hospital::close_day(&w.db, w.admin, place.hospital, day(2)).await.unwrap().unwrap();
        assert_eq!(w.accept(wish, day(1)).await, Err(Refusal::DayFull));
        assert_eq!(w.accept(wish, day(2)).await, Err(Refusal::DayClosed));
        assert_eq!(w.accept(wish, day(-1)).await, Err(Refusal::DayPast));
        assert_eq!(w.accept(wish, day(6)).await, Err(Refusal::AfterExpiry));
        assert_eq!(w.accept(wish, day(90)).await, Err(Refusal::DayClosed));
        assert_eq!((w.status(wish.1).await, w.ledger(place).await.offered), ((Status::Offered, 2), 1));
        assert_eq!(w.accept(wish, day(5)).await, Ok(wish.1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_an_offer_is_its_owners(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let wish = w.line_of(place, 1).await[0];
        w.stock(place, 1).await;
        let stranger = (w.citizen().await, wish.1);
        assert_eq!(w.accept(wish, day(1)).await, Err(Refusal::OfferOver), "there is none yet");
        settle(&w.db).await;
        assert_eq!(w.accept(stranger, day(1)).await, Err(Refusal::Unknown));
        assert_eq!(w.decline(stranger).await, Err(Refusal::Unknown));
        assert_eq!(w.book(wish.0, place, day(1)).await, Err(Refusal::NoDoses));
        let other = w.place(10, 5).await;
        assert_eq!(w.book(wish.0, other, day(1)).await, Err(Refusal::AlreadyBooked));
        assert_eq!(w.status(wish.1).await, (Status::Offered, 2));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_an_offer_can_be_accepted_to_its_last_moment_and_not_after(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 3).await;
        w.stock(place, 3).await;
        settle(&w.db).await;
        let end = w.held_until(line[0].1).await.unwrap();
        let last = w.at(end - Duration::seconds(20)).await;
        assert_eq!(offer::lapse(&last, 100).await.unwrap(), 0);
        assert_eq!(accept_at(&last, line[0], day(1)).await, Ok(line[0].1));
        // Nobody has taken it back yet, and still it is over.
        let over = w.at(end + Duration::seconds(1)).await;
        assert_eq!(accept_at(&over, line[1], day(1)).await, Err(Refusal::OfferOver));
        assert_eq!(w.status(line[1].1).await, (Status::Offered, 2));
        assert_eq!(offer::lapse(&over, 100).await.unwrap(), 2);
        assert_eq!(accept_at(&over, line[1], day(1)).await, Err(Refusal::OfferOver));
        assert_eq!(w.statuses(&line).await, [Status::Requested, Status::Waiting, Status::Waiting]);
        assert_eq!(offer::lapse(&over, 100).await.unwrap(), 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_two_accepts_at_once_are_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 6).await;
        w.stock(place, 6).await;
        settle(&w.db).await;
        for wish in &line[..5] {
            let (one, two) = tokio::join!(w.accept(*wish, day(1)), w.accept(*wish, day(2)));
            assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
            assert_eq!(one.and(two).unwrap_err(), Refusal::OfferOver);
            assert_eq!(w.status(wish.1).await, (Status::Requested, 3));
        }
        // One form sent ten times has one answer.
        let (who, id) = line[5];
        let same = key();
        let answers = join_all((0..10).map(|_| offer::accept(&w.db, who.account, id, day(1), same))).await;
        assert!(answers.into_iter().all(|a| a.unwrap() == Ok(id)));
        let other = offer::accept(&w.db, who.account, id, day(2), same).await.unwrap();
        assert_eq!(other, Err(Refusal::KeyReused));
        let places = w.taken(place.hospital, day(1)).await + w.taken(place.hospital, day(2)).await;
        assert_eq!((places, w.ledger(place).await.reserved), (6, 6));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_declining_keeps_the_place_and_passes_the_dose_on(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 3).await;
        let number = w.queue_no(line[0].1).await;
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.decline(line[0]).await, Ok(()));
        // The dose is the next one's at once.
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.offered, ledger.earmarked, ledger.bookable), (0, 1, 0));
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Waiting, Status::Offered, Status::Waiting]);
        assert_eq!(
            (w.queue_no(line[0].1).await, w.decline(line[0]).await),
            (number, Err(Refusal::OfferOver))
        );
        w.decline(line[1]).await.unwrap();
        settle(&w.db).await;
        w.decline(line[2]).await.unwrap();
        settle(&w.db).await;
        // All had their turn: it does not come back to them, it is for everybody.
        assert_eq!(w.statuses(&line).await, [Status::Waiting; 3]);
        assert_eq!((w.bookable(place).await, w.events("offer_made").await), (1, 3));
        // A dose that comes later is another round, and begins with the first again.
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered, Status::Offered, Status::Waiting]);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_the_first_lapse_keeps_the_place_and_the_second_costs_it(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 2).await;
        let numbers = (w.queue_no(line[0].1).await, w.queue_no(line[1].1).await);
        w.stock(place, 1).await;
        settle(&w.db).await;
        let first = w.at(NOW + Duration::minutes(40)).await;
        assert_eq!(offer::lapse(&first, 100).await.unwrap(), 1);
        settle(&first).await;
        assert_eq!(w.statuses(&line).await, [Status::Waiting, Status::Offered]);
        assert_eq!(w.queue_no(line[0].1).await, numbers.0);
        assert_eq!(accept_at(&first, line[1], day(1)).await, Ok(line[1].1));
        // The next dose is the first one's again, who lets it lapse again.
        w.stock_at(&first, place, 1).await;
        settle(&first).await;
        assert_eq!(w.status(line[0].1).await.0, Status::Offered);
        let second = w.at(NOW + Duration::minutes(80)).await;
        assert_eq!(offer::lapse(&second, 100).await.unwrap(), 1);
        settle(&second).await;
        assert!(w.queue_no(line[0].1).await > numbers.1);
        assert_eq!((w.status(line[0].1).await.0, w.bookable(place).await), (Status::Waiting, 1));
        assert_eq!(w.events_of(&line[0].1.to_string()).await.len(), 5);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_two_workers_take_back_each_lapsed_offer_once(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        w.line_of(place, 30).await;
        w.stock(place, 30).await;
        settle(&w.db).await;
        let later = NOW + Duration::minutes(40);
        let workers = [w.at(later).await, w.at(later).await];
        let work = async |db| {
            let mut n = 0;
            for _ in 0..10 {
                n += offer::lapse(db, 7).await.unwrap();
            }
            n
        };
        let (one, two) = tokio::join!(work(&workers[0]), work(&workers[1]));
        assert_eq!((one + two, w.events("offer_lapsed").await), (30, 30));
        assert_eq!((w.rows("holds").await, w.ledger(place).await.bookable), (0, 30));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_the_night_does_not_count_and_makes_no_offers(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 2).await;
        let evening = w.at(datetime!(2026-12-01 20:50 +9)).await;
        w.stock_at(&evening, place, 1).await;
        settle(&evening).await;
        let end = w.held_until(line[0].1).await.unwrap();
        assert!((end - datetime!(2026-12-02 8:20 +9)).abs() < Duration::seconds(20), "{end}");
        let night = w.at(datetime!(2026-12-01 23:00 +9)).await;
        w.stock_at(&night, place, 1).await;
        for hour in
            [datetime!(2026-12-01 23:00 +9), datetime!(2026-12-02 3:00 +9), datetime!(2026-12-02 7:59 +9)]
        {
            let then = w.at(hour).await;
            settle(&then).await;
            assert_eq!(offer::lapse(&then, 100).await.unwrap(), 0);
            assert_eq!(w.statuses(&line).await, [Status::Offered, Status::Waiting]);
            let ledger = w.ledger(place).await;
            assert_eq!((ledger.earmarked, ledger.bookable), (1, 0));
        }
        let morning = w.at(datetime!(2026-12-02 8:05 +9)).await;
        settle(&morning).await;
        assert_eq!(w.statuses(&line).await, [Status::Offered; 2]);
        assert_eq!(accept_at(&morning, line[0], day(3)).await, Ok(line[0].1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_the_database_and_the_domain_agree_on_when_a_window_ends(pool: PgPool) {
    world(pool, async |w| {
        let begin = datetime!(2026-11-30 0:00 UTC);
        let windows: Vec<(OffsetDateTime, u16)> = (0..4_000_i64)
            .map(|n| (begin + Duration::seconds(n * 977), 5 + u16::try_from(n * 7 % 1_436).unwrap()))
            .chain((0..48).map(|n| (begin + Duration::minutes(n * 30), 30)))
            .collect();
        let (at, minutes): (Vec<_>, Vec<_>) = windows.iter().map(|(t, m)| (*t, i32::from(*m))).unzip();
        let rows: Vec<(OffsetDateTime, bool)> = sqlx::query_as(
            "SELECT offer_window_end(t, m), offers_run(t)
             FROM unnest($1::timestamptz[], $2::integer[]) WITH ORDINALITY AS w (t, m, n) ORDER BY n",
        )
        .bind(at)
        .bind(minutes)
        .fetch_all(w.db.pool())
        .await
        .unwrap();
        assert_eq!(rows.len(), windows.len());
        for ((at, minutes), row) in windows.into_iter().zip(rows) {
            assert_eq!(row, (window_end(at, minutes), offers_run(at)), "{at} + {minutes}");
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_wanted_day_without_a_place_is_passed_over_until_it_has_one(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        let booked = w.booking(place, day(2)).await;
        let people = w.citizens(2).await;
        let dated = (people[0], w.wait(people[0], place, Some(day(2))).await.unwrap());
        let any = (people[1], w.wait(people[1], place, None).await.unwrap());
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&[dated, any]).await, [Status::Waiting, Status::Offered]);
        w.cancel(booked).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(dated.1).await.0, Status::Offered);
        assert_eq!(w.taken(place.hospital, day(2)).await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_wanted_day_after_the_last_expiry_is_passed_over(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(5, 0).await;
        let people = w.citizens(2).await;
        let late = (people[0], w.wait(people[0], place, Some(day(20))).await.unwrap());
        let soon = (people[1], w.wait(people[1], place, Some(day(2))).await.unwrap());
        w.stock_lot(place, "SHORT", day(10), 2).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&[late, soon]).await, [Status::Waiting, Status::Offered]);
        assert_eq!(w.ledger(place).await.bookable, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_raised_capacity_and_a_reopened_day_serve_who_waits_for_that_day(pool: PgPool) {
    world(pool, async |w| {
        let form = hospital_form("커지는 병원", 1);
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        w.stock(place, 9).await;
        w.booked(place, day(2)).await;
        let who = w.citizen().await;
        let dated = (who, w.wait(who, place, Some(day(2))).await.unwrap());
        settle(&w.db).await;
        assert_eq!(w.status(dated.1).await.0, Status::Waiting);
        let larger = hospital_form("커지는 병원", 2);
        hospital::change(&w.db, w.admin, hospital, &larger).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!((w.status(dated.1).await.0, w.taken(hospital, day(2)).await), (Status::Offered, 2));
        // Every day of the hospital closed alone is none; one that opens again serves the line.
        let small = w.place(1, 1).await;
        for n in 0..=60 {
            hospital::close_day(&w.db, w.admin, small.hospital, day(n)).await.unwrap().unwrap();
        }
        let any = w.line_of(small, 1).await[0];
        settle(&w.db).await;
        assert_eq!(w.status(any.1).await.0, Status::Waiting);
        hospital::reopen_day(&w.db, w.admin, small.hospital, day(7)).await.unwrap().unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(any.1).await.0, Status::Offered);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_where_everyone_is_alerted_nobody_holds_a_dose(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("선착순 병원", 10);
        form.wait_policy = WaitPolicy::Everyone;
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        let line = w.line_of(place, 3).await;
        settle(&w.db).await;
        assert_eq!(w.events("line_alerted").await, 0, "there is nothing yet");
        w.stock(place, 2).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (0, 2));
        settle(&w.db).await;
        assert_eq!((w.events("line_alerted").await, w.events("offer_made").await), (1, 0));
        assert_eq!(w.statuses(&line).await, [Status::Waiting; 3]);
        // First come, first served, whatever the number in line.
        assert!(w.book(line[2].0, place, day(1)).await.is_ok());
        assert!(w.book(w.citizen().await, place, day(1)).await.is_ok());
        assert_eq!(w.book(line[0].0, place, day(1)).await, Err(Refusal::NoDoses));
        assert_eq!(w.status(line[2].1).await.0, Status::Withdrawn);
        // Joining is no news for the others.
        w.line_of(place, 1).await;
        settle(&w.db).await;
        assert_eq!((w.events("line_alerted").await, w.rows("line_calls").await), (1, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_everyone_is_alerted_once_however_many_workers_look(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("선착순 병원", 10);
        form.wait_policy = WaitPolicy::Everyone;
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        w.line_of(place, 3).await;
        w.stock(place, 2).await;
        call_lines(&w.db).await;
        for served in join_all((0..8).map(|_| line::serve(&w.db))).await {
            served.unwrap();
        }
        settle(&w.db).await;
        assert_eq!((w.events("line_alerted").await, w.rows("line_calls").await), (1, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_change_to_everyone_frees_what_was_kept(pool: PgPool) {
    world(pool, async |w| {
        let form = hospital_form("바뀌는 병원", 10);
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        let line = w.line_of(place, 2).await;
        w.stock(place, 2).await;
        assert_eq!(w.ledger(place).await.earmarked, 2);
        let everyone = domain::hospital::HospitalForm { wait_policy: WaitPolicy::Everyone, ..form };
        hospital::change(&w.db, w.admin, hospital, &everyone).await.unwrap().unwrap();
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (0, 2));
        // once for the doses and once for the change, or for both together
        assert!((1..=2).contains(&w.events("line_alerted").await));
        assert!(w.book(line[1].0, place, day(1)).await.is_ok());
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_person_in_five_lines_gets_one_offer_at_a_time(pool: PgPool) {
    world(pool, async |w| {
        let who = w.citizen().await;
        let mut places = Vec::new();
        let mut waits = Vec::new();
        for _ in 0..5 {
            let place = w.place(10, 0).await;
            places.push(place);
            waits.push((who, w.wait(who, place, None).await.unwrap()));
        }
        let behind = w.line_of(places[0], 1).await[0];
        for place in &places {
            w.stock(*place, 1).await;
        }
        settle(&w.db).await;
        let statuses = w.statuses(&waits).await;
        assert_eq!(statuses.iter().filter(|s| **s == Status::Offered).count(), 1, "{statuses:?}");
        let turn = statuses.iter().position(|s| *s == Status::Offered).unwrap();
        assert_eq!(turn, 0, "lines are served in order here");
        // The others' doses are free: nobody else waits there.
        for place in &places[1..] {
            assert_eq!((w.bookable(*place).await, w.ledger(*place).await.earmarked), (1, 0));
        }
        w.decline(waits[0]).await.unwrap();
        settle(&w.db).await;
        assert_eq!(w.status(behind.1).await.0, Status::Offered);
        // A new dose elsewhere: again one offer, and accepting it ends the other waits.
        w.stock(places[3], 1).await;
        settle(&w.db).await;
        assert_eq!(w.status(waits[3].1).await.0, Status::Offered);
        assert!(w.accept(waits[3], day(1)).await.is_ok());
        let expected =
            [Status::Withdrawn, Status::Withdrawn, Status::Withdrawn, Status::Requested, Status::Withdrawn];
        assert_eq!((w.statuses(&waits).await, w.events("wait_withdrawn").await), (expected.to_vec(), 4));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_five_lines_served_at_once_make_one_offer(pool: PgPool) {
    world(pool, async |w| {
        for _ in 0..3 {
            let who = w.citizen().await;
            let mut places = Vec::new();
            for _ in 0..5 {
                let place = w.place(10, 0).await;
                w.wait(who, place, None).await.unwrap();
                places.push(place);
            }
            for place in &places {
                w.stock(*place, 1).await;
            }
            call_lines(&w.db).await;
            let replicas = [w.replica(2).await, w.replica(2).await, w.replica(2).await];
            for made in join_all(replicas.iter().map(line::serve)).await {
                made.unwrap();
            }
            settle(&w.db).await;
            let offered = format!("reservations WHERE status = 'offered' AND person_id = {}", who.person);
            assert_eq!(w.rows(&offered).await, 1);
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_leaving_with_an_offer_in_hand_passes_the_dose_on(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 0).await;
        let people = w.citizens(2).await;
        let first = (people[0], w.wait(people[0], place, Some(day(2))).await.unwrap());
        let second = (people[1], w.wait(people[1], place, Some(day(2))).await.unwrap());
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.statuses(&[first, second]).await, [Status::Offered, Status::Waiting]);
        waitlist::withdraw(&w.db, people[0].account, first.1).await.unwrap().unwrap();
        assert_eq!(w.accept(first, day(2)).await, Err(Refusal::OfferOver));
        settle(&w.db).await;
        assert_eq!(w.statuses(&[first, second]).await, [Status::Withdrawn, Status::Offered]);
        assert_eq!((w.taken(place.hospital, day(2)).await, w.ledger(place).await.offered), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_accepting_and_leaving_and_lapsing_at_once_have_one_winner(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(50, 0).await;
        let line = w.line_of(place, 20).await;
        w.stock(place, 20).await;
        settle(&w.db).await;
        for (n, wish) in line.iter().enumerate() {
            let accept = w.accept(*wish, day(1));
            let leave = waitlist::withdraw(&w.db, wish.0.account, wish.1);
            let (accepted, left) = if n % 2 == 0 {
                tokio::join!(accept, leave)
            } else {
                let (left, accepted) = tokio::join!(leave, accept);
                (accepted, left)
            };
            match (accepted, left.unwrap()) {
                (Ok(_), Err(late)) => assert_eq!(late, Refusal::Already(Status::Requested)),
                (Err(late), Ok(())) => assert_eq!(late, Refusal::OfferOver),
                both => panic!("{both:?}"),
            }
        }
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_dose_kept_for_people_who_cannot_use_it_is_bookable_again(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(1, 1).await;
        w.booked(place, day(2)).await;
        w.wait(w.citizen().await, place, Some(day(2))).await.unwrap();
        w.stock(place, 2).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (1, 1));
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable, w.rows("line_calls").await), (0, 2, 0));
        assert_eq!(w.events("line_served").await, 1, "the hospital's page shows it");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_dose_kept_for_somebody_who_left_is_bookable_again(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let (who, id) = w.line_of(place, 1).await[0];
        settle(&w.db).await;
        w.stock(place, 1).await;
        // Gone before the event was read: nobody waits when the line is called.
        waitlist::withdraw(&w.db, who.account, id).await.unwrap().unwrap();
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (0, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_long_line_is_served_a_hundred_at_a_time(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(500, 0).await;
        let line = w.line_of(place, 205).await;
        w.stock(place, 203).await;
        call_lines(&w.db).await;
        assert_eq!(line::serve(&w.db).await.unwrap(), 100);
        let statuses = w.statuses(&line).await;
        assert!(statuses[..100].iter().all(|s| *s == Status::Offered));
        assert!(statuses[100..].iter().all(|s| *s == Status::Waiting));
        assert_eq!(w.bookable(place).await, 0, "the rest stays kept");
        assert_eq!(line::serve(&w.db).await.unwrap(), 100);
        assert_eq!(line::serve(&w.db).await.unwrap(), 3);
        let statuses = w.statuses(&line).await;
        assert!(statuses[..203].iter().all(|s| *s == Status::Offered));
        assert_eq!(statuses[203..], [Status::Waiting; 2]);
        assert_eq!(w.rows("line_calls").await, 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_long_line_that_got_all_there_was_is_not_served_for_ever(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(500, 0).await;
        w.line_of(place, 110).await;
        w.stock(place, 3).await;
        settle(&w.db).await;
        assert_eq!((w.ledger(place).await.offered, w.rows("line_calls").await), (3, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_two_workers_at_once_never_offer_a_dose_twice(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(500, 0).await;
        let line = w.line_of(place, 90).await;
        let replicas = [w.replica(3).await, w.replica(3).await];
        for round in 1..=4 {
            w.stock(place, 20).await;
            call_lines(&w.db).await;
            let work = async |db| {
                for _ in 0..4 {
                    line::serve(db).await.unwrap();
                }
            };
            tokio::join!(work(&replicas[0]), work(&replicas[1]));
            settle(&w.db).await;
            let ledger = w.ledger(place).await;
            assert_eq!((ledger.offered, ledger.earmarked, ledger.bookable), (20 * round, 0, 0));
        }
        assert_eq!((w.events("offer_made").await, w.rows("offers").await), (80, 80));
        assert!(w.statuses(&line).await[..80].iter().all(|s| *s == Status::Offered));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_somebody_who_is_busy_is_passed_over_and_served_later(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 3).await;
        w.stock(place, 2).await;
        call_lines(&w.db).await;
        let mut busy = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM persons WHERE person_id = $1 FOR NO KEY UPDATE")
            .bind(line[0].0.person.0)
            .execute(&mut *busy)
            .await
            .unwrap();
        // Two doses for the three of them: the line does not stop at the first.
        assert_eq!(line::serve(&w.db).await.unwrap(), 2);
        assert_eq!(w.statuses(&line).await, [Status::Waiting, Status::Offered, Status::Offered]);
        busy.rollback().await.unwrap();
        w.stock(place, 2).await;
        call_lines(&w.db).await;
        let mut busy = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM persons WHERE person_id = $1 FOR NO KEY UPDATE")
            .bind(line[0].0.person.0)
            .execute(&mut *busy)
            .await
            .unwrap();
        assert_eq!(line::serve(&w.db).await.unwrap(), 0);
        let ledger = w.ledger(place).await;
        assert_eq!((ledger.earmarked, ledger.bookable), (1, 1), "it stays kept");
        busy.rollback().await.unwrap();
        assert_eq!(line::serve(&w.db).await.unwrap(), 1);
        assert_eq!(w.status(line[0].1).await.0, Status::Offered);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_place_that_is_over_cannot_be_accepted_with_a_long_offer(pool: PgPool) {
    world(pool, async |w| {
        let mut form = hospital_form("느긋한 병원", 10);
        form.offer_minutes = 1_440;
        let hospital = hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let place = Place { hospital, vaccine: w.vaccine().await };
        let people = w.citizens(2).await;
        let mut line = Vec::new();
        for who in people {
            line.push((who, w.wait(who, place, Some(TODAY)).await.unwrap()));
        }
        w.stock(place, 2).await;
        settle(&w.db).await;
        assert_eq!((w.statuses(&line).await, w.taken(hospital, TODAY).await), (vec![Status::Offered; 2], 2));
        // The hospital has closed, then the day has passed, while the offers stand.
        let evening = w.at(datetime!(2026-12-01 19:00 +9)).await;
        assert_eq!(accept_at(&evening, line[0], TODAY).await, Err(Refusal::DayPast));
        let tomorrow = w.at(datetime!(2026-12-02 9:00 +9)).await;
        assert_eq!(accept_at(&tomorrow, line[0], TODAY).await, Err(Refusal::DayPast));
        assert_eq!(accept_at(&tomorrow, line[0], day(1)).await, Ok(line[0].1));
        assert_eq!((w.taken(hospital, TODAY).await, w.taken(hospital, day(1)).await), (1, 1));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_an_offer_of_the_second_dose_is_accepted_for_a_day_after_the_interval(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 1).await;
        let who = w.citizen().await;
        w.vaccinate(place, who.person).await.unwrap();
        settle(&w.db).await;
        let wish = (who, w.wait(who, place, None).await.unwrap());
        w.stock(place, 1).await;
        settle(&w.db).await;
        assert_eq!(w.accept(wish, day(20)).await, Err(Refusal::TooEarly(iso(day(21)))));
        assert_eq!(w.accept(wish, day(21)).await, Ok(wish.1));
        let second = format!("reservations WHERE reservation_id = '{}' AND dose_no = 2", wish.1);
        assert_eq!(w.rows(&second).await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_a_booking_elsewhere_leaves_the_line_to_the_others(pool: PgPool) {
    world(pool, async |w| {
        let (here, there) = (w.place(10, 0).await, w.place(10, 5).await);
        let line = w.line_of(here, 2).await;
        w.stock(here, 1).await;
        call_lines(&w.db).await;
        assert!(w.book(line[0].0, there, day(1)).await.is_ok());
        settle(&w.db).await;
        assert_eq!(w.statuses(&line).await, [Status::Withdrawn, Status::Offered]);
    })
    .await;
}

/// Booking, joining, declining and serving at once, then a look at the whole.
async fn everything_at_once(w: &World, place: Place, people: &[Citizen]) {
    let (other, third) = (w.replica(6).await, w.replica(3).await);
    let citizens = join_all(people.iter().map(async |who| {
        let db = if who.person.0 % 2 == 0 { &w.db } else { &other };
        if reservation::request_one(db, request(*who, place, day(1))).await.unwrap().is_err() {
            let joined = waitlist::join(db, &join(*who, place, None)).await.unwrap();
            let Ok(id) = joined else { return };
            for _ in 0..20 {
                if who.person.0 % 3 == 0 {
                    offer::decline(db, who.account, id).await.unwrap().ok();
                } else if offer::accept(db, who.account, id, day(1), key()).await.unwrap().is_ok() {
                    return;
                }
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        }
    }));
    let worker = async {
        for _ in 0..10 {
            w.stock(place, 4).await;
            settle(&third).await;
        }
    };
    tokio::join!(citizens, worker);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_joining_booking_offering_and_accepting_at_once_stay_within_the_doses(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(500, 10).await;
        let people = w.citizens(60).await;
        everything_at_once(w, place, &people).await;
        settle(&w.db).await;
        let ledger = w.ledger(place).await;
        assert_eq!(ledger.registered, 50);
        assert_eq!(ledger.reserved + ledger.offered + ledger.earmarked + ledger.bookable, 50);
        assert_eq!(i64::from(ledger.reserved + ledger.offered), w.rows("holds").await);
        // Nobody waits for the first time while a dose is free.
        let never = "reservations WHERE status = 'waiting' AND passed_at IS NULL";
        assert!(ledger.bookable == 0 || w.rows(never).await == 0, "{ledger:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn b4_the_log_of_turns_shows_that_the_line_is_fair(pool: PgPool) {
    world(pool, async |w| {
        let place = w.place(10, 0).await;
        let line = w.line_of(place, 4).await;
        let mut numbers = Vec::new();
        for (_, id) in &line {
            numbers.push(w.queue_no(*id).await);
        }
        w.stock(place, 2).await;
        settle(&w.db).await;
        w.decline(line[0]).await.unwrap();
        w.accept(line[1], day(1)).await.unwrap();
        settle(&w.db).await;
        waitlist::withdraw(&w.db, line[2].0.account, line[2].1).await.unwrap().unwrap();
        settle(&w.db).await;
        // A dose that somebody leaves behind is a new one: it begins with the first again.
        numbers[3] = numbers[0];
        let turns = list_turns(&w.db, place.hospital, 10).await.unwrap();
        let told: Vec<_> = turns.iter().rev().map(|t| (t.queue_no, t.outcome)).collect();
        let expected = [Outcome::Declined, Outcome::Accepted, Outcome::Left, Outcome::Open];
        assert_eq!(told, numbers.into_iter().zip(expected).collect::<Vec<_>>());
        for turn in &turns {
            assert!(turn.offered_at >= NOW && turn.expires_at - turn.offered_at == Duration::minutes(30));
            assert_eq!(turn.closed_at.is_none(), turn.outcome == Outcome::Open);
        }
        assert_eq!(list_turns(&w.db, place.hospital, 1).await.unwrap()[0].queue_no, turns[0].queue_no);
    })
    .await;
}
