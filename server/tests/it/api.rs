//! The open API: what everybody may read, and what is wrong said as problems.

use crate::harness::{Answer, Server, World, api, post, send, until};
use domain::id::HospitalId;
use hyper::{Request, StatusCode};
use serde_json::Value;
use std::collections::BTreeSet;

async fn read(server: &Server, path: &str) -> Answer {
    api(server.address, path, None, None, &[]).await
}

/// Asserts that an answer is a problem with this status and code, and gives it back.
pub(crate) fn problem(answer: &Answer, status: u16, code: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("cache-control"), "no-store");
    let problem = answer.json();
    assert_eq!((&problem["code"], &problem["status"]), (&code.into(), &status.into()), "{problem}");
    for told in ["type", "title", "detail"] {
        assert!(problem[told].as_str().is_some_and(|text| !text.is_empty()), "{told} of {problem}");
    }
    problem
}

fn ids(page: &Value) -> Vec<i64> {
    page["items"].as_array().unwrap().iter().map(|h| h["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn pages_of_hospitals_neither_skip_nor_repeat_while_hospitals_are_added() {
    let world = World::make().await;
    for n in 1..=5 {
        world.hospital(&format!("개방 병원 {n}"), 10).await;
    }
    let server = world.serve();
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let page = read(&server, &format!("/api/v1/hospitals?limit=2{next}")).await.json();
        seen.extend(ids(&page));
        if seen.len() == 2 {
            // Its name stands before all others; its number does not.
            world.hospital("가나다 병원", 10).await;
        }
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 6);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 6, "{seen:?}");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn hospitals_are_found_by_province_name_vaccine_and_doses() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let full = world.hospital("백신 병원", 10).await;
    let dry = world.hospital("빈 병원", 10).await;
    world.doses(full, vaccine, 7).await;
    let server = world.serve();
    let found = async |query: &str| ids(&read(&server, &format!("/api/v1/hospitals?{query}")).await.json());
    assert_eq!(found("bookable=true").await, [full.0]);
    assert_eq!(found(&format!("vaccine={vaccine}")).await, [full.0]);
    assert_eq!(found("province=busan").await, [0_i64; 0]);
    assert_eq!(found("province=seoul").await, [full.0, dry.0]);
    assert_eq!(found("name=%EB%B9%88%EB%B3%91%EC%9B%90").await, [dry.0], "blanks do not matter");

    let one = read(&server, &format!("/api/v1/hospitals/{full}")).await.json();
    assert_eq!(one["vaccines"][0]["bookable"], 7);
    let day = &one["days"][1];
    assert_eq!((&day["places"], &day["vaccines"][0]), (&10.into(), &vaccine.0.into()));
    // The doses expire on the fiftieth day.
    let late = one["days"].as_array().unwrap().last().unwrap();
    assert_eq!(late["vaccines"], serde_json::json!([]));
    assert!(one["as_of"].as_str().unwrap().ends_with('Z'));
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn open_answers_are_kept_until_they_change_and_any_site_may_read_them() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let hospital = world.hospital("태그 병원", 10).await;
    world.doses(hospital, vaccine, 3).await;
    let server = world.serve();
    let path = format!("/api/v1/hospitals/{hospital}");
    let first = read(&server, &path).await;
    let tag = first.header("etag").to_owned();
    assert_eq!(first.header("access-control-allow-origin"), "*");
    assert_eq!(first.header("cache-control"), "public, max-age=5");
    let again = async || api(server.address, &path, None, None, &[("if-none-match", &tag)]).await;
    let same = again().await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(same.header("etag"), tag);

    let who = world.citizen(1).await;
    let (_, token) = world.token(who.account, &[domain::token::Scope::ReservationsWrite]).await;
    let day = domain::calendar::iso(world.day(3).await);
    let wish = format!(r#"{{"hospital":{hospital},"vaccine":{vaccine},"date":"{day}"}}"#);
    let key = uuid::Uuid::new_v4().to_string();
    let keyed = [("idempotency-key", key.as_str())];
    let booked = api(server.address, "/api/v1/reservations", Some(&token), Some(&wish), &keyed).await;
    assert_eq!(booked.status, StatusCode::CREATED);
    let changed = again().await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(changed.json()["vaccines"][0]["bookable"], 2);

    // Browsers that ask beforehand: yes for open data, no for what a token opens.
    let ask = async |path: &str| {
        let request = Request::options(path)
            .header("origin", "https://elsewhere.example")
            .header("access-control-request-method", "GET");
        send(server.address, request, "").await
    };
    let allowed = ask(&path).await;
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-methods")),
        (StatusCode::NO_CONTENT, "GET")
    );
    let denied = ask("/api/v1/figures").await;
    problem(&denied, 405, "method_not_allowed");
    assert_eq!(denied.header("access-control-allow-origin"), "");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn whatever_is_wrong_is_a_problem_and_never_a_page() {
    let world = World::make().await;
    let who = world.citizen(1).await;
    let (_, token) = world.token(who.account, &[domain::token::Scope::ReservationsWrite]).await;
    let server = world.serve();
    for path in ["/api/nothing", "/api/v1", "/api/v2/hospitals", "/api/v1/hospitals/x", "/api/v1/hospitals/0"]
    {
        problem(&read(&server, path).await, 404, "not_found");
    }
    problem(&read(&server, "/api/v1/hospitals/987654").await, 404, "not_found");
    let posted = api(server.address, "/api/v1/vaccines", None, Some("{}"), &[]).await;
    problem(&posted, 405, "method_not_allowed");
    assert_eq!(posted.header("allow"), "GET,HEAD");
    for bad in [
        "limit=0",
        "limit=x",
        "limit=99999999999999999999",
        "cursor=x",
        "province=x",
        "vaccine=-1",
        "bookable=y",
    ] {
        let wrong = problem(&read(&server, &format!("/api/v1/hospitals?{bad}")).await, 400, "invalid");
        assert_eq!(wrong["errors"][0]["field"], bad.split('=').next().unwrap());
    }
    // A character that the database cannot keep, and far too many of them.
    problem(&read(&server, "/api/v1/hospitals?name=a%00b").await, 400, "invalid");
    let long = format!("/api/v1/hospitals?name={}", "a".repeat(5_000));
    assert_eq!(problem(&read(&server, &long).await, 400, "invalid")["errors"][0]["code"], "too_long");

    let key = uuid::Uuid::new_v4().to_string();
    let book = async |body: &str, headers: &[(&str, &str)]| {
        api(server.address, "/api/v1/reservations", Some(&token), Some(body), headers).await
    };
    let keyed = [("idempotency-key", key.as_str())];
    for bad in ["", "{", "[]", r#"{"hospital":"1"}"#, r#"{"hospital":1e99,"vaccine":1,"date":"2026-12-01"}"#]
    {
        problem(&book(bad, &keyed).await, 400, "malformed");
    }
    problem(&book("{}", &[]).await, 400, "idempotency_key_missing");
    problem(&book(&"x".repeat(70_000), &keyed).await, 413, "too_large");
    let wish = r#"{"hospital":1,"vaccine":1,"date":"2026-02-31"}"#;
    problem(&book(wish, &keyed).await, 400, "invalid");
    let wish = wish.replace("2026-02-31", "2026-12-01");
    problem(&book(&wish, &keyed).await, 404, "unknown");
    let form = Request::post("/api/v1/reservations")
        .header("authorization", format!("Bearer {token}"))
        .header("idempotency-key", &key)
        .header("content-type", "application/x-www-form-urlencoded");
    problem(&send(server.address, form, "hospital=1").await, 415, "not_json");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn problems_are_told_in_the_language_of_the_call() {
    let world = World::make().await;
    let server = world.serve();
    let ask = async |language: &str| {
        api(server.address, "/api/nothing", None, None, &[("accept-language", language)]).await
    };
    let korean = ask("ko").await;
    let english = ask("en-US,en;q=0.9").await;
    assert_eq!((korean.header("content-language"), english.header("content-language")), ("ko", "en"));
    assert_eq!(english.json()["detail"], "There is no such thing, or not for this account.");
    assert_ne!(korean.json()["detail"], english.json()["detail"]);
    assert_eq!(korean.json()["code"], english.json()["code"]);
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn vaccine_finders_find_locations_schedules_and_a_slot_for_each_open_day() {
    let world = World::make().await;
    let vaccine = world.vaccine().await;
    let hospital = world.late_hospital("찾기 병원", 10).await;
    world.hospital("빈 병원", 10).await;
    world.doses(hospital, vaccine, 4).await;
    let server = world.serve();
    let manifest = read(&server, "/api/smart/$bulk-publish").await;
    assert!(!manifest.header("etag").is_empty());
    let manifest = manifest.json();
    assert!(manifest["request"].as_str().unwrap().ends_with("/api/smart/$bulk-publish"));
    let lines = async |kind: &str| {
        let mut lines: Vec<Value> = Vec::new();
        for file in manifest["output"].as_array().unwrap().iter().filter(|f| f["type"] == kind) {
            let url = file["url"].as_str().unwrap();
            let path = url.strip_prefix(&format!("http://{}", server.address)).unwrap();
            let answer = read(&server, path).await;
            assert_eq!(answer.header("content-type"), "application/fhir+ndjson");
            lines.extend(answer.body.lines().map(|line| serde_json::from_str(line).unwrap()));
        }
        lines
    };
    let locations = lines("Location").await;
    assert_eq!(locations.len(), 2);
    assert_eq!(locations[0]["name"], "찾기 병원");
    let schedules = lines("Schedule").await;
    assert_eq!(schedules[0]["actor"][0]["reference"], format!("Location/{hospital}"));
    assert_eq!(schedules[0]["extension"][0]["valueCoding"]["display"], "Test vaccine");
    let slots = lines("Slot").await;
    assert!(slots.iter().all(|s| s["schedule"]["reference"] == format!("Schedule/{hospital}")));
    assert_eq!(slots.len(), open_days(&world, hospital).await);
    // Ten places and four doses: four can book, until the doses expire.
    let capacity = |slot: &Value| slot["extension"][0]["valueInteger"].as_i64().unwrap();
    assert_eq!((capacity(&slots[1]), slots[1]["status"].as_str()), (4, Some("free")));
    assert_eq!(
        (capacity(slots.last().unwrap()), slots.last().unwrap()["status"].as_str()),
        (0, Some("busy"))
    );
    drop(server);
    world.finish().await;
}

async fn open_days(world: &World, hospital: HospitalId) -> usize {
    store::view::hospital::find(&world.db, hospital, None, 1_000).await.unwrap().unwrap().days.len()
}

#[tokio::test]
async fn the_document_and_its_page_are_there() {
    let world = World::make().await;
    let server = world.serve();
    let document = read(&server, "/api/openapi.json").await.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let page = crate::harness::get(server.address, "/api", None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("reservations:write") && page.body.contains("/api/openapi.json"));
    drop(server);
    world.finish().await;
}

/// A browser's session opens no address for programs.
#[tokio::test]
async fn cookies_do_not_count_here() {
    let world = World::make().await;
    let who = world.citizen(1).await;
    let server = world.serve();
    let mine = crate::harness::get(server.address, "/api/v1/reservations", Some(&who.token)).await;
    problem(&mine, 401, "unauthenticated");
    assert_eq!(mine.header("www-authenticate"), "Bearer realm=\"alimi\"");
    let posted = post(server.address, "/api/v1/reservations", &who.token, "hospital=1").await;
    problem(&posted, 401, "unauthenticated");
    // And with a session the open answers are the same as without.
    let open = crate::harness::get(server.address, "/api/v1/vaccines", Some(&who.token)).await;
    assert_eq!(open.header("cache-control"), "public, max-age=60");
    until("the server is well", async || read(&server, "/api/v1/status").await.json()["booking"] == "open")
        .await;
    drop(server);
    world.finish().await;
}
