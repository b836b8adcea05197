//! What whoever runs the service relies on: leaving without a loss (N8), and figures.

use crate::{
    harness::{World, free_addresses, get, until},
    live::Page,
    notice::booking,
    provider::Provider,
};
use domain::live::hospital_topic;
use hyper::{StatusCode, header};
use std::{collections::BTreeSet, fs::read_to_string, net::SocketAddr};
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
    let [metrics] = free_addresses();
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

/// Every `alimi_…` in a text, without what Prometheus adds to a histogram's name.
fn metrics_in(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words
        .filter(|word| word.starts_with("alimi_"))
        .map(|word| {
            let ends = ["_bucket", "_count", "_sum", "_total"];
            ends.iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word).to_owned()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_and_dashboard_ask_for_metrics_that_are_there() {
    let world = World::make_at_ten().await;
    let provider = Provider::start(0).await;
    let [web, work] = free_addresses();
    let setting = |at: SocketAddr| ("ALIMI_METRICS_LISTEN", at.to_string());
    // Two kinds of processes, both with figures.
    let server = world.serve_with(&[setting(web), ("ALIMI_WORKERS", "false".into())]);
    let worker = world.work_with(&[provider.settings(), vec![setting(work)]].concat());
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("재는 병원", 10).await);
    world.doses(hospital, vaccine, 5).await;
    booking(&world, hospital, vaccine, 1).await;
    world.db.wake_all().await.unwrap();
    assert_eq!(get(server.address, "/", None).await.status, StatusCode::OK);
    let counted = |text: &str, line: &str| text.lines().any(|l| l.starts_with(line) && !l.ends_with(" 0"));
    until("the message is counted", async || {
        let text = get(work, "/metrics", None).await.body;
        counted(&text, r#"alimi_deliveries_total{channel="alimtalk",outcome="accepted"} "#)
    })
    .await;

    let (web, work) = (get(web, "/metrics", None).await.body, get(work, "/metrics", None).await.body);
    for consumer in ["release", "line", "status", "notices", "views", "live"] {
        assert!(
            counted(&work, &format!(r#"alimi_consumer_events_total{{consumer="{consumer}"}} "#)),
            "{work}"
        );
        assert!(web.contains(&format!(r#"alimi_consumer_lag_seconds{{consumer="{consumer}"}} "#)), "{web}");
    }
    let named = |text: &str| -> BTreeSet<String> {
        text.lines().filter_map(|l| l.strip_prefix("# TYPE ")?.split(' ').next().map(str::to_owned)).collect()
    };
    let mut there: BTreeSet<_> = named(&web).union(&named(&work)).cloned().collect();
    // Nobody has failed here, and nobody reads at a standby: server/tests/it/standby.rs does.
    there.extend(["alimi_consumer_failures", "alimi_standby_used"].map(str::to_owned));
    for file in ["alerts.yaml", "grafana/alimi.json"] {
        let asked = metrics_in(&read_to_string(format!("../deploy/{file}")).unwrap());
        assert!(asked.len() > 5, "{file} asks for something");
        assert_eq!(asked.difference(&there).collect::<Vec<_>>(), Vec::<&String>::new(), "{file}");
    }
    for text in [web, work] {
        assert!(text.ends_with("# EOF\n"), "cut off: {text}");
    }
    drop((server, worker));
    world.finish().await;
}
