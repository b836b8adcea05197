//! What a browser's own worker keeps (`public/sw.js`): pages that tell nothing of anybody, one that is
//! somebody's, and how it hears whose visit it is.

use crate::harness::{Citizen, World, get, post};
use domain::id::ReservationId;
use hyper::StatusCode;
use std::net::SocketAddr;

/// Where the answers of pages say whose visit it is.
const VISIT: &str = "alimi-visit";

/// A page without what differs from answer to answer.
async fn read(address: SocketAddr, path: &str, token: Option<&str>) -> String {
    let page = get(address, path, token).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let policy = page.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    page.body.replace(nonce, "")
}

async fn book(world: &World, citizen: &Citizen) -> ReservationId {
    let (hospital, vaccine) = (world.late_hospital("시험병원", 10).await, world.vaccine().await);
    world.doses(hospital, vaccine, 5).await;
    world.books(citizen, hospital, vaccine).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offline_page_is_the_same_for_everybody() {
    let world = World::make().await;
    let citizen = world.citizen(1).await;
    let server = world.serve();
    let anonymous = read(server.address, "/offline", None).await;
    assert_eq!(anonymous, read(server.address, "/offline", Some(&citizen.token)).await);
    for word in ["/sign-in", "/sign-out", "leptos-island", "<form"] {
        assert!(!anonymous.contains(word), "{word}");
    }
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_reservation_says_when_it_was_read_and_offers_nothing() {
    let world = World::make().await;
    let (citizen, other) = (world.citizen(1).await, world.citizen(2).await);
    let id = book(&world, &citizen).await;
    let server = world.serve();
    let path = format!("/my/{id}/kept");
    let page = read(server.address, &path, Some(&citizen.token)).await;
    assert!(page.contains("저장된 화면 · 20") && page.contains(" 기준"), "{page}");
    assert!(page.contains("시험병원"));
    for word in ["leptos-island", "<form", "/my/cancel", "/my/move", "/sign-out", "data-live-topic", ">시험<"]
    {
        assert!(!page.contains(word), "{word}");
    }
    // The page it stands for names it, and nobody else's does.
    let present = read(server.address, &format!("/my/{id}"), Some(&citizen.token)).await;
    assert!(present.contains(&path) && present.contains(">시험<"), "{present}");
    assert_eq!(get(server.address, &path, Some(&citizen.token)).await.header("cache-control"), "no-store");
    assert_eq!(get(server.address, &path, Some(&other.token)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(server.address, &path, None).await.status, StatusCode::SEE_OTHER);
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_say_whose_visit_it_is_and_the_next_visit_is_another() {
    let world = World::make().await;
    let citizen = world.citizen(1).await;
    let again = world.session(citizen.account).await;
    let server = world.serve();
    let visit =
        async |token: Option<&str>| get(server.address, "/help", token).await.header(VISIT).to_owned();
    let (first, second) = (visit(Some(&citizen.token)).await, visit(Some(&again)).await);
    assert!(!first.is_empty() && first != second, "{first}, {second}");
    assert_eq!(visit(Some(&citizen.token)).await, first);
    assert_eq!(visit(None).await, "");
    post(server.address, "/sign-out", &citizen.token, "").await;
    assert_eq!(visit(Some(&citizen.token)).await, "");
    drop(server);
    world.finish().await;
}
