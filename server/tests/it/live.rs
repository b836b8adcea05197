//! `/live`: whom it lets in, what it says to whom, and when it hangs up.

use crate::{
    harness::{Citizen, Server, World, get, post},
    several::{Carrier, over_both},
};
use domain::{
    account::Role,
    id::{HospitalId, ReservationId, VaccineId},
    live::{Ask, INBOX_TOPIC, ReservationNow, Say, hospital_topic, reservation_topic},
    reservation::ReservationStatus as S,
};
use futures_util::{SinkExt, StreamExt};
use hyper::{StatusCode, header};
use sha2::{Digest, Sha256};
use std::{net::SocketAddr, time::Duration};
use store::reservation;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::{Instant, timeout},
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, protocol::frame::coding::CloseCode},
};
use uuid::Uuid;

/// An open page.
pub(crate) struct Page(WebSocketStream<TcpStream>);

impl Page {
    pub(crate) async fn open(server: &Server, token: Option<&str>) -> Result<Self, StatusCode> {
        Self::open_at(server.address, token).await
    }

    /// At a replica, or at a proxy in front of several.
    pub(crate) async fn open_at(address: SocketAddr, token: Option<&str>) -> Result<Self, StatusCode> {
        Self::open_from(address, token, Some(&format!("http://{address}"))).await
    }

    async fn open_from(
        address: SocketAddr,
        token: Option<&str>,
        origin: Option<&str>,
    ) -> Result<Self, StatusCode> {
        let mut request = format!("ws://{address}/live").into_client_request().unwrap();
        let headers = request.headers_mut();
        if let Some(token) = token {
            headers.insert(header::COOKIE, format!("alimi_session={token}").parse().unwrap());
        }
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        match client_async(request, TcpStream::connect(address).await.unwrap()).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => Err(response.status()),
            Err(error) => panic!("{error}"),
        }
    }

    pub(crate) async fn watch(&mut self, topic: String, seen: Option<i64>) {
        let ask = serde_json::to_string(&Ask::Watch { topic, seen }).unwrap();
        self.0.send(Message::text(ask)).await.unwrap();
    }

    /// The next message within five seconds; `Err` with the code when the server hangs up.
    pub(crate) async fn hears(&mut self) -> Result<Say, Option<CloseCode>> {
        let next = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                    Some(Ok(Message::Close(frame))) => return Err(frame.map(|f| f.code)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(None),
                }
            }
        };
        timeout(Duration::from_secs(5), next).await.expect("nothing was said for five seconds")
    }

    pub(crate) async fn hears_of_reservation(&mut self) -> ReservationNow {
        match self.hears().await {
            Ok(Say::Reservation(now)) => now,
            other => panic!("{other:?}"),
        }
    }
}

/// A hospital with doses, and somebody's booking there.
struct Scene {
    world: World,
    hospital: HospitalId,
    vaccine: VaccineId,
    citizen: Citizen,
    reservation: ReservationId,
    server: Server,
}

impl Scene {
    async fn make(carrier: Carrier) -> Self {
        let world = World::make_over(carrier).await;
        let (vaccine, hospital) = (world.vaccine().await, world.hospital("실시간 병원", 10).await);
        world.doses(hospital, vaccine, 10).await;
        let citizen = world.citizen(1).await;
        let server = world.serve();
        let mut scene =
            Self { world, hospital, vaccine, citizen, reservation: ReservationId(Uuid::nil()), server };
        scene.reservation = scene.books(&scene.citizen.clone()).await;
        scene
    }

    async fn books(&self, citizen: &Citizen) -> ReservationId {
        self.world.books(citizen, self.hospital, self.vaccine).await
    }

    async fn end(self) {
        drop(self.server);
        self.world.finish().await;
    }
}

over_both! {
    c7_open_page_hears_of_its_reservation_within_a_second
    everybody_hears_of_a_hospital_and_only_the_owner_of_a_reservation
    sockets_close_with_their_session
    an_inbox_tells_its_owner_and_nobody_else_how_many_were_not_read
}

