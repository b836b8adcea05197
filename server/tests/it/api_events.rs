//! Availability as server-sent events.

use crate::{
    api::problem,
    harness::{Server, World, api, until},
};
use bytes::Bytes;
use domain::id::{HospitalId, VaccineId};
use http_body_util::{BodyExt, Empty};
use hyper::{Request, body::Incoming, client::conn::http1, header::HOST};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};

/// One open stream.
struct Events {
    body: Incoming,
    text: String,
}

impl Events {
    async fn open(server: &Server, hospital: HospitalId, last: Option<&str>) -> Self {
        let stream = TcpStream::connect(server.address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let path = format!("/api/v1/availability/events?hospitals={hospital}");
        let mut request = Request::get(path).header(HOST, server.address.to_string());
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let answer = sender.send_request(request.body(Empty::<Bytes>::new()).unwrap()).await.unwrap();
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["access-control-allow-origin"], "*");
        Self { body: answer.into_body(), text: String::new() }
    }

    /// The next block; `None` at the end.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let rest = self.text.split_off(end + 2);
                return Some(std::mem::replace(&mut self.text, rest));
            }
            let frame = self.body.frame().await?.unwrap();
            self.text += std::str::from_utf8(&frame.into_data().unwrap()).unwrap();
        }
    }

    /// The next event: its id and its data.
    async fn event(&mut self) -> (String, Value) {
        loop {
            let block = timeout(Duration::from_secs(20), self.block()).await.unwrap().unwrap();
            let field = |name: &str| {
                block.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
            };
            if let Some(data) = field("data") {
                assert_eq!(field("event"), Some("hospital"));
                return (field("id").unwrap().to_owned(), serde_json::from_str(data).unwrap());
            }
        }
    }
}

async fn book(world: &World, n: u32, hospital: HospitalId, vaccine: VaccineId) {
    let who = world.citizen(n).await;
    world.books(&who, hospital, vaccine).await;
}

#[tokio::test]
async fn a_booking_reaches_the_stream_and_a_reader_that_comes_back_gets_only_what_is_new() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let hospital = world.hospital("흐름 병원", 10).await;
    world.doses(hospital, vaccine, 5).await;
    let server = world.serve();
    let mut events = Events::open(&server, hospital, None).await;
    let (_, now) = events.event().await;
    assert_eq!((&now["hospital"], &now["doses"][0]["bookable"]), (&hospital.0.into(), &5.into()));
    book(&world, 1, hospital, vaccine).await;
    let (id, now) = loop {
        let (id, now) = events.event().await;
        if now["doses"][0]["bookable"] == 4 {
            break (id, now);
        }
    };
    assert!(now["as_of"].as_str().unwrap().ends_with('Z'));

    // Known: nothing comes until something changes.
    let mut back = Events::open(&server, hospital, Some(&id)).await;
    let hello = back.block().await.unwrap();
    assert!(hello.contains("retry:"), "{hello}");
    assert!(timeout(Duration::from_millis(700), back.event()).await.is_err());
    // Unknown: the state comes at once.
    let mut other = Events::open(&server, hospital, Some(&format!("{hospital}:1"))).await;
    assert_eq!(other.event().await.1["doses"][0]["bookable"], 4);
    book(&world, 2, hospital, vaccine).await;
    assert_eq!(back.event().await.1["doses"][0]["bookable"], 3);
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn streams_are_counted_for_each_address_and_end_when_the_server_leaves() {
    let world = World::make().await;
    let hospital = world.hospital("가는 병원", 10).await;
    let mut server = world.serve_with(&[("ALIMI_SOCKETS_PER_ADDRESS", "1".to_owned())]);
    let ask = async |query: &str| {
        api(server.address, &format!("/api/v1/availability/events{query}"), None, None, &[]).await
    };
    problem(&ask("").await, 400, "invalid");
    problem(&ask("?hospitals=1,x").await, 400, "invalid");
    let many = (1..=21).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    problem(&ask(&format!("?hospitals={many}")).await, 400, "invalid");
    problem(&ask("?hospitals=987654").await, 404, "not_found");
    let mut events = Events::open(&server, hospital, None).await;
    events.event().await;
    let full = ask(&format!("?hospitals={hospital}")).await;
    problem(&full, 429, "too_many_calls");
    assert_eq!(full.header("retry-after"), "30");
    drop(events);
    let free = async || {
        let path = format!("/api/v1/availability/events?hospitals={hospital},987654");
        api(server.address, &path, None, None, &[]).await.status == hyper::StatusCode::NOT_FOUND
    };
    until("the seat is free again", free).await;

    let mut events = Events::open(&server, hospital, None).await;
    events.event().await;
    server.ask_to_stop();
    let mut last = String::new();
    while let Some(block) = timeout(Duration::from_secs(10), events.block()).await.unwrap() {
        last = block;
    }
    assert!(last.contains("leaving") && last.contains("retry:"), "{last}");
    assert!(server.ended_well().await);
    world.finish().await;
}
