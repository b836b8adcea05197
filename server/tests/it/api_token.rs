//! Tokens of the open API, and what they open.

use crate::{
    api::problem,
    harness::{Answer, Server, World, api, until},
};
use domain::{
    account::Role,
    calendar::iso,
    id::{HospitalId, VaccineId},
    person::{BirthDate, PersonName},
    supply::SupplyForm,
    token::Scope,
};
use hyper::StatusCode;
use serde_json::{Value, json};
use store::{account, family, idempotency::Key, sqlx, supply, token};
use time::Duration;
use uuid::Uuid;

async fn get(server: &Server, path: &str, token: &str) -> Answer {
    api(server.address, path, Some(token), None, &[]).await
}

async fn send(server: &Server, path: &str, token: &str, body: &Value) -> Answer {
    send_under(server, path, token, body, Uuid::new_v4()).await
}

async fn send_under(server: &Server, path: &str, token: &str, body: &Value, key: Uuid) -> Answer {
    let key = key.to_string();
    api(server.address, path, Some(token), Some(&body.to_string()), &[("idempotency-key", &key)]).await
}

async fn wish(world: &World, hospital: HospitalId, vaccine: VaccineId, days: i64) -> Value {
    json!({ "hospital": hospital, "vaccine": vaccine, "date": iso(world.day(days).await) })
}

/// A hospital with doses.
async fn place(world: &World, doses: i32) -> (HospitalId, VaccineId) {
    let vaccine = world.vaccine().await;
    let hospital = world.late_hospital("토큰 병원", 20).await;
    if doses > 0 {
        world.doses(hospital, vaccine, doses).await;
    }
    (hospital, vaccine)
}

const MINE: &str = "/api/v1/reservations";

