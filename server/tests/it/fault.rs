//! What goes wrong in a data centre: workers that are away or killed, a database that dies under load.
//! After each nothing is lost, nothing happened twice, and the audit finds no difference.

use crate::{
    cluster::Cluster,
    harness::{Citizen, World, post, until},
};
use domain::{
    calendar::iso,
    id::{HospitalId, LotId, ReservationId, VaccineId},
    reservation::RejectReason,
};
use hyper::StatusCode;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use store::{
    reservation::{self, Request},
    vaccination::{self, Given},
};
use tokio::task::JoinSet;
use uuid::Uuid;

/// A booking of each of so many people, accepted by the hospital.
async fn confirmed(
    world: &World,
    hospital: HospitalId,
    vaccine: VaccineId,
    people: u32,
) -> Vec<(Citizen, ReservationId)> {
    let day_on = world.day(0).await;
    let mut booked = Vec::new();
    for n in 0..people {
        let citizen = world.citizen(n).await;
        let (account, person, key) = (citizen.account, citizen.person, Uuid::new_v4());
        let request = Request { account, person, hospital, vaccine, day_on, key };
        let id = reservation::request_one(&world.db, request).await.unwrap().unwrap();
        reservation::confirm(&world.db, world.admin, hospital, id).await.unwrap().unwrap();
        booked.push((citizen, id));
    }
    booked
}

async fn count(world: &World, sql: &'static str) -> i64 {
    store::sqlx::query_scalar(sql).fetch_one(world.db.pool()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn n4_vaccinations_are_recorded_while_nobody_follows_and_all_catch_up() {
    let world = World::make().await;
    let (vaccine, hospital) = (world.vaccine().await, world.late_hospital("접종 병원", 200).await);
    world.doses(hospital, vaccine, 150).await;
    let people = confirmed(&world, hospital, vaccine, 100).await;
    let lot: i64 =
        store::sqlx::query_scalar("SELECT lot_id FROM lots").fetch_one(world.db.pool()).await.unwrap();
    for (citizen, _) in &people {
        let given =
            Given { by: world.admin, hospital, lot: LotId(lot), person: citizen.person, key: Uuid::new_v4() };
        vaccination::record(&world.db, &given).await.unwrap().unwrap();
    }
    assert_eq!(count(&world, "SELECT count(*) FROM reservations WHERE status = 'confirmed'").await, 100);
    assert_eq!(store::audit::run(&world.db).await.unwrap(), []);
    let _worker = world.work();
    until("every reservation is vaccinated", async || {
        count(&world, "SELECT count(*) FROM reservations WHERE status = 'vaccinated' AND version = 3").await
            == 100
    })
    .await;
    assert_eq!(count(&world, "SELECT count(*) FROM events WHERE kind = 'reservation_vaccinated'").await, 100);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_workers_lose_nothing_and_repeat_nothing() {
    let world = World::make().await;
    let (vaccine, hospital) = (world.vaccine().await, world.late_hospital("거절 병원", 200).await);
    world.doses(hospital, vaccine, 60).await;
    let day_on = world.day(1).await;
    let mut booked = Vec::new();
    for n in 0..60 {
        let citizen = world.citizen(n).await;
        let (account, person, key) = (citizen.account, citizen.person, Uuid::new_v4());
        let request = Request { account, person, hospital, vaccine, day_on, key };
        booked.push(reservation::request_one(&world.db, request).await.unwrap().unwrap());
    }
    // One worker after the other is killed, each a little later in its work.
    for (n, part) in booked.chunks(6).enumerate() {
        for id in part {
            reservation::reject(&world.db, world.admin, hospital, *id, RejectReason::Other, None)
                .await
                .unwrap()
                .unwrap();
        }
        let worker = world.work();
        tokio::time::sleep(Duration::from_millis(40 * u64::try_from(n).unwrap())).await;
        drop(worker);
    }
    let _worker = world.work();
    until("every hold is given back", async || count(&world, "SELECT count(*) FROM holds").await == 0).await;
    assert_eq!(count(&world, "SELECT bookable::bigint FROM stocks").await, 60);
    assert_eq!(count(&world, "SELECT sum(taken) FROM days").await, 0);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn race_a_database_that_dies_under_load_loses_no_booking_and_makes_none_twice() {
    let cluster = Arc::new(Cluster::start());
    let world = World::make_on(cluster.url()).await;
    let (vaccine, hospital) = (world.vaccine().await, world.late_hospital("재시작 병원", 500).await);
    world.doses(hospital, vaccine, 500).await;
    let day = iso(world.day(2).await);
    let mut people = Vec::new();
    for n in 0..150 {
        people.push(world.citizen(n).await);
    }
    let server = world.serve();
    let address = server.address;

    let mut death = None;
    let mut posts = JoinSet::new();
    let mut booked = 0;
    for citizen in people {
        let day = day.clone();
        posts.spawn(async move {
            let form = format!(
                "hospital={hospital}&vaccine={vaccine}&date={day}&person={}&key={}",
                citizen.person,
                Uuid::new_v4()
            );
            // Everybody tries the same form again until it is answered, as a person would.
            for _ in 0..100 {
                let answer = post(address, "/book/check", &citizen.token, &form).await;
                if answer.status == StatusCode::SEE_OTHER {
                    return 1;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            0
        });
        // As many at once as it takes for the load to last while the server dies.
        if posts.len() >= 6 {
            booked += posts.join_next().await.unwrap().unwrap();
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        if booked >= 20 && death.is_none() {
            let dies = Arc::clone(&cluster);
            death = Some(tokio::task::spawn_blocking(move || {
                dies.crash_and_restart();
                Instant::now()
            }));
        }
    }
    booked += posts.join_all().await.into_iter().sum::<i64>();
    let back = death.expect("some booked while it was up").await.unwrap();
    assert_eq!(booked, 150);
    // A connection that lay idle for two seconds is looked at before it is used again.
    until("connections that died are known as dead", async || back.elapsed() > Duration::from_secs(2)).await;
    assert_eq!(count(&world, "SELECT count(*) FROM reservations WHERE status = 'requested'").await, 150);
    assert_eq!(count(&world, "SELECT reserved::bigint FROM stocks").await, 150);
    drop(server);
    world.finish().await;
}
