//! Many people, few doses, two servers.

use crate::harness::{Answer, Citizen, World, post};
use domain::calendar::iso;
use hyper::{StatusCode, header};
use tokio::task::{JoinError, JoinSet};
use uuid::Uuid;

/// The refused page leads to the waitlist (N5).
fn leads_to_waitlist(answer: &Answer) -> bool {
    answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("/book/wait?")
}

/// Too many at once: what was typed is kept, and when to try again is said (N8).
fn asks_to_come_back(answer: &Answer) -> bool {
    answer.status == StatusCode::SERVICE_UNAVAILABLE && answer.headers.contains_key(header::RETRY_AFTER)
}

#[tokio::test(flavor = "multi_thread")]
async fn n1_race_of_500_people_over_two_servers_for_the_last_dose() {
    let world = World::make().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("마지막 한 개 병원", 1_000).await);
    world.doses(hospital, vaccine, 1).await;
    let day = iso(world.day(3).await);
    let servers = [world.serve(), world.serve()];
    let mut people = Vec::new();
    for n in 0..500 {
        people.push(world.citizen(n).await);
    }

    let mut posts = JoinSet::new();
    for (i, citizen) in people.into_iter().enumerate() {
        let address = servers[i % 2].address;
        let form = format!(
            "hospital={hospital}&vaccine={vaccine}&date={day}&person={}&key={}",
            citizen.person,
            Uuid::new_v4()
        );
        posts.spawn(async move { post(address, "/book/check", &citizen.token, &form).await });
    }
    let answers = posts.join_all().await;

    let booked: Vec<_> = answers.iter().filter(|a| a.status == StatusCode::SEE_OTHER).collect();
    assert_eq!(booked.len(), 1);
    assert!(booked[0].headers[header::LOCATION].to_str().unwrap().starts_with("/book/done/"));
    let others: Vec<_> = answers.iter().filter(|a| !leads_to_waitlist(a)).map(|a| a.status).collect();
    assert_eq!(
        others,
        [StatusCode::SEE_OTHER],
        "everybody else is led to the waitlist, nobody sees an error"
    );
    drop(servers);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n2_race_of_2000_people_for_40_days_of_25_places() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let mut hospitals = Vec::new();
    for n in 0..4 {
        let hospital = world.hospital(&format!("병원 {n}"), 25).await;
        world.doses(hospital, vaccine, 1_000).await;
        hospitals.push(hospital);
    }
    let mut days = Vec::new();
    for ahead in 1..=10 {
        days.push(iso(world.day(ahead).await));
    }
    let servers = [world.serve(), world.serve()];
    let mut people = Vec::new();
    for n in 0..2_000 {
        people.push(world.citizen(n).await);
    }

    let mut booked = 0;
    let mut hopeful: Vec<_> = people.into_iter().enumerate().collect();
    // On a busy machine booking rests for a moment (N5) and leads to the waitlist while there is room:
    // whoever was turned away tries again, as people do. A thousand answers take longer than such a rest.
    for _ in 0..5 {
        let mut turned_away = Vec::new();
        let mut posts = JoinSet::new();
        let mut take = |done: Result<(usize, Answer, Citizen), JoinError>| {
            let (i, answer, citizen) = done.unwrap();
            if answer.status == StatusCode::SEE_OTHER {
                booked += 1;
                return;
            }
            let refused = leads_to_waitlist(&answer) || asks_to_come_back(&answer);
            assert!(refused, "nobody sees an error: {}", answer.status);
            turned_away.push((i, citizen));
        };
        for (i, citizen) in hopeful {
            let address = servers[i % 2].address;
            let (hospital, day) = (hospitals[i % 4], &days[i / 4 % 10]);
            let form = format!(
                "hospital={hospital}&vaccine={vaccine}&date={day}&person={}&key={}",
                citizen.person,
                Uuid::new_v4()
            );
            posts.spawn(
                async move { (i, post(address, "/book/check", &citizen.token, &form).await, citizen) },
            );
            // As many at once as a small machine serves unoptimised: rendering a page takes it long.
            if posts.len() >= 64 {
                take(posts.join_next().await.unwrap());
            }
        }
        while let Some(done) = posts.join_next().await {
            take(done);
        }
        hopeful = turned_away;
        if booked >= 1_000 {
            break;
        }
    }
    assert_eq!((booked, hopeful.len()), (1_000, 1_000));
    let taken: Vec<i32> = store::sqlx::query_scalar(
        "SELECT taken FROM days WHERE day_on BETWEEN alimi_today() + 1 AND alimi_today() + 10",
    )
    .fetch_all(world.db.pool())
    .await
    .unwrap();
    assert_eq!(taken, [25; 40], "every day is full and none overfull");
    drop(servers);
    world.finish().await;
}