async fn c7_open_page_hears_of_its_reservation_within_a_second(carrier: Carrier) {
    let scene = Scene::make(carrier).await;
    let mut page = Page::open(&scene.server, Some(&scene.citizen.token)).await.unwrap();
    page.watch(reservation_topic(scene.reservation.0), None).await;
    let first = page.hears_of_reservation().await;
    assert_eq!(first.status, S::Requested);

    let (db, admin) = (&scene.world.db, scene.world.admin);
    let before = Instant::now();
    reservation::confirm(db, admin, scene.hospital, scene.reservation).await.unwrap().unwrap();
    scene.world.wake().await;
    let now = page.hears_of_reservation().await;
    assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
    assert_eq!(now.status, S::Confirmed);
    assert!(now.version > first.version);

    // A page that comes back with what it has seen hears nothing until there is news.
    let mut again = Page::open(&scene.server, Some(&scene.citizen.token)).await.unwrap();
    again.watch(reservation_topic(scene.reservation.0), Some(now.version)).await;
    again.watch(hospital_topic(scene.hospital.0), None).await;
    assert!(matches!(again.hears().await, Ok(Say::Hospital(_))));
    scene.end().await;
}

async fn everybody_hears_of_a_hospital_and_only_the_owner_of_a_reservation(carrier: Carrier) {
    let scene = Scene::make(carrier).await;
    let stranger = scene.world.citizen(2).await;
    let topic = reservation_topic(scene.reservation.0);

    let mut anonymous = Page::open(&scene.server, None).await.unwrap();
    anonymous.watch(hospital_topic(scene.hospital.0), None).await;
    let Ok(Say::Hospital(before)) = anonymous.hears().await else { panic!() };
    assert_eq!(before.bookable, [(scene.vaccine.0, 9)]);
    scene.books(&stranger).await;
    scene.world.wake().await;
    let Ok(Say::Hospital(after)) = anonymous.hears().await else { panic!() };
    assert_eq!(after.bookable, [(scene.vaccine.0, 8)]);

    // A foreign reservation, one that does not exist and nonsense all get the same answer.
    let unknown = reservation_topic(Uuid::new_v4());
    let mut foreign = Page::open(&scene.server, Some(&stranger.token)).await.unwrap();
    for page in [&mut anonymous, &mut foreign] {
        for name in [topic.clone(), unknown.clone(), hospital_topic(999_999), "nonsense".to_owned()] {
            page.watch(name.clone(), None).await;
            assert_eq!(page.hears().await, Ok(Say::Gone { topic: name }));
        }
    }

    // The fallback by polling answers alike.
    let path = format!("/live/poll?topics={topic},hospital:{},nonsense", scene.hospital);
    let own = get(scene.server.address, &path, Some(&scene.citizen.token)).await;
    let said: Vec<Say> = serde_json::from_str(&own.body).unwrap();
    assert!(matches!(&said[..], [Say::Reservation(_), Say::Hospital(_), Say::Gone { .. }]), "{said:?}");
    let foreign = get(scene.server.address, &path, Some(&stranger.token)).await;
    let said: Vec<Say> = serde_json::from_str(&foreign.body).unwrap();
    assert!(matches!(&said[..], [Say::Gone { .. }, Say::Hospital(_), Say::Gone { .. }]), "{said:?}");
    scene.end().await;
}

