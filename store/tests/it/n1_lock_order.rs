//! N1: everybody locks in one order, so nobody waits in a circle.

use crate::world::{Citizen, Place, World, day, hospital_form, request, run, settle, until, world};
use domain::{id::ReservationId, refusal::Refusal, reservation::RejectReason};
use futures_util::future::join_all;
use sqlx::PgPool;
use store::{
    Db, hospital, outbox,
    release::Release,
    reservation::{self, Request},
    vaccination::Status,
    view,
};

/// Two hospitals with the same two vaccines: four stocks.
async fn four_stocks(w: &World, capacity: i32, doses: i32) -> Vec<Place> {
    let vaccines = [w.vaccine().await, w.vaccine().await];
    let mut places = Vec::new();
    for _ in 0..2 {
        let hospital = w.hospital(capacity).await;
        for vaccine in vaccines {
            let place = Place { hospital, vaccine };
            w.stock(place, doses).await;
            places.push(place);
        }
    }
    places
}

/// One request for each person, over all stocks and days.
fn batch(people: &[Citizen], places: &[Place]) -> Vec<Request> {
    let targets = (1..=3).flat_map(|n| places.iter().map(move |p| (*p, day(n)))).cycle();
    people.iter().zip(targets).map(|(who, (place, on))| request(*who, place, on)).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_calls_that_name_stocks_and_days_in_opposite_order_do_not_deadlock(pool: PgPool) {
    world(pool, async |w| {
        let places = four_stocks(w, 1_000, 1_000).await;
        let people = w.citizens(8 * 24).await;
        for round in people.chunks(4 * 24) {
            let calls = round.chunks(24).enumerate().map(|(n, some)| {
                let mut requests = batch(some, &places);
                if n % 2 == 1 {
                    requests.reverse();
                }
                async move { reservation::request(&w.db, &requests).await.unwrap() }
            });
            assert!(join_all(calls).await.iter().flatten().all(Result::is_ok));
        }
    })
    .await;
}

/// Two calls with the same rows before them, one from each end, while somebody holds the row in
/// the middle. Who does not keep the order takes half of them and waits for the other half.
async fn from_both_ends(
    w: &World,
    middle: &'static str,
    forth: Vec<Request>,
    mut back: Vec<Request>,
) -> Vec<Result<ReservationId, Refusal>> {
    back.reverse();
    let mut hold = w.db.pool().begin().await.unwrap();
    sqlx::query(middle).execute(&mut *hold).await.unwrap();
    let (one, two, ()) =
        tokio::join!(reservation::request(&w.db, &forth), reservation::request(&w.db, &back), async {
            w.until_waiting_for_locks(2).await;
            hold.commit().await.unwrap();
        });
    [one.unwrap(), two.unwrap()].concat()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_calls_for_two_vaccines_lock_their_days_in_one_order(pool: PgPool) {
    world(pool, async |w| {
        // No stock in common, so nothing but the order of the days keeps them apart.
        let places = four_stocks(w, 9, 99).await;
        let people = w.citizens(22).await;
        let [forth, back] = [(0, 0), (11, 1)].map(|(first, vaccine)| {
            let some = people[first..].iter().zip(1..=11);
            some.map(|(p, on)| request(*p, places[vaccine], day(on))).collect()
        });
        let middle = "SELECT FROM days WHERE day_on = '2026-12-07' FOR NO KEY UPDATE";
        assert!(from_both_ends(w, middle, forth, back).await.iter().all(Result::is_ok));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_calls_lock_their_stocks_in_one_order(pool: PgPool) {
    world(pool, async |w| {
        let places = four_stocks(w, 99, 99).await;
        let people = w.citizens(8).await;
        let [forth, back] = [(0, 1), (4, 2)].map(|(first, on)| {
            people[first..].iter().zip(&places).map(|(p, place)| request(*p, *place, day(on))).collect()
        });
        let middle = "SELECT FROM stocks ORDER BY hospital_id, vaccine_id OFFSET 1 LIMIT 2 FOR NO KEY UPDATE";
        assert!(from_both_ends(w, middle, forth, back).await.iter().all(Result::is_ok));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_calls_lock_their_persons_in_one_order(pool: PgPool) {
    world(pool, async |w| {
        let places = four_stocks(w, 99, 99).await;
        let people = w.citizens(12).await;
        let middle = "SELECT FROM persons ORDER BY person_id OFFSET 5 LIMIT 1 FOR NO KEY UPDATE";
        let (forth, back) = (batch(&people, &places), batch(&people, &places));
        let answers = from_both_ends(w, middle, forth, back).await;
        assert_eq!(answers.iter().filter(|a| a.is_ok()).count(), 12);
        assert!(answers.iter().all(|a| a.is_ok() || *a == Err(Refusal::AlreadyBooked)));
    })
    .await;
}

/// Rejects what is open, as fast as the desk can, until the bookings are over.
async fn reject_some(db: &Db, w: &World, places: &[Place]) {
    for place in places {
        let (_, open) = view::desk::list_requests(db, place.hospital, 10).await.unwrap();
        for entry in open {
            let answer = reservation::reject(
                db,
                w.admin,
                place.hospital,
                entry.reservation,
                RejectReason::Other,
                None,
            );
            answer.await.unwrap().ok();
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_booking_rejecting_releasing_closing_and_changing_at_once_do_not_deadlock(pool: PgPool) {
    world(pool, async |w| {
        let places = four_stocks(w, 40, 60).await;
        let people = w.citizens(144).await;
        let other = w.replica(10).await;
        let bookings = async {
            for round in people.chunks(48) {
                let calls = round.chunks(12).enumerate().map(|(n, some)| {
                    let mut requests = batch(some, &places);
                    if n % 2 == 1 {
                        requests.reverse();
                    }
                    async move { reservation::request(&w.db, &requests).await.unwrap() }
                });
                join_all(calls).await;
            }
        };
        let answers = async {
            for _ in 0..8 {
                reject_some(&other, w, &places).await;
            }
        };
        let giving_back = async {
            for _ in 0..60 {
                outbox::run(&other, &Release, 5).await.unwrap();
            }
        };
        let admin = async {
            for round in 0..8_i32 {
                for place in [places[0], places[2]] {
                    let form =
                        hospital_form(&format!("바쁜 병원 {} {round}", place.hospital), 40 - round % 3);
                    // Refused or not: it must be answered.
                    let _ = hospital::change(&other, w.admin, place.hospital, &form).await.unwrap();
                    let _ = hospital::close_day(&other, w.admin, place.hospital, day(3)).await.unwrap();
                    let _ = hospital::reopen_day(&other, w.admin, place.hospital, day(3)).await.unwrap();
                }
            }
        };
        tokio::join!(bookings, answers, giving_back, admin);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn n1_accepting_and_following_a_vaccination_lock_what_a_person_has_in_one_order(pool: PgPool) {
    world(pool, async |w| {
        let (first, second, desk) = (w.place(9, 0).await, w.place(9, 0).await, w.place(9, 9).await);
        let who = w.citizen().await;
        w.wait(who, first, None).await.unwrap();
        let offered = (who, w.wait(who, second, None).await.unwrap());
        w.stock(second, 1).await;
        settle(&w.db).await;
        run(&w.db, &Status).await;
        w.vaccinate(desk, who.person).await.unwrap();
        // The offer is in somebody's hand. Accepting waits for it; so does the consumer, which has
        // the older wait already.
        let mut hold = w.db.pool().begin().await.unwrap();
        sqlx::query("SELECT FROM reservations WHERE status = 'offered' FOR NO KEY UPDATE")
            .execute(&mut *hold)
            .await
            .unwrap();
        let follow = async {
            w.until_waiting_for_locks(1).await;
            until("the vaccination is followed", async || {
                outbox::run(&w.db, &Status, 100).await.unwrap() > 0
            })
            .await;
        };
        let let_go = async {
            w.until_waiting_for_locks(2).await;
            hold.rollback().await.unwrap();
        };
        let (accepted, (), ()) = tokio::join!(w.accept(offered, day(30)), follow, let_go);
        assert!(accepted.is_ok() || accepted == Err(Refusal::OfferOver), "{accepted:?}");
    })
    .await;
}
