//! NATS between replicas: what happens when it is away, and whom it lets in.

use crate::{
    harness::{Server, World, get, post, until},
    live::Page,
    several::{Carrier, Nats, over_both},
};
use domain::{
    id::{HospitalId, ReservationId},
    live::reservation_topic,
    reservation::{CancelReason, ReservationStatus as S},
};
use hyper::StatusCode;
use std::time::Duration;
use store::reservation;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

over_both! {
    what_one_replica_does_is_seen_at_another
}

/// A hospital, and somebody's open request there.
async fn requested(world: &World) -> (HospitalId, ReservationId, String) {
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("소식 병원", 10).await);
    world.doses(hospital, vaccine, 10).await;
    let citizen = world.citizen(1).await;
    let id = world.books(&citizen, hospital, vaccine).await;
    (hospital, id, citizen.token)
}

/// The page's next state, at the latest after so long.
async fn soon(page: &mut Page, most: Duration) -> S {
    let before = Instant::now();
    let status = page.hears_of_reservation().await.status;
    assert!(before.elapsed() < most, "{:?}", before.elapsed());
    status
}

async fn ready(server: &Server) -> String {
    let answer = get(server.address, "/readyz", None).await;
    assert_eq!(answer.status, StatusCode::OK, "without the bus it works as well");
    answer.body
}

async fn what_one_replica_does_is_seen_at_another(carrier: Carrier) {
    let world = World::make_over(carrier).await;
    let (hospital, id, token) = requested(&world).await;
    let workless = [("ALIMI_WORKERS", "false".to_owned())];
    let (here, there) = (world.serve(), world.serve_with(&workless));
    let mut page = Page::open(&there, Some(&token)).await.unwrap();
    page.watch(reservation_topic(id.0), None).await;
    assert_eq!(page.hears_of_reservation().await.status, S::Requested);
    // Accepted on a page of the one, by its own form; nobody else wakes anybody.
    let role = domain::account::Role::ReservationManager(hospital);
    let desk =
        store::account::register_staff(&world.db, "desk", "시험담당", "-", role).await.unwrap().unwrap();
    let session = world.session(desk).await;
    let accepted = post(here.address, "/desk/requests/accept", &session, &format!("id={id}")).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
    assert_eq!(soon(&mut page, Duration::from_secs(2)).await, S::Confirmed);

    // So is the end of a session, well before sockets are asked for theirs.
    let before = Instant::now();
    assert_eq!(post(here.address, "/sign-out", &token, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(page.hears().await, Err(Some(CloseCode::Policy)));
    assert!(before.elapsed() < Duration::from_secs(2), "{:?}", before.elapsed());
    drop((here, there));
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_missed_while_nats_is_away_and_all_is_as_before_when_it_is_back() {
    let mut world = World::make_over(Carrier::Nats).await;
    let (hospital, id, token) = requested(&world).await;
    let server = world.serve();
    until("the bus is heard", async || ready(&server).await == "ready\n").await;
    let mut page = Page::open(&server, Some(&token)).await.unwrap();
    page.watch(reservation_topic(id.0), None).await;
    assert_eq!(page.hears_of_reservation().await.status, S::Requested);

    world.nats.as_mut().unwrap().kill();
    until("it says that it reads instead", async || ready(&server).await.contains("the bus is away")).await;
    assert!(get(server.address, "/status", None).await.body.contains("2초마다"), "/status says so too");
    reservation::confirm(&world.db, world.admin, hospital, id).await.unwrap().unwrap();
    assert_eq!(soon(&mut page, Duration::from_secs(4)).await, S::Confirmed);
    let kept = async || -> i64 {
        store::sqlx::query_scalar("SELECT count(*) FROM bus_messages")
            .fetch_one(world.db.pool())
            .await
            .unwrap()
    };
    until("messages wait", async || kept().await > 0).await;

    let mut nats = world.nats.take().unwrap();
    nats.start_again().await;
    until("the bus is heard again", async || ready(&server).await == "ready\n").await;
    until("none waits any longer", async || {
        let left: i64 = store::sqlx::query_scalar("SELECT count(*) FROM bus_messages")
            .fetch_one(world.db.pool())
            .await
            .unwrap();
        left == 0
    })
    .await;
    let reason = CancelReason::HospitalClosed;
    store::cancel::by_manager(&world.db, world.admin, hospital, id, reason, None).await.unwrap().unwrap();
    nats.wake();
    assert_eq!(soon(&mut page, Duration::from_secs(1)).await, S::Cancelled);
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nats_over_tls_and_a_wrong_password_is_no_bus() {
    let world = World::make().await;
    crate::tls::write_certificate(&world.site);
    let path = |name: &str| world.site.join(name).to_string_lossy().into_owned();
    let options = ["--tls", "--tlscert", &path("cert.pem"), "--tlskey", &path("key.pem")];
    let nats = Nats::start_with(options.map(str::to_owned).to_vec()).await;
    let told = |password: &str, ca: Option<String>| {
        let url = format!("tls://alimi:{password}@localhost:{}", nats.port());
        let ca = ca.map(|ca| ("BUS_CA", ca));
        [("BUS_URL", url)].into_iter().chain(ca).collect::<Vec<_>>()
    };
    let trusting = world.serve_with(&told("secret", Some(path("cert.pem"))));
    until("the bus is heard", async || ready(&trusting).await == "ready\n").await;

    let wrong = world.serve_with(&told("guessed", Some(path("cert.pem"))));
    let stranger = world.serve_with(&told("secret", None));
    for server in [&wrong, &stranger] {
        until("it does without", async || ready(server).await.contains("the bus is away")).await;
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert!(ready(server).await.contains("the bus is away"), "it still does");
    }
    drop((trusting, wrong, stranger));
    world.finish().await;
}
