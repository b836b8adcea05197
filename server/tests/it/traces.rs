//! A call is one trace, from the tap at the door to the message it causes: in the answer, in the tables,
//! in every line of the log, and at a collector.

use crate::{
    collector::{Collector, Step},
    harness::{Answer, World, api, get, post, send, until},
    provider::Provider,
};
use domain::{account::Role, calendar::iso, trace::Trace};
use hyper::{Request, StatusCode, header};
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use serde_json::Value;
use std::{collections::BTreeSet, fs::File, process::Stdio};
use store::{account, sqlx};
use uuid::Uuid;

const GIVEN: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// The trace an answer names.
fn trace_of(answer: &Answer) -> Trace {
    let trace = Trace::parse(answer.header("traceresponse")).unwrap();
    assert_eq!(trace.number(), answer.header("x-request-id"), "one number for both");
    trace
}

/// A citizen books and the hospital accepts, both by tapping; their traces.
async fn book_and_accept(world: &World, server: std::net::SocketAddr) -> (Trace, Trace) {
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("자취 병원", 10).await);
    world.doses(hospital, vaccine, 5).await;
    // Not on KakaoTalk: the first try to tell them fails.
    let citizen = world.citizen(7).await;
    let desk = account::register_staff(&world.db, "desk", "접수", "-", Role::ReservationManager(hospital));
    let desk = world.session(desk.await.unwrap().unwrap()).await;

    let day = iso(world.day(3).await);
    let wish = format!("hospital={hospital}&vaccine={vaccine}&date={day}&key={}", Uuid::new_v4());
    let booked = post(server, "/book/check", &citizen.token, &wish).await;
    assert_eq!(booked.status, StatusCode::SEE_OTHER);
    let id = booked.header("location").trim_start_matches("/book/done/").to_owned();
    let accepted = post(server, "/desk/requests/accept", &desk, &format!("id={id}")).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
    (trace_of(&booked), trace_of(&accepted))
}

