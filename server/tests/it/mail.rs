//! E-mails leave the house over a real mail server: to proven addresses, none lost whatever happens,
//! and what comes twice can be recognised.

use crate::{
    harness::{Citizen, World, get, post, until},
    notice::{booking, count, crowd},
    smtp::MailServer,
};
use domain::email::EmailAddress;
use hyper::StatusCode;
use std::collections::HashMap;
use store::email;
use uuid::Uuid;

/// A citizen's address, asked for and proven without a mail server.
async fn proven(world: &World, citizen: &Citizen, address: &str) {
    let address = EmailAddress::parse(address).unwrap();
    let challenge = email::ask(&world.db, citizen.account, Uuid::new_v4(), &address).await.unwrap().unwrap();
    let code = email::claim(&world.db, 1).await.unwrap().remove(0).code;
    email::sent(&world.db, challenge).await.unwrap();
    email::prove(&world.db, citizen.account, challenge, &code).await.unwrap().unwrap();
}

/// The value of a query's `c=` in the address an answer leads to.
fn challenge(location: &str) -> &str {
    location.split_once("?c=").unwrap().1
}

#[tokio::test(flavor = "multi_thread")]
async fn race_every_mail_arrives_while_the_server_fails_and_senders_are_killed() {
    let people: u32 = std::env::var("ALIMI_TEST_DELIVERIES").map_or(200, |n| n.parse().unwrap());
    let mut world = World::make_at_ten().await;
    let server = MailServer::start(20, None);
    let (hospital, vaccine) = crowd(&world, people).await;
    for n in 0..people {
        proven(&world, &world.citizen(n).await, &format!("demo{n}@example.com")).await;
    }
    world.doses(hospital, vaccine, 5).await;
    let mut settings = server.settings();
    settings.push(("ALIMI_SMTP_PER_SECOND", "120".to_owned()));

    let mut generations = 0;
    loop {
        world.work_and_die(&settings).await;
        generations += 1;
        let sent =
            count(&world, "SELECT count(*) FROM deliveries WHERE state = 'sent' AND channel = 'email'").await;
        if sent == i64::from(people) {
            break;
        }
        assert!(generations < people / 4 + 20, "{sent} were sent after {generations} generations");
        world.pass_time(time::Duration::minutes(if generations % 4 == 0 { 13 } else { 1 })).await;
    }

    let letters = server.letters();
    let mut by_id: HashMap<&str, Vec<&str>> = HashMap::new();
    for letter in &letters {
        by_id.entry(&letter.id).or_default().push(&letter.to[0]);
    }
    assert_eq!(by_id.len(), people as usize, "one message for each person, however often it came");
    let mut people_told: Vec<&str> = by_id.values().map(|to| to[0]).collect();
    people_told.sort_unstable();
    people_told.dedup();
    assert_eq!(people_told.len(), people as usize, "none lost");
    assert!(by_id.values().all(|to| to.iter().all(|t| *t == to[0])), "one id, one mailbox");
    // Twice only where our side could not know: the connection was lost, or the sender killed.
    let faults = server.faults();
    let cut = faults.iter().filter(|f| *f == "cut after").count();
    let lanes = 2 * 20 * generations as usize;
    assert!(letters.len() - by_id.len() <= cut + lanes, "{} letters, {cut} cut", letters.len());
    assert!(faults.len() > by_id.len() / 12, "{} bad moments", faults.len());
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_proven_by_a_mail_and_told_from_then_on() {
    let world = World::make_at_ten().await;
    let mails = MailServer::start(0, None);
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("알림 <병원>", 10).await);
    world.doses(hospital, vaccine, 5).await;
    let citizen = world.citizen(1).await;
    let server = world.serve_with(&mails.settings());
    let token = Some(&*citizen.token);
    until("e-mail is on", async || {
        let page = get(server.address, "/my/settings", token).await;
        page.body.contains("이메일 주소 등록하기")
    })
    .await;
    let status = get(server.address, "/status", None).await.body;
    assert_eq!((status.matches("켜짐").count(), status.matches("꺼짐").count()), (1, 3), "e-mail only");

    let bad = post(server.address, "/my/settings/email", &citizen.token, "email=demo").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("email=demo%40example.com&key={}", Uuid::new_v4());
    let asked = post(server.address, "/my/settings/email", &citizen.token, &form).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let way = asked.headers["location"].to_str().unwrap().to_owned();
    assert!(get(server.address, &way, token).await.body.contains("de***@example.com"));
    let stranger = world.citizen(2).await;
    assert_eq!(get(server.address, &way, Some(&stranger.token)).await.status, StatusCode::GONE);
    until("the code is in the mailbox", async || mails.letters().len() == 1).await;
    let letter = mails.letters().remove(0);
    assert_eq!(
        (letter.to, letter.subject.as_str()),
        (vec!["demo@example.com".to_owned()], "[알리미] 이메일 주소 확인")
    );
    assert_eq!((letter.unsubscribe.as_str(), letter.secure), ("", false));
    let code: String = letter.plain.chars().skip_while(|c| !c.is_ascii_digit()).take(6).collect();

    let wrong = if code == "000000" { "000001" } else { "000000" };
    let form = |code: &str| format!("c={}&code={code}", challenge(&way));
    let refused = post(server.address, "/my/settings/email/code", &citizen.token, &form(wrong)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let theirs = post(server.address, "/my/settings/email/code", &stranger.token, &form(&code)).await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = post(server.address, "/my/settings/email/code", &citizen.token, &form(&code)).await;
    assert_eq!(done.headers["location"], "/my/settings?done=email");
    assert!(get(server.address, "/my/settings", token).await.body.contains("de***@example.com 주소로"));

    booking(&world, hospital, vaccine, 1).await;
    world.db.wake_all().await.unwrap();
    until("the booking is confirmed by mail", async || mails.letters().len() == 2).await;
    let letter = mails.letters().remove(1);
    assert_eq!(letter.subject, "[알리미] 예약이 완료되었습니다");
    assert_eq!(letter.sender, "알리미 <notices@alimi.example>");
    assert_eq!(letter.unsubscribe, "<https://alimi.example/my/settings>");
    assert!(
        letter.plain.contains("알림 <병원>\n") && letter.plain.contains("https://alimi.example/my/notices")
    );
    assert!(letter.html.contains("알림 &lt;병원&gt;") && letter.html.contains("lang=\"ko\""));
    let key: Uuid =
        store::sqlx::query_scalar("SELECT key FROM deliveries WHERE channel = 'email' AND state = 'sent'")
            .fetch_one(world.db.pool())
            .await
            .unwrap();
    assert_eq!(letter.id, format!("<{key}@alimi.example>"));

    let gone = post(server.address, "/my/settings/email/remove", &citizen.token, "").await;
    assert_eq!(gone.headers["location"], "/my/settings?done=email-removed");
    assert_eq!(email::find(&world.db, citizen.account).await.unwrap(), None);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_goes_over_trusted_tls_and_a_mailbox_that_is_not_there_ends_visibly() {
    let world = World::make_at_ten().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("알림 병원", 10).await);
    world.doses(hospital, vaccine, 9).await;
    for (n, address) in (1..).zip(["demo1@example.com", "demo2@example.com", "nobody@example.com"]) {
        proven(&world, &world.citizen(n).await, address).await;
    }
    let error = "SELECT count(*) FROM deliveries WHERE channel = 'email' AND error = 'no trusted connection'";

    // Without the authority's certificate nothing is handed over.
    let mails = MailServer::start(0, Some("starttls"));
    let mut settings = mails.secure_settings("smtp", "?tls=required");
    booking(&world, hospital, vaccine, 1).await;
    let worker = world.work_with(&settings);
    until("it is not trusted", async || count(&world, error).await == 1).await;
    drop(worker);
    assert!(mails.letters().is_empty());
    settings.push(("ALIMI_SMTP_CA", mails.ca.clone()));
    let worker = world.work_with(&settings);
    until("it is out after STARTTLS", async || mails.letters().iter().any(|l| l.secure)).await;
    drop(worker);

    let mails = MailServer::start(0, Some("tls"));
    let mut settings = mails.secure_settings("smtps", "");
    settings.push(("ALIMI_SMTP_CA", mails.ca.clone()));
    booking(&world, hospital, vaccine, 2).await;
    booking(&world, hospital, vaccine, 3).await;
    let _worker = world.work_with(&settings);
    until("it is out over TLS", async || mails.letters().iter().any(|l| l.secure)).await;
    until("the mailbox that is not there is given up", async || {
        let failed = store::notice::list_failed(&world.db).await.unwrap();
        failed.len() == 1 && failed[0].error == "smtp 550"
    })
    .await;
    world.finish().await;
}