#[tokio::test]
async fn a_token_opens_what_its_scope_and_its_account_allow_until_it_ends() {
    let mut world = World::make().await;
    let who = world.citizen(1).await;
    let (read_only, reading) = world.token(who.account, &[Scope::ReservationsRead]).await;
    let (_, everything) = world.token(who.account, &Scope::ALL).await;
    let server = world.serve();
    assert_eq!(get(&server, MINE, &reading).await.status, StatusCode::OK);
    let book = send(&server, MINE, &reading, &json!({})).await;
    problem(&book, 403, "scope_missing");
    // A scope that the account's role does not have is worth nothing.
    problem(&get(&server, "/api/v1/stock", &everything).await, 403, "denied");
    problem(&get(&server, "/api/v1/figures", &everything).await, 403, "denied");
    for bad in [&reading[1..], &reading[..60], &reading.replace("alimi_", "alima_"), &"0".repeat(70)] {
        problem(&get(&server, MINE, bad).await, 401, "unauthenticated");
    }
    let unknown = format!("alimi_{}", "0".repeat(64));
    problem(&get(&server, MINE, &unknown).await, 401, "unauthenticated");
    problem(&get(&server, "/api/v1/vaccines", &unknown).await, 401, "unauthenticated");

    // Revoked by its owner, and by nobody else.
    let other = world.citizen(2).await.account;
    assert!(token::revoke(&world.db, other, read_only).await.unwrap().is_err());
    assert_eq!(get(&server, MINE, &reading).await.status, StatusCode::OK);
    token::revoke(&world.db, who.account, read_only).await.unwrap().unwrap();
    problem(&get(&server, MINE, &reading).await, 401, "unauthenticated");

    // Dead at once with the account.
    assert_eq!(get(&server, MINE, &everything).await.status, StatusCode::OK);
    let disable = "UPDATE accounts SET disabled_at = alimi_now() WHERE account_id = $1";
    sqlx::query(disable).bind(who.account.0).execute(world.db.pool()).await.unwrap();
    problem(&get(&server, MINE, &everything).await, 401, "unauthenticated");
    drop(server);

    // Over after its time.
    let late = world.citizen(3).await;
    let (_, short) = world.token(late.account, &[Scope::ReservationsRead]).await;
    world.pass_time(Duration::days(7) + Duration::minutes(1)).await;
    let server = world.serve();
    problem(&get(&server, MINE, &short).await, 401, "unauthenticated");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn who_calls_too_often_waits() {
    let world = World::make().await;
    let who = world.citizen(1).await;
    let (_, first) = world.token(who.account, &[Scope::ReservationsRead]).await;
    let (_, second) = world.token(who.account, &[Scope::ReservationsRead]).await;
    let settings =
        [("ALIMI_API_CALLS_PER_TOKEN", "3".to_owned()), ("ALIMI_API_CALLS_PER_ADDRESS", "6".to_owned())];
    let server = world.serve_with(&settings);
    for left in [2, 1, 0] {
        let told = get(&server, MINE, &first).await;
        assert_eq!(
            (told.status, told.header("ratelimit")),
            (StatusCode::OK, format!(r#""token";r={left}"#).as_str())
        );
    }
    let told = get(&server, MINE, &first).await;
    problem(&told, 429, "too_many_calls");
    let wait = told.header("retry-after");
    assert!((1..=21).contains(&wait.parse::<u32>().unwrap()), "{wait}");
    assert_eq!(told.header("ratelimit-policy"), r#""token";q=3;w=60"#);
    assert_eq!(told.header("ratelimit"), format!(r#""token";r=0;t={wait}"#));
    assert_eq!(get(&server, MINE, &second).await.status, StatusCode::OK, "another token is not meant");
    assert_eq!(get(&server, MINE, &second).await.status, StatusCode::OK);
    // The address has used up its calls, with whatever token and without.
    problem(&get(&server, MINE, &second).await, 429, "too_many_calls");
    problem(&api(server.address, "/api/v1/vaccines", None, None, &[]).await, 429, "too_many_calls");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn a_booking_and_a_wait_are_for_whomever_of_the_account_they_name() {
    let world = World::make().await;
    let (hospital, vaccine) = place(&world, 5).await;
    let dry = world.hospital("마른 병원", 10).await;
    let (who, other) = (world.citizen(1).await, world.citizen(2).await);
    let name = PersonName::parse("시험가족").unwrap();
    let birth = BirthDate::from_iso("1990-02-03").unwrap();
    let child = family::add(&world.db, who.account, &name, birth).await.unwrap().unwrap();
    let (_, token) = world.token(who.account, &Scope::ALL).await;
    let (_, strange) = world.token(other.account, &Scope::ALL).await;
    let server = world.serve();
    let persons = get(&server, "/api/v1/persons", &token).await.json();
    let ids: Vec<i64> =
        persons["items"].as_array().unwrap().iter().map(|p| p["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [who.person.0, child.0]);
    assert_eq!(persons["items"][1]["name"], "시험가족");

    let mut wait = json!({ "hospital": dry, "vaccine": vaccine, "person": child });
    let waits = send(&server, "/api/v1/waitlist", &token, &wait).await;
    assert_eq!(
        (waits.status, &waits.json()["person"]),
        (StatusCode::CREATED, &child.0.into()),
        "{}",
        waits.body
    );
    problem(&send(&server, "/api/v1/waitlist", &strange, &wait).await, 404, "unknown");
    let mut booking = wish(&world, hospital, vaccine, 3).await;
    booking["person"] = child.0.into();
    let booked = send(&server, MINE, &token, &booking).await;
    assert_eq!(
        (booked.status, &booked.json()["person"]),
        (StatusCode::CREATED, &child.0.into()),
        "{}",
        booked.body
    );
    problem(&send(&server, MINE, &token, &booking).await, 409, "already_booked");
    problem(&send(&server, MINE, &strange, &booking).await, 404, "unknown");

    // Without a name it is the account's owner.
    booking.as_object_mut().unwrap().remove("person");
    wait.as_object_mut().unwrap().remove("person");
    assert_eq!(send(&server, "/api/v1/waitlist", &token, &wait).await.json()["person"], who.person.0);
    assert_eq!(send(&server, MINE, &token, &booking).await.json()["person"], who.person.0);
    for wrong in [json!("1"), json!(1.5), json!({})] {
        booking["person"] = wrong;
        problem(&send(&server, MINE, &token, &booking).await, 400, "malformed");
    }
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn a_booking_sent_twice_is_one_booking_and_another_one_under_its_key_is_refused() {
    let world = World::make().await;
    let (hospital, vaccine) = place(&world, 5).await;
    let who = world.citizen(1).await;
    let (_, token) = world.token(who.account, &Scope::ALL).await;
    let server = world.serve();
    let (body, key) = (wish(&world, hospital, vaccine, 3).await, Uuid::new_v4());
    let first = send_under(&server, MINE, &token, &body, key).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let made = first.json();
    assert_eq!(first.header("location"), format!("{MINE}/{}", made["id"].as_str().unwrap()));
    assert_eq!(made["status"], "requested");
    let again = send_under(&server, MINE, &token, &body, key).await;
    assert_eq!((again.status, &again.json()["id"]), (StatusCode::CREATED, &made["id"]));
    let other = wish(&world, hospital, vaccine, 4).await;
    problem(&send_under(&server, MINE, &token, &other, key).await, 422, "key_reused");
    // The key belongs to the account: in other hands it is another key.
    let stranger = world.citizen(2).await;
    let (_, foreign) = world.token(stranger.account, &Scope::ALL).await;
    let theirs = send_under(&server, MINE, &foreign, &body, key).await.json();
    assert_ne!(theirs["id"], made["id"]);

    problem(&send(&server, MINE, &token, &other).await, 409, "already_booked");
    let all = get(&server, MINE, &token).await.json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);

    let cancel = format!("{MINE}/{}/cancel", made["id"].as_str().unwrap());
    problem(&send(&server, &cancel, &foreign, &json!({})).await, 404, "unknown");
    let over = send(&server, &cancel, &token, &json!({})).await;
    assert_eq!((over.status, &over.json()["status"]), (StatusCode::OK, &"cancelled".into()));
    problem(&send(&server, &cancel, &token, &json!({})).await, 409, "already");

    // Both in one list, a page at a time.
    assert_eq!(send(&server, MINE, &token, &other).await.status, StatusCode::CREATED);
    let page = get(&server, &format!("{MINE}?limit=1"), &token).await.json();
    assert_eq!(page["items"][0]["status"], "requested");
    let next = page["next"].as_str().unwrap();
    let page = get(&server, &format!("{MINE}?limit=1&cursor={next}"), &token).await.json();
    assert_eq!((&page["items"][0]["id"], &page["next"]), (&made["id"], &Value::Null));
    until("the cancelled dose is back", async || {
        let stock = store::view::stock::list(&world.db, hospital).await.unwrap();
        stock[0].ledger.bookable() == 3
    })
    .await;
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn lines_are_joined_and_left_and_nobody_books_without_a_person() {
    let world = World::make().await;
    let (hospital, vaccine) = place(&world, 0).await;
    let who = world.citizen(1).await;
    let (_, token) = world.token(who.account, &[Scope::WaitlistWrite, Scope::ReservationsRead]).await;
    let phone = domain::person::Phone::parse("01099998888").unwrap();
    let newcomer = account::ensure_citizen(&world.db, &phone).await.unwrap();
    let (_, alone) = world.token(newcomer, &Scope::ALL).await;
    let server = world.serve();
    let line = json!({ "hospital": hospital, "vaccine": vaccine });
    problem(&send(&server, "/api/v1/waitlist", &alone, &line).await, 409, "person_missing");
    let key = Uuid::new_v4();
    let wait = send_under(&server, "/api/v1/waitlist", &token, &line, key).await;
    assert_eq!(wait.status, StatusCode::CREATED, "{}", wait.body);
    let wait = wait.json();
    assert_eq!((&wait["status"], &wait["line"]["position"]), (&"waiting".into(), &1.into()));
    let again = send_under(&server, "/api/v1/waitlist", &token, &line, key).await.json();
    assert_eq!(again["id"], wait["id"]);
    problem(&send(&server, "/api/v1/waitlist", &token, &line).await, 409, "already_waiting");
    let leave = format!("/api/v1/waitlist/{}/leave", wait["id"].as_str().unwrap());
    assert_eq!(send(&server, &leave, &token, &json!({})).await.json()["status"], "withdrawn");
    problem(&send(&server, &leave, &token, &json!({})).await, 409, "already");
    drop(server);
    world.finish().await;
}

#[tokio::test]
async fn staff_receive_register_record_and_dispose_by_token() {
    let world = World::make().await;
    let (hospital, vaccine) = place(&world, 0).await;
    let register = async |login: &str, role| {
        account::register_staff(&world.db, login, login, "-", role).await.unwrap().unwrap()
    };
    let keeper = register("keeper", Role::VaccineManager(hospital)).await;
    let desk = register("clerk", Role::ReservationManager(hospital)).await;
    let (_, stock) = world.token(keeper, &Scope::ALL).await;
    let (_, clerk) = world.token(desk, &Scope::ALL).await;
    let (_, admin) = world.token(world.admin, &Scope::ALL).await;
    let form = SupplyForm { lot_number: "API-1".into(), expires_on: world.day(50).await, vials: 5 };
    let key = Key::new(world.admin, Uuid::new_v4(), "supply", &[]);
    let sent = supply::send(&world.db, world.admin, &key, hospital, vaccine, &form).await.unwrap().unwrap();
    let server = world.serve();

    let supplies = get(&server, "/api/v1/supplies", &stock).await.json();
    assert_eq!(
        (&supplies["items"][0]["id"], &supplies["items"][0]["state"]),
        (&sent.0.into(), &"sent".into())
    );
    let at = |act: &str| format!("/api/v1/supplies/{sent}/{act}");
    problem(&send(&server, &at("register"), &stock, &json!({ "doses": 5 })).await, 409, "supply_moved");
    assert_eq!(send(&server, &at("receive"), &stock, &json!({})).await.json()["state"], "received");
    problem(&send(&server, &at("receive"), &stock, &json!({})).await, 409, "supply_moved");
    problem(&send(&server, &at("register"), &stock, &json!({ "doses": 99 })).await, 409, "too_many_doses");
    assert_eq!(send(&server, &at("register"), &stock, &json!({ "doses": 5 })).await.json()["doses"], 5);

    let who = world.citizen(1).await;
    let (_, token) = world.token(who.account, &Scope::ALL).await;
    let booked = send(&server, MINE, &token, &wish(&world, hospital, vaccine, 0).await).await.json();
    let today = format!("/api/v1/desk/days/{}", iso(world.day(0).await));
    let day = get(&server, &today, &clerk).await.json();
    assert_eq!(day["bookings"][0]["id"], booked["id"]);

    let ledger = async || get(&server, "/api/v1/stock", &stock).await.json();
    let lot = &ledger().await["lots"][0];
    let (lot, left) = (lot["id"].as_i64().unwrap(), lot["left"].as_i64());
    assert_eq!(left, Some(5));
    // The sums come from a read model, a moment later.
    until("the booking is in the ledger", async || ledger().await["vaccines"][0]["bookable"] == 4).await;
    let given = json!({ "reservation": booked["id"], "lot": lot });
    let key = Uuid::new_v4();
    let record = send_under(&server, "/api/v1/vaccinations", &clerk, &given, key).await;
    assert_eq!(record.status, StatusCode::CREATED, "{}", record.body);
    let again = send_under(&server, "/api/v1/vaccinations", &clerk, &given, key).await;
    assert_eq!(again.json(), record.json());
    let mine = get(&server, "/api/v1/vaccinations", &token).await.json();
    assert_eq!(mine["items"][0]["doses"][0]["id"], record.json()["id"]);
    assert_eq!(mine["items"][0]["doses_given"], 1);

    let look = get(&server, &format!("/api/v1/disposals/preview?lot={lot}&doses=2"), &stock).await.json();
    assert_eq!((&look["left"], &look["losing"]), (&4.into(), &json!([])));
    let mut waste = json!({ "lot": lot, "doses": 2, "reason": "other", "shown": look["shown"] });
    problem(&send(&server, "/api/v1/disposals", &stock, &waste).await, 400, "invalid");
    waste["reason"] = "opened".into();
    let key = Uuid::new_v4();
    let done = send_under(&server, "/api/v1/disposals", &stock, &waste, key).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.body);
    assert_eq!(send_under(&server, "/api/v1/disposals", &stock, &waste, key).await.json(), done.json());
    let log = get(&server, "/api/v1/disposals", &stock).await.json();
    assert_eq!((log["items"].as_array().unwrap().len(), &log["items"][0]["amount"]), (1, &2.into()));

    // The admin's figures come from read models, a moment later.
    until("the figures are there", async || {
        let figures = get(&server, "/api/v1/figures", &admin).await.json();
        (&figures["bookable"], &figures["provinces"][0]["bookable"]) == (&2.into(), &2.into())
    })
    .await;
    let rates = get(&server, "/api/v1/figures/rates", &admin).await.json();
    let doses = json!({
        "registered": 5, "administered": 1, "discarded": 2, "expired": 0,
        "administered_per_mille": 200, "discarded_per_mille": 400,
    });
    assert_eq!((&rates["all"], &rates["items"][0]["doses"], &rates["next"]), (&doses, &doses, &Value::Null));
    let given = get(&server, "/api/v1/figures/vaccinations", &admin).await.json();
    let days = given["days"].as_array().unwrap();
    assert_eq!((&given["total"], days.len()), (&1.into(), 30));
    assert_eq!(days[29], json!({ "date": iso(world.day(0).await), "first": 1, "second": 0, "further": 0 }));
    let elsewhere = get(&server, "/api/v1/figures/vaccinations?province=jeju", &admin).await.json();
    assert_eq!(elsewhere["total"], 0);
    for wrong in [
        "from=2026-12-02&to=2026-12-01",
        "from=2020-01-01&to=2026-01-01",
        "from=x",
        "province=x",
        "vaccine=x",
    ] {
        problem(
            &get(&server, &format!("/api/v1/figures/vaccinations?{wrong}"), &admin).await,
            400,
            "invalid",
        );
    }
    problem(&get(&server, "/api/v1/figures/rates?cursor=x", &admin).await, 400, "invalid");
    problem(&get(&server, "/api/v1/figures/rates", &stock).await, 403, "denied");
    drop(server);
    world.finish().await;
}
