//! What whoever runs the service relies on: leaving without a loss (N8), and figures.

use crate::{
    harness::{World, get, until},
    live::Page,
};
use domain::live::hospital_topic;
use hyper::{StatusCode, header};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

#[tokio::test]
async fn n8_a_server_that_leaves_says_so_and_answers_meanwhile() {
    let world = World::make().await;
    let hospital = world.hospital("떠나는 병원", 10).await;
    let mut server = world.serve_with(&[("ALIMI_DRAIN", "3".into())]);
    let at = server.address;
    assert_eq!(get(at, "/readyz", None).await.status, StatusCode::OK);
    let mut page = Page::open(&server, None).await.unwrap();
    page.watch(hospital_topic(hospital.0), None).await;
    page.hears().await.unwrap();

    server.ask_to_stop();
    until("it says that it leaves", async || {
        get(at, "/readyz", None).await.status == StatusCode::SERVICE_UNAVAILABLE
    })
    .await;
    let answer = get(at, &format!("/hospitals/{hospital}"), None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers[header::CONNECTION], "close");
    // The page is sent to another replica before this one is gone.
    assert_eq!(page.hears().await.unwrap_err(), Some(CloseCode::Restart));
    assert!(server.ended_well().await);
    world.finish().await;
}

#[tokio::test]
async fn metrics_name_routes_and_never_what_was_asked_for() {
    let world = World::make().await;
    let hospital = world.hospital("세는 병원", 10).await;
    let metrics: SocketAddr = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
    let server = world.serve_with(&[("ALIMI_METRICS_LISTEN", metrics.to_string())]);
    assert_eq!(
        get(server.address, &format!("/hospitals/{hospital}?q=secret"), None).await.status,
        StatusCode::OK
    );
    assert_eq!(get(server.address, "/no-such-page", None).await.status, StatusCode::NOT_FOUND);

    let text = get(metrics, "/metrics", None).await.body;
    let line = |start: &str| {
        text.lines().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("{start} in {text}"))
    };
    let page = r#"alimi_http_requests_total{route="/hospitals/{id}",method="GET",outcome="Ok"} "#;
    assert_eq!(line(page), format!("{page}1"));
    assert!(text.contains(r#"outcome="Refused"} 1"#), "{text}");
    assert!(
        text.contains(r#"alimi_http_duration_seconds_count{route="/hospitals/{id}",method="GET"} 1"#),
        "{text}"
    );
    assert_eq!(line("alimi_live_sockets "), "alimi_live_sockets 0");
    assert_eq!(line("alimi_booking_breaker_state "), "alimi_booking_breaker_state 0");
    assert!(!text.contains("secret") && !text.contains("no-such-page"), "{text}");
    assert!(text.ends_with("# EOF\n"), "cut off: {text}");
    world.finish().await;
}
