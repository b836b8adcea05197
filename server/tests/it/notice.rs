//! Notices leave the house: once each, however often the provider fails and senders die, and the
//! urgent ones first.

use crate::{
    harness::{Citizen, World, report, until},
    provider::Provider,
};
use domain::{
    hospital::WaitPolicy,
    id::{HospitalId, ReservationId, VaccineId},
    reservation::CancelReason,
};
use futures_util::{StreamExt, stream};
use hmac::{Hmac, KeyInit, Mac};
use hyper::StatusCode;
use sha2::Sha256;
use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};
use store::{
    cancel,
    reservation::{self, Request},
    waitlist::{self, Join},
};
use uuid::Uuid;

const HOOK_KEY: &str = "hook-test-key";

/// So many people wait at a hospital that alerts everyone.
pub(crate) async fn crowd(world: &World, people: u32) -> (HospitalId, VaccineId) {
    let vaccine = world.vaccine().await;
    let hospital = world.hospital_that("모두에게 알리는 병원", WaitPolicy::Everyone).await;
    stream::iter(0..people)
        .for_each_concurrent(8, |n| async move {
            let citizen = world.citizen(n).await;
            let join = Join {
                account: citizen.account,
                person: citizen.person,
                hospital,
                vaccine,
                wanted_on: None,
                instead_of: None,
                key: Uuid::new_v4(),
            };
            waitlist::join(&world.db, &join).await.unwrap().unwrap();
        })
        .await;
    (hospital, vaccine)
}

/// A booking the hospital accepted.
pub(crate) async fn booking(
    world: &World,
    hospital: HospitalId,
    vaccine: VaccineId,
    n: u32,
) -> (Citizen, ReservationId) {
    let citizen = world.citizen(n).await;
    let (account, person, key) = (citizen.account, citizen.person, Uuid::new_v4());
    let day_on = world.day(3).await;
    let request = Request { account, person, hospital, vaccine, day_on, key };
    let id = reservation::request_one(&world.db, request).await.unwrap().unwrap();
    reservation::confirm(&world.db, world.admin, hospital, id).await.unwrap().unwrap();
    (citizen, id)
}

pub(crate) async fn count(world: &World, sql: &'static str) -> i64 {
    store::sqlx::query_scalar(sql).fetch_one(world.db.pool()).await.unwrap()
}