async fn sockets_close_with_their_session(carrier: Carrier) {
    let scene = Scene::make(carrier).await;
    let (server, world) = (&scene.server, &scene.world);
    let token = &scene.citizen.token;

    // Signing out closes at once.
    let mut page = Page::open(server, Some(token)).await.unwrap();
    assert_eq!(post(server.address, "/sign-out", token, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(page.hears().await, Err(Some(CloseCode::Policy)));
    page = Page::open(server, Some(token)).await.unwrap();
    page.watch(reservation_topic(scene.reservation.0), None).await;
    assert!(matches!(page.hears().await, Ok(Say::Gone { .. })), "the token is dead");

    // A session revoked elsewhere closes within five seconds.
    let other = world.citizen(3).await;
    let mut page = Page::open(server, Some(&other.token)).await.unwrap();
    let visitor =
        store::session::find(&world.db, &Sha256::digest(&other.token).into()).await.unwrap().unwrap();
    store::session::end(&world.db, visitor.session.unwrap()).await.unwrap();
    assert_eq!(page.hears().await, Err(Some(CloseCode::Policy)));

    // So does one whose roles changed; the page comes back with the new ones.
    let hospital = world.hospital("다른시험병원", 5).await;
    let token = world.session(world.admin).await;
    let mut page = Page::open(server, Some(&token)).await.unwrap();
    let role = Role::ReservationManager(hospital);
    store::staff::give_role(&world.db, world.admin, world.admin, role).await.unwrap().unwrap();
    assert_eq!(page.hears().await, Err(Some(CloseCode::Policy)));
    assert!(Page::open(server, Some(&token)).await.is_ok());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_crowds_and_floods_are_turned_away() {
    let world = World::make().await;
    let citizen = world.citizen(1).await;
    let server = world.serve();
    for origin in [None, Some("https://evil.example"), Some("null")] {
        let refused = Page::open_from(server.address, Some(&citizen.token), origin).await;
        assert_eq!(refused.err(), Some(StatusCode::FORBIDDEN), "{origin:?}");
    }

    let mut pages = Vec::new();
    let refused = loop {
        match Page::open(&server, Some(&citizen.token)).await {
            Ok(page) => pages.push(page),
            Err(status) => break status,
        }
        assert!(pages.len() <= 100);
    };
    assert_eq!((pages.len(), refused), (20, StatusCode::TOO_MANY_REQUESTS));

    let mut page = pages.pop().unwrap();
    page.0.send(Message::text("x".repeat(5_000))).await.unwrap();
    assert!(page.hears().await.is_err(), "4 KB are the most");
    let mut page = pages.pop().unwrap();
    page.0.send(Message::text("{\"t\":\"shout\"}")).await.unwrap();
    assert!(page.hears().await.is_err(), "only questions");
    let mut page = pages.pop().unwrap();
    let mut closed = Ok(Say::Gone { topic: String::new() });
    for n in 0..=100 {
        page.watch(format!("nonsense:{n}"), None).await;
        closed = page.hears().await;
    }
    assert_eq!(closed, Err(Some(CloseCode::Policy)), "a hundred questions between two pings are enough");

    // Whoever never finishes a request is cut off after ten seconds.
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    let mut rest = Vec::new();
    let cut = timeout(Duration::from_secs(15), slow.read_to_end(&mut rest)).await;
    assert!(cut.is_ok(), "still open after fifteen seconds");
    drop((pages, server));
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_server_sends_its_pages_elsewhere() {
    let world = World::make().await;
    let mut server = world.serve();
    let mut page = Page::open(&server, None).await.unwrap();
    server.ask_to_stop();
    assert_eq!(page.hears().await, Err(Some(CloseCode::Restart)));
    assert!(server.ended_well().await, "the process ends by itself, and well");
    world.finish().await;
}

async fn an_inbox_tells_its_owner_and_nobody_else_how_many_were_not_read(carrier: Carrier) {
    let scene = Scene::make(carrier).await;
    let world = &scene.world;
    let stranger = world.citizen(2).await;
    let unread = async |page: &mut Page| match page.hears().await {
        Ok(Say::Inbox(now)) => now.unread,
        other => panic!("{other:?}"),
    };
    crate::harness::until("the request was told", async || {
        store::notice::count_unread(&world.db, scene.citizen.account).await.unwrap() == 1
    })
    .await;
    let mut page = Page::open(&scene.server, Some(&scene.citizen.token)).await.unwrap();
    page.watch(INBOX_TOPIC.to_owned(), None).await;
    assert_eq!(unread(&mut page).await, 1);
    let mut theirs = Page::open(&scene.server, Some(&stranger.token)).await.unwrap();
    theirs.watch(INBOX_TOPIC.to_owned(), None).await;
    assert_eq!(unread(&mut theirs).await, 0, "their own");
    let mut anonymous = Page::open(&scene.server, None).await.unwrap();
    anonymous.watch(INBOX_TOPIC.to_owned(), None).await;
    assert!(matches!(anonymous.hears().await, Ok(Say::Gone { .. })));

    reservation::confirm(&world.db, world.admin, scene.hospital, scene.reservation).await.unwrap().unwrap();
    world.wake().await;
    assert_eq!(unread(&mut page).await, 2);
    store::notice::mark_read(&world.db, scene.citizen.account, i64::MAX).await.unwrap();
    assert_eq!(unread(&mut page).await, 0, "marked as read in another page");
    let silence = timeout(Duration::from_millis(300), theirs.hears()).await;
    assert!(silence.is_err(), "{silence:?}");
    let asked = get(scene.server.address, "/live/poll?topics=inbox", Some(&stranger.token)).await;
    assert!(asked.body.contains("\"unread\":0"), "{}", asked.body);
    let Scene { world, server, .. } = scene;
    drop(server);
    world.finish().await;
}
