//! Personal data lies sealed: planted markers are found in no table, event or log.

use crate::{
    n7_email::proven,
    world::{Citizen, NOW, Place, World, day, key, settle, world},
};
use domain::{
    email::EmailAddress,
    person::{BirthDate, PersonName, Phone},
    push::Subscription,
    reservation::RejectReason,
};
use sqlx::{AssertSqlSafe, PgPool, postgres::PgListener};
use store::{
    account, code, email,
    kept_form::{self, KeptForm},
    push,
    relay::CHANNEL,
    reservation, waitlist,
};
use uuid::Uuid;

const NAME: &str = "Qwertz Marker";
const PHONE: &str = "01087654321";
const BIRTH: &str = "1913-04-27";
const EMAIL: &str = "qwertz.marker@example.com";

/// The marked person, brought everywhere a person can come.
async fn leave_traces(w: &World) -> Citizen {
    let phone = Phone::parse(PHONE).unwrap();
    let challenge = code::ask(&w.db, key(), &phone).await.unwrap().unwrap();
    let sent = code::list_open(&w.db).await.unwrap().pop().unwrap();
    assert_eq!((sent.challenge, &sent.phone), (challenge, &phone));
    code::prove(&w.db, challenge, "wrong").await.unwrap().unwrap_err();
    code::prove(&w.db, challenge, &sent.code).await.unwrap().unwrap();
    let later = w.at(NOW + time::Duration::minutes(1)).await;
    code::ask(&later, key(), &phone).await.unwrap().unwrap();
    let account = account::ensure_citizen(&w.db, &phone).await.unwrap();
    let name = PersonName::parse(NAME).unwrap();
    let birth = BirthDate::from_iso(BIRTH).unwrap();
    let person = account::ensure_person(&w.db, account, &name, birth).await.unwrap();
    let who = Citizen { account, person };
    let (full, place): (Place, Place) = (w.place(5, 0).await, w.place(5, 5).await);
    let wait = w.wait(who, full, Some(day(1))).await.unwrap();
    waitlist::withdraw(&w.db, account, wait).await.unwrap().unwrap();
    w.wait(who, full, None).await.unwrap();
    let id = w.book(who, place, day(1)).await.unwrap();
    reservation::reject(&w.db, w.admin, place.hospital, id, RejectReason::Duplicate, None)
        .await
        .unwrap()
        .unwrap();
    settle(&w.db).await;
    let id = w.book(who, place, day(2)).await.unwrap();
    reservation::confirm(&w.db, w.admin, place.hospital, id).await.unwrap().unwrap();
    let ended = store::session::start(&w.db, account, [7; 32]).await.unwrap();
    store::session::end(&w.db, ended).await.unwrap();
    let typed =
        KeptForm { page: "/book/person".to_owned(), values: vec![("name".to_owned(), NAME.to_owned())] };
    kept_form::keep(&w.db, &[7; 32], &typed).await.unwrap().unwrap();
    let address = EmailAddress::parse(EMAIL).unwrap();
    proven(w, account, &address).await;
    email::ask(&later, account, key(), &address).await.unwrap().unwrap();
    let endpoint = "https://fcm.googleapis.com/fcm/send/MarkerEndpoint";
    let browser = Subscription::parse(endpoint, &"Q".repeat(87), &"Q".repeat(22), &[]).unwrap();
    push::subscribe(&w.db, account, &browser, "Chrome").await.unwrap();
    who
}

/// Every table, as text. Bytes appear as hexadecimal digits.
async fn dump(w: &World) -> Vec<(String, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables
         WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')",
    )
    .fetch_all(w.db.pool())
    .await
    .unwrap();
    let mut dump = Vec::new();
    for table in tables {
        let sql = format!("SELECT coalesce(string_agg(row_to_json(t)::text, E'\\n'), '') FROM {table} t");
        let text = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(w.db.pool()).await.unwrap();
        dump.push((table, text));
    }
    dump
}

fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |out, b| format!("{out}{b:02x}"))
}