/// One line for each message that was taken: `channel template to`.
fn lines(provider: &Provider) -> Vec<String> {
    let line =
        |t: &crate::provider::Taken| format!("{} {} {}", t.said("channel"), t.said("template"), t.said("to"));
    provider.taken().iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn race_notices_go_out_once_while_the_provider_fails_and_senders_are_killed() {
    let people: u32 = std::env::var("ALIMI_TEST_DELIVERIES").map_or(1_000, |n| n.parse().unwrap());
    let mut world = World::make_at_ten().await;
    let provider = Provider::start(20).await;
    let (hospital, vaccine) = crowd(&world, people).await;
    world.doses(hospital, vaccine, 5).await;
    let mut settings = provider.settings();
    settings.push(("ALIMI_PROVIDER_PER_SECOND", "120".to_owned()));

    // Two senders at a time, both killed at some moment; leases and pauses pass between them.
    let mut generations = 0;
    loop {
        world.work_and_die(&settings).await;
        generations += 1;
        let unsent = count(
            &world,
            "SELECT count(*) FROM reservations r WHERE NOT EXISTS (
                 SELECT FROM notices n JOIN deliveries d ON d.notice_id = n.notice_id
                 WHERE n.reservation_id = r.reservation_id AND d.state = 'sent')",
        )
        .await;
        if unsent == 0 {
            break;
        }
        assert!(generations < people / 10, "{unsent} were not sent after {generations} generations");
        // A lease is a minute, the longest pause ten.
        world.pass_time(time::Duration::minutes(if generations % 4 == 0 { 13 } else { 1 })).await;
    }

    let taken = provider.taken();
    let phones: HashSet<&str> = taken.iter().map(|t| t.said("to")).collect();
    assert_eq!(
        (taken.len(), phones.len()),
        (people as usize, people as usize),
        "one message for each person"
    );
    assert!(taken.iter().all(|t| (t.said("channel") == "alimtalk") != t.said("to").ends_with('7')));
    let (repeats, faults) = provider.repeats_and_faults();
    assert!(repeats > 0 && faults > taken.len() / 10, "{repeats} repeated keys, {faults} faults");

    // The receipts are the provider's own.
    let receipts: Vec<(Uuid, String)> =
        store::sqlx::query_as("SELECT key, provider_id FROM deliveries WHERE state = 'sent'")
            .fetch_all(world.db.pool())
            .await
            .unwrap();
    let given: HashMap<Uuid, String> = taken.into_iter().map(|t| (t.key, t.id)).collect();
    assert_eq!(receipts.into_iter().collect::<HashMap<_, _>>(), given);
    assert_eq!(
        count(&world, "SELECT count(*) FROM deliveries WHERE state NOT IN ('sent', 'failed')").await,
        0
    );
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn race_a_flood_does_not_delay_what_is_urgent_elsewhere() {
    let world = World::make_at_ten().await;
    let provider = Provider::start(0).await;
    let (flooded, vaccine) = crowd(&world, 400).await;
    let hospital = world.hospital("다른 병원", 10).await;
    world.doses(hospital, vaccine, 5).await;
    let (_, booked) = booking(&world, hospital, vaccine, 99_999).await;
    let _worker = world.work_with(&provider.settings());
    until("the booking was confirmed by message", async || provider.taken().len() == 1).await;

    world.doses(flooded, vaccine, 5).await;
    until("the flood runs", async || provider.taken().len() > 50).await;
    let asked = Instant::now();
    cancel::by_manager(&world.db, world.admin, hospital, booked, CancelReason::HospitalClosed, None)
        .await
        .unwrap()
        .unwrap();
    let urgent = |t: &crate::provider::Taken| t.said("template") == "cancelled_by_hospital";
    until("the urgent one is out", async || provider.taken().iter().any(urgent)).await;
    let taken = provider.taken();
    let at = taken.iter().find(|t| urgent(t)).unwrap().at;
    assert!(at.duration_since(asked) < Duration::from_secs(3), "{:?}", at.duration_since(asked));
    assert!(taken.len() < 300, "the flood was still running, at {}", taken.len());

    // And the flood is paced: fifty a second.
    until("the flood is over", async || provider.taken().len() == 402).await;
    let taken = provider.taken();
    let lasted = taken[401].at.duration_since(taken[1].at);
    assert!(lasted > Duration::from_secs(7), "{lasted:?}");
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kakao_cannot_deliver_goes_out_as_a_text_message() {
    let world = World::make_at_ten().await;
    let provider = Provider::start(0).await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("알림 병원", 10).await);
    world.doses(hospital, vaccine, 5).await;
    let mut settings = provider.settings();
    settings.push(("ALIMI_PROVIDER_HOOK_KEY", HOOK_KEY.to_owned()));
    let server = world.serve_with(&settings);

    until("the senders said that they are there", async || {
        let status = crate::harness::get(server.address, "/status", None).await.body;
        (status.matches("켜짐").count(), status.matches("꺼짐").count()) == (2, 2)
    })
    .await;
    // Not on KakaoTalk: known at once.
    booking(&world, hospital, vaccine, 7).await;
    world.db.wake_all().await.unwrap();
    until("it is out", async || lines(&provider) == ["lms  01000000007"]).await;
    assert!(provider.taken()[0].said("text").starts_with("[알리미] 예약이 완료되었습니다\n알림 병원\n"));

    // Undeliverable: known later, by a signed report, however often it comes.
    booking(&world, hospital, vaccine, 1).await;
    world.db.wake_all().await.unwrap();
    until("it is taken", async || {
        lines(&provider)[1..] == ["alimtalk confirmed 01000000001"]
            && count(&world, "SELECT count(*) FROM deliveries WHERE state = 'sent'").await == 2
    })
    .await;
    let key = provider.taken()[1].key;
    let body = format!(r#"{{"key":"{key}","status":"undeliverable","code":"blocked"}}"#);
    let signature = |body: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(HOOK_KEY.as_bytes()).unwrap();
        mac.update(body.as_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes.iter().fold("sha256=".to_owned(), |text, byte| format!("{text}{byte:02x}"))
    };
    let forged = report(server.address, &body, &signature("else")).await;
    assert_eq!(forged.status, StatusCode::UNAUTHORIZED);
    for _ in 0..3 {
        let answer = report(server.address, &body, &signature(&body)).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
    }
    until("the text message is out", async || lines(&provider)[2..] == ["lms  01000000001"]).await;
    until("and noted", async || {
        count(&world, "SELECT count(*) FROM deliveries WHERE state = 'queued'").await == 0
    })
    .await;
    let delivered = body.replace("undeliverable", "delivered");
    let answer = report(server.address, &delivered, &signature(&delivered)).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);

    // What is no longer true is not sent.
    drop(server);
    let (_, booked) = booking(&world, hospital, vaccine, 2).await;
    cancel::by_manager(&world.db, world.admin, hospital, booked, CancelReason::HospitalClosed, None)
        .await
        .unwrap()
        .unwrap();
    let _worker = world.work_with(&settings);
    until("the cancellation is out", async || {
        lines(&provider)[3..] == ["alimtalk cancelled_by_hospital 01000000002"]
            && count(&world, "SELECT count(*) FROM deliveries WHERE state = 'skipped'").await == 1
    })
    .await;
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_provider_nothing_pretends_to_be_sent() {
    let world = World::make_at_ten().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("알림 병원", 10).await);
    world.doses(hospital, vaccine, 5).await;
    booking(&world, hospital, vaccine, 1).await;
    let server = world.serve();
    until("it is in the inbox", async || count(&world, "SELECT count(*) FROM notices").await == 2).await;
    assert_eq!(count(&world, "SELECT count(*) FROM deliveries").await, 0);
    let status = crate::harness::get(server.address, "/status", None).await;
    assert_eq!((status.body.matches("꺼짐").count(), status.body.matches("켜짐").count()), (4, 0));
    // A provider that only the pages' process knows sends nothing, and nothing says it did.
    let pages = world.serve_with(&[
        ("ALIMI_WORKERS", "false".to_owned()),
        ("ALIMI_PROVIDER_URL", "https://messages.example".to_owned()),
        ("ALIMI_PROVIDER_KEY", "key".to_owned()),
        ("ALIMI_PROVIDER_SENDER", "1339".to_owned()),
    ]);
    let status = crate::harness::get(pages.address, "/status", None).await;
    assert_eq!(status.body.matches("꺼짐").count(), 4);
    assert_eq!(report(server.address, "{}", "").await.status, StatusCode::NOT_FOUND);
    drop(server);
    let half = [("ALIMI_PROVIDER_URL", "https://messages.example".to_owned())];
    assert!(!world.work_with(&half).ended_well().await, "half a provider is refused");
    world.finish().await;
}
