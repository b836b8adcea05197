//! Two and three replicas behind haproxy, and one of them killed in the middle (N8): people who lose
//! their connection try again as browsers do, with the same key, and nobody notices more than that.

use crate::{
    harness::{Citizen, World, send, until},
    live::Page,
    several::{Carrier, Front},
};
use bytes::Bytes;
use domain::{
    calendar::iso,
    live::{Say, hospital_topic},
};
use http_body_util::{BodyExt, Full};
use hyper::{Request, StatusCode, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, time::Duration};
use tokio::{net::TcpStream, task::JoinSet, time::sleep};
use uuid::Uuid;

/// The answer and where it leads; nothing when the connection broke before there was one.
async fn post(front: SocketAddr, token: &str, form: &str) -> Option<(StatusCode, String)> {
    let stream = TcpStream::connect(front).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let request = Request::post("/book/check")
        .header(header::HOST, front.to_string())
        .header(header::ORIGIN, format!("http://{front}"))
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("alimi_session={token}"))
        .body(Full::new(Bytes::from(form.to_owned())))
        .unwrap();
    let (head, body) = sender.send_request(request).await.ok()?.into_parts();
    let body = body.collect().await.ok()?.to_bytes();
    connection.abort();
    // Booking hangs while the dead replica's locks are still held: nobody was told yes or no.
    if String::from_utf8_lossy(&body).contains(UNAVAILABLE) {
        return None;
    }
    let location = head.headers.get(header::LOCATION).map_or("", |l| l.to_str().unwrap()).to_owned();
    Some((head.status, location))
}

/// Presses the button again until there is an answer of the service's own.
async fn insists(front: SocketAddr, citizen: Citizen, form: String) -> (StatusCode, String, u32) {
    for tries in 1..=300 {
        match post(front, &citizen.token, &form).await {
            Some((status, to)) if !status.is_server_error() => return (status, to, tries),
            _ => sleep(Duration::from_millis(100)).await,
        }
    }
    panic!("no answer in three hundred tries");
}

/// What is said while booking does not answer.
const UNAVAILABLE: &str = "지금은 예약을 처리할 수 없습니다.";

/// How many come at once: more in `make soak`.
fn crowd() -> u32 {
    std::env::var("ALIMI_CROWD").map_or(200, |crowd| crowd.parse().expect("ALIMI_CROWD is a number"))
}

async fn race(replicas: usize, carrier: Carrier) {
    let world = World::make_over(carrier).await;
    let (crowd, places) = (crowd(), crowd() / 3);
    let vaccine = world.vaccine().await;
    let hospital = world.hospital("여럿 병원", i32::try_from(places).unwrap()).await;
    world.doses(hospital, vaccine, i32::try_from(crowd).unwrap()).await;
    let day = iso(world.day(3).await);
    let mut people = Vec::new();
    for n in 0..crowd {
        people.push(world.citizen(n).await);
    }
    let mut front = Front::of(&world, replicas).await;
    let mut posts = JoinSet::new();
    for citizen in people {
        let (person, key) = (citizen.person, Uuid::new_v4());
        let form = format!("hospital={hospital}&vaccine={vaccine}&date={day}&person={person}&key={key}");
        posts.spawn(insists(front.address, citizen, form));
    }
    // In the middle: some have booked, and most still wait for their answer.
    let mut answers = Vec::new();
    for _ in 0..crowd / 10 {
        answers.push(posts.join_next().await.unwrap().unwrap());
    }
    front.kill(0);
    answers.extend(posts.join_all().await);

    let again = answers.iter().filter(|(_, _, tries)| *tries > 1).count();
    assert!(again > 0, "nobody noticed: it was not in the middle");
    let booked: Vec<_> = answers.iter().filter(|(status, _, _)| *status == StatusCode::SEE_OTHER).collect();
    assert_eq!(booked.len(), places as usize, "each place went to somebody who was told so");
    assert!(booked.iter().all(|(_, to, _)| to.starts_with("/book/done/")), "{booked:?}");
    let refused = answers.iter().filter(|(status, _, _)| *status == StatusCode::UNPROCESSABLE_ENTITY).count();
    assert_eq!(refused, (crowd - places) as usize, "everybody else was told that it is full");
    let counted: (i64, i64) = store::sqlx::query_as(
        "SELECT (SELECT count(*) FROM reservations WHERE status = 'requested'), (SELECT sum(taken) FROM days)",
    )
    .fetch_one(world.db.pool())
    .await
    .unwrap();
    assert_eq!(counted, (places.into(), places.into()), "and none went twice");
    drop(front);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n8_race_over_two_replicas_of_which_one_is_killed() {
    race(2, Carrier::Notify).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n8_race_over_three_replicas_of_which_one_is_killed() {
    race(3, Carrier::Nats).await;
}

async fn follow(carrier: Carrier) {
    let world = World::make_over(carrier).await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("지켜보는 병원", 50).await);
    world.doses(hospital, vaccine, 50).await;
    let mut front = Front::of(&world, 3).await;
    let topic = hospital_topic(hospital.0);
    let mut pages = Vec::new();
    for _ in 0..9 {
        let mut page = Page::open_at(front.address, None).await.unwrap();
        page.watch(topic.clone(), None).await;
        assert!(matches!(page.hears().await, Ok(Say::Hospital(_))));
        pages.push(page);
    }

    front.kill(1);
    let citizen = world.citizen(1).await;
    world.books(&citizen, hospital, vaccine).await;
    world.wake().await;
    let (mut stayed, mut came_back) = (0, 0);
    let left = [(vaccine.0, 49)];
    for mut page in pages {
        let mut broken = false;
        loop {
            match page.hears().await {
                Ok(Say::Hospital(now)) if now.bookable == left => break,
                // What the other replica knew before.
                Ok(Say::Hospital(_)) => {}
                Err(_) if !broken => {
                    broken = true;
                    page = Page::open_at(front.address, None).await.unwrap();
                    page.watch(topic.clone(), None).await;
                }
                other => panic!("{other:?}"),
            }
        }
        if broken { came_back += 1 } else { stayed += 1 }
    }
    assert!(stayed > 0 && came_back > 0, "{stayed} stayed, {came_back} came back");
    // The proxy leaves the dead one out.
    until("every request is answered", async || {
        for _ in 0..6 {
            if send(front.address, Request::get("/livez"), "").await.status != StatusCode::OK {
                return false;
            }
        }
        true
    })
    .await;
    drop(front);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n8_open_pages_go_on_when_a_replica_is_killed_over_notify() {
    follow(Carrier::Notify).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n8_open_pages_go_on_when_a_replica_is_killed_over_nats() {
    follow(Carrier::Nats).await;
}