async fn all_sent(world: &World) {
    until("the message is out", async || {
        let open = "SELECT count(*) FROM deliveries WHERE state = 'sent'";
        sqlx::query_scalar::<_, i64>(open).fetch_one(world.db.pool()).await.unwrap() == 1
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn n7_a_message_is_followed_back_to_the_tap_that_caused_it() {
    let world = World::make_at_ten().await;
    let (provider, collector) = (Provider::start(0).await, Collector::start().await);
    let settings = [provider.settings(), collector.settings()].concat();
    let server = world.serve_with(&settings);
    let (booked, accepted) = book_and_accept(&world, server.address).await;
    assert!(booked.sampled && booked.id != accepted.id);
    all_sent(&world).await;

    let of = |trace: Trace| {
        let mut steps = collector.steps();
        steps.retain(|step| step.trace == trace.id());
        steps
    };
    let consumers = |steps: &[Step]| -> BTreeSet<String> {
        steps.iter().filter(|s| s.name == "consume").map(|s| s.says("consumer").to_owned()).collect()
    };
    until("every step has arrived", async || {
        let (booking, accepting) = (of(booked), of(accepted));
        consumers(&booking).len() == 6
            && consumers(&accepting).len() == 6
            && accepting.iter().filter(|s| s.name == "deliver").count() == 2
    })
    .await;

    let booking = of(booked);
    let door: Vec<_> = booking.iter().filter(|s| s.kind == SpanKind::Server).collect();
    assert_eq!(door.len(), 1);
    assert_eq!((door[0].name.as_str(), door[0].parent.as_str()), ("POST /book/check", ""));
    assert_eq!(door[0].says("http.response.status_code"), "303");
    // What follows, follows from the tap.
    let first = format!("{:016x}", booked.span);
    assert_eq!(door[0].id, first);
    assert!(booking.iter().filter(|s| s.name == "consume").all(|s| s.parent == first), "{booking:?}");

    let tries: Vec<_> = of(accepted).into_iter().filter(|s| s.name == "deliver").collect();
    assert!(
        tries.iter().any(|s| s.says("channel") == "alimtalk")
            && tries.iter().any(|s| s.says("channel") == "sms")
    );
    assert!(tries.iter().all(|s| s.kind == SpanKind::Producer && s.says("notice") == "confirmed"));
    let written: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT trace FROM notices WHERE kind = 'confirmed'")
            .fetch_all(world.db.pool())
            .await
            .unwrap();
    assert_eq!(written, [accepted.to_string()]);

    nothing_personal(&collector);
    assert!(collector.senders().contains(&("service.name".into(), "alimi".into())));
    drop(server);
    world.finish().await;
}

/// Steps say what they are for, and nothing of anybody.
fn nothing_personal(collector: &Collector) {
    let known = [
        "trace",
        "http.request.method",
        "http.route",
        "http.response.status_code",
        "consumer",
        "events",
        "delivery",
        "channel",
        "notice",
    ];
    for step in collector.steps() {
        for (name, value) in &step.attributes {
            assert!(known.contains(&name.as_str()), "{name} in {step:?}");
            assert!(!value.contains("시험") && !value.contains("0100000"), "{step:?}");
        }
        assert!(!step.failed, "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_says_whose_call_it_is() {
    let world = World::make_at_ten().await;
    let provider = Provider::start(0).await;
    let mut settings = provider.settings();
    settings.extend([("ALIMI_LOG", "json".to_owned()), ("RUST_LOG", "alimi=info,store=info".to_owned())]);
    let log = world.site.join("log");
    let server = world.serve_to(&settings, Stdio::from(File::create(&log).unwrap()));
    let (booked, accepted) = book_and_accept(&world, server.address).await;
    all_sent(&world).await;
    let lines: Vec<Value> = std::fs::read_to_string(&log)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line} is JSON")))
        .collect();

    let of = |trace: Trace| lines.iter().filter(move |line| line["trace"] == trace.id().as_str());
    let answered = of(booked).find(|line| line["message"] == "answered").unwrap();
    assert_eq!((&answered["http.route"], &answered["status"]), (&"/book/check".into(), &303.into()));
    assert_eq!((&answered["level"], &answered["in"]), (&"INFO".into(), &"request".into()));
    // The sender is another task, and may be another process.
    let refused = of(accepted).find(|line| line["message"] == "not sent").unwrap();
    assert_eq!((&refused["in"], &refused["channel"]), (&"deliver".into(), &"alimtalk".into()));
    for line in lines
        .iter()
        .filter(|line| ["request", "consume", "deliver"].contains(&line["in"].as_str().unwrap_or("")))
    {
        assert!(line["trace"].as_str().is_some_and(|trace| trace.len() == 32), "{line}");
    }
    assert!(lines.iter().all(|line| line.as_object().unwrap().keys().all(|key| !key.starts_with("otel."))));
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn only_a_proxy_of_ours_says_which_trace_a_call_is_of() {
    let world = World::make().await;
    let asked = || Request::get("/livez").header("traceparent", GIVEN);
    let alone = world.serve();
    let trace = trace_of(&send(alone.address, asked(), "").await);
    assert_ne!(trace.id(), Trace::parse(GIVEN).unwrap().id());
    drop(alone);
    let behind = world.serve_with(&[("ALIMI_TRUSTED_PROXIES", "1".into())]);
    let trace = trace_of(&send(behind.address, asked(), "").await);
    assert_eq!(trace.id(), Trace::parse(GIVEN).unwrap().id());
    assert_ne!(trace.span, Trace::parse(GIVEN).unwrap().span, "a step of its own");
    drop(behind);
    world.finish().await;
}

#[tokio::test]
async fn problems_name_their_call() {
    let world = World::make().await;
    let server = world.serve();
    let answer = api(server.address, "/api/v1/reservations", None, None, &[]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.json()["trace"], trace_of(&answer).id().as_str());
    let page = get(server.address, "/", None).await;
    assert_ne!(trace_of(&page).id, trace_of(&answer).id);
    assert_eq!(page.header(header::CONTENT_TYPE.as_str()), "text/html; charset=utf-8");
    drop(server);
    world.finish().await;
}