/// All the shapes in which the marked values might have been written.
fn markers() -> Vec<String> {
    let plain = [
        "qwertz",
        "marker",
        "87654321",
        "8765-4321",
        "1087654321",
        "1913-04-27",
        "19130427",
        "130427",
        "qwertzmarker",
        "example.com",
        "markerendpoint",
        "qqqqqqqqqq",
    ];
    plain
        .iter()
        .flat_map(|m| [(*m).to_owned(), hex(m), hex(&m.to_uppercase()), hex("Qwertz"), hex("Marker")])
        .collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn personal_data_is_found_in_no_table(pool: PgPool) {
    world(pool, async |w| {
        let who = leave_traces(w).await;
        let dump = dump(w).await;
        for table in [
            "public.accounts",
            "public.persons",
            "public.events",
            "public.audit_log",
            "public.one_time_codes",
            "public.email_codes",
            "public.account_emails",
            "public.push_subscriptions",
            "public.kept_forms",
        ] {
            assert!(
                dump.iter().any(|(name, text)| name == table && !text.is_empty()),
                "{table} is not in the dump"
            );
        }
        for (table, text) in &dump {
            let text = text.to_lowercase();
            for marker in markers() {
                assert!(!text.contains(&marker.to_lowercase()), "{table} shows {marker}");
            }
        }
        // It is there all the same, for those who have the key.
        let person = account::list_persons(&w.db, who.account).await.unwrap().pop().unwrap();
        assert_eq!(
            (person.name.as_str(), domain::calendar::iso(person.birth.date())),
            (NAME, BIRTH.to_owned())
        );
        assert_eq!(account::find_phone(&w.db, who.account).await.unwrap().unwrap().digits(), PHONE);
        assert_eq!(email::find(&w.db, who.account).await.unwrap().unwrap().as_str(), EMAIL);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_search_for_markers_finds_what_is_planted_in_the_open(pool: PgPool) {
    world(pool, async |w| {
        w.by_hand(
            "INSERT INTO audit_log (action, subject, reason) VALUES ('person_found', 'x', 'called Qwertz')",
        )
        .await;
        w.by_hand(
            "INSERT INTO idempotency_keys VALUES (1, gen_random_uuid(), convert_to('Marker', 'UTF8'), '')",
        )
        .await;
        let text: String = dump(w).await.into_iter().map(|(_, text)| text.to_lowercase()).collect();
        let found: Vec<_> = markers().into_iter().filter(|m| text.contains(m)).collect();
        assert!(found.contains(&"qwertz".to_owned()) && found.contains(&hex("Marker")), "{found:?}");
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_bus_carries_ids_only(pool: PgPool) {
    world(pool, async |w| {
        let mut bus = PgListener::connect_with(w.db.pool()).await.unwrap();
        bus.listen(CHANNEL).await.unwrap();
        leave_traces(w).await;
        settle(&w.db).await;
        w.by_hand("NOTIFY alimi_live, 'end'").await;
        let mut heard = 0;
        loop {
            let told = bus.recv().await.unwrap();
            if told.payload() == "end" {
                break;
            }
            heard += 1;
            let message: serde_json::Value = serde_json::from_str(told.payload()).unwrap();
            for (field, ids) in message.as_object().unwrap() {
                for id in ids.as_array().unwrap() {
                    let plain = match field.as_str() {
                        "reservations" => id.as_str().is_some_and(|s| s.parse::<Uuid>().is_ok()),
                        "hospitals" | "accounts" | "views" | "sessions" => id.is_i64(),
                        _ => false,
                    };
                    assert!(plain, "{field}: {id}");
                }
            }
        }
        assert!(heard > 0);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn equal_values_are_sealed_differently_and_found_again(pool: PgPool) {
    world(pool, async |w| {
        let (one, two) = (w.citizen().await, w.citizen().await);
        let sealed: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT name_sealed FROM persons").fetch_all(w.db.pool()).await.unwrap();
        assert_ne!(sealed[0], sealed[1]);
        // The same person in two accounts: a suspected duplicate.
        let alike: i64 = sqlx::query_scalar("SELECT count(DISTINCT identity_index) FROM persons")
            .fetch_one(w.db.pool())
            .await
            .unwrap();
        assert_eq!(alike, 1);
        let phone = account::find_phone(&w.db, one.account).await.unwrap().unwrap();
        assert_eq!(account::ensure_citizen(&w.db, &phone).await.unwrap(), one.account);
        // Spelled otherwise it is the same person of the account.
        let again = w.person(two.account, "홍 길동").await;
        assert_eq!(again, two.person);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn one_phone_signing_in_twenty_times_at_once_is_one_account(pool: PgPool) {
    world(pool, async |w| {
        let phone = Phone::parse("010-1234-5678").unwrap();
        let ids =
            futures_util::future::join_all((0..20).map(|_| account::ensure_citizen(&w.db, &phone))).await;
        let ids: Vec<_> = ids.into_iter().map(Result::unwrap).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
        assert_eq!(w.rows("accounts WHERE kind = 'citizen'").await, 1);
    })
    .await;
}
