//! Too often: whom it concerns, what they are told, and that nothing typed is lost.

use crate::{
    cast::Cast,
    harness::{Answer, World, get, post, send},
};
use domain::person::Phone;
use hyper::{Request, StatusCode, header};
use store::account::ensure_citizen;

fn is_throttled(answer: &Answer) -> bool {
    if answer.status != StatusCode::TOO_MANY_REQUESTS {
        return false;
    }
    let wait: u32 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    true
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_asks_too_often_waits_and_keeps_what_it_typed() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve_with(&[("ALIMI_CALLS_PER_ACCOUNT", "12".to_owned())]);
    // One who has just signed up: the form of somebody known leads on.
    let new = ensure_citizen(&world.db, &Phone::parse("01055550000").unwrap()).await.unwrap();
    let (me, booked) = (&world.session(new).await, &cast.here.citizen.token);
    let form =
        format!("hospital={}&name=%ED%99%8D%EA%B8%B8%EB%8F%99&birth_year=1975&birth_month=x", cast.hospital);
    let mut last = post(server.address, "/book/person", me, &form).await;
    let mut sent = 1;
    while !is_throttled(&last) {
        assert!(sent < 20, "never throttled: {}", last.status);
        last = post(server.address, "/book/person", me, &form).await;
        sent += 1;
    }
    // Some of the budget comes back meanwhile.
    assert!((13..17).contains(&sent), "throttled after {sent}");
    assert!(
        last.body.contains(r#"value="홍길동""#) && last.body.contains(r#"value="1975""#),
        "{}",
        last.body
    );
    assert!(last.body.contains("다시 시도해 주세요"));

    // Without a page at its address, the answer says where what was typed still is.
    let accept = format!("id={}", cast.here.reservation);
    while !is_throttled(&post(server.address, "/desk/requests/reject", &cast.here.desk.1, "id=x").await) {}
    let told = post(server.address, "/desk/requests/accept", &cast.here.desk.1, &accept).await;
    assert!(is_throttled(&told) && told.body.contains("뒤로 가면 남아 있습니다"));
    let english = Request::post("/desk/requests/accept")
        .header(header::ORIGIN, format!("http://{}", server.address))
        .header(header::COOKIE, format!("lang=en; alimi_session={}", cast.here.desk.1));
    assert!(send(server.address, english, &accept).await.body.contains("too many requests"));

    let theirs = post(server.address, "/book/person", booked, &form).await;
    assert!(!is_throttled(&theirs), "others are not concerned");
    while !is_throttled(&post(server.address, "/book/person", booked, &form).await) {}
    assert_eq!(get(server.address, "/my", Some(me)).await.status, StatusCode::OK, "pages are still there");
    for _ in 0..2 {
        assert_eq!(
            get(server.address, "/stock/disposals.csv", Some(&cast.here.stock.1)).await.status,
            StatusCode::OK
        );
    }
    assert!(is_throttled(&get(server.address, "/stock/disposals.csv", Some(&cast.here.stock.1)).await));
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_the_one_our_own_proxy_saw() {
    let world = World::make().await;
    let search = async |server: &crate::harness::Server, forwarded: &str| {
        let request = Request::get("/hospitals?q=x").header("x-forwarded-for", forwarded);
        is_throttled(&send(server.address, request, "").await)
    };
    let settings = |known: &str| {
        vec![
            ("ALIMI_CALLS_PER_ADDRESS", "2".to_owned()),
            ("ALIMI_TRUSTED_PROXIES", "1".to_owned()),
            ("ALIMI_PROXY_ADDRESSES", known.to_owned()),
        ]
    };
    // We come from 127.0.0.1, which is a proxy here.
    let server = world.serve_with(&settings("127.0.0.1"));
    for n in 0..4 {
        assert!(!search(&server, &format!("203.0.113.{n}, 198.51.100.1")).await, "{n}");
    }
    assert!(search(&server, "203.0.113.9, 198.51.100.1").await, "what stands further left is not believed");
    assert!(!search(&server, "198.51.100.1, 198.51.100.2").await, "another client of that proxy");
    // And here it is none: whatever it claims, it is one address.
    let server = world.serve_with(&settings("192.0.2.1"));
    for n in 0..4 {
        assert!(!search(&server, &format!("198.51.100.{n}")).await);
    }
    assert!(search(&server, "198.51.100.77").await);
    drop(server);
    world.finish().await;
}
