//! A person with unmistakable name, number and birth date walks through the whole service. None of
//! it is found in any table, event or line of the log, nor on any page that is not theirs and not
//! their hospital's.

use crate::{
    cast::{Cast, Seat},
    harness::{World, api, call, get, post},
};
use app::access::{RULES, Thing, Verb, Who};
use domain::id::ShareId;
use hyper::{StatusCode, header};
use std::{fmt::Write, fs::File, net::SocketAddr, process::Stdio};
use store::{link, sqlx};
use uuid::Uuid;

const NAME: &str = "Qwertz Marker";
const NOTE: &str = "zuordnung-xyzzy";

/// How name, number and birth date could be written anywhere.
const MARKS: [&str; 9] = [
    "Qwertz",
    "qwertz",
    "01087654321",
    "010-8765-4321",
    "8765-4321",
    "1913-04-27",
    "1913. 4. 27",
    "1913년",
    "27 April 1913",
];

fn found(text: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|mark| text.contains(mark))
}

/// The same as bytes of a column are shown.
fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Every table as text.
async fn dump(world: &World) -> Vec<(String, String)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations'",
    )
    .fetch_all(world.db.pool())
    .await
    .unwrap();
    let mut dump = vec![];
    for table in tables {
        let sql = format!("SELECT coalesce(string_agg(to_jsonb(t)::text, E'\\n'), '') FROM {table} t");
        dump.push((
            table,
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(world.db.pool()).await.unwrap(),
        ));
    }
    dump
}

#[tokio::test(flavor = "multi_thread")]
async fn a_marked_person_leaves_no_readable_trace() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let log = world.site.join("log");
    let server =
        world.serve_to(&[("RUST_LOG", "debug".to_owned())], Stdio::from(File::create(&log).unwrap()));
    let at = server.address;

    // Signs in, says who they are, books.
    let challenge = Uuid::new_v4();
    call(at, "/sign-in", None, Some(&format!("phone=010-8765-4321&key={challenge}"))).await;
    let code = store::code::list_open(&world.db).await.unwrap().pop().unwrap().code;
    let answer = call(at, "/sign-in/code", None, Some(&format!("c={challenge}&code={code}"))).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let wish = format!("hospital={}&vaccine={}&date={}", cast.hospital, cast.vaccine, cast.day);
    let who = "name=Qwertz%20Marker&birth_year=1913&birth_month=4&birth_day=27";
    assert_eq!(post(at, "/book/person", token, &format!("{wish}&{who}")).await.status, StatusCode::SEE_OTHER);
    let booked = post(at, "/book/check", token, &format!("{wish}&key={}", Uuid::new_v4())).await;
    let next = booked.headers[header::LOCATION].to_str().unwrap();
    let id = next.strip_prefix("/book/done/").unwrap();
    let own = get(at, &format!("/my/{id}"), Some(token)).await.body;
    assert!(own.contains(NAME), "the person sees their own name");

    // They look it up without their session, and send the family a link.
    let number = own.split("number-code\">").nth(1).unwrap().split('<').next().unwrap();
    let look = format!("number={number}&birth_year=1913&birth_month=4&birth_day=27");
    let looked = call(at, "/look-up", None, Some(&look)).await;
    let cookie = looked.headers[header::SET_COOKIE].to_str().unwrap();
    let look_token = cookie.split(['=', ';']).nth(1).unwrap();
    let share = format!("reservation={id}&key={}", Uuid::new_v4());
    assert_eq!(post(at, "/my/share", token, &share).await.status, StatusCode::SEE_OTHER);

    // The desk finds, sees and rejects them, with a note.
    let desk = &cast.here.desk.1;
    for typed in ["Qwertz", "010-8765-4321", "4321"] {
        let page = post(at, "/desk/visits", desk, &format!("q={typed}")).await.body;
        assert!(page.contains(NAME), "found by {typed}");
    }
    assert!(get(at, &format!("/desk/requests/{id}"), Some(desk)).await.body.contains(NAME));
    let reject = format!("id={id}&reason=other&note={NOTE}");
    assert_eq!(post(at, "/desk/requests/reject", desk, &reject).await.status, StatusCode::SEE_OTHER);
    // They come without a booking and get their dose all the same.
    let walk_in = format!("{who}&phone=01087654321&lot={}&key={}", cast.here.lot, Uuid::new_v4());
    let given = post(at, "/desk/walk-in/record", desk, &walk_in).await;
    let page = given.headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(get(at, &page, Some(desk)).await.body.contains(NAME));
    let record = page.trim_start_matches("/desk/vaccinations/").trim_end_matches("/done").to_owned();
    let people = format!("/admin/lots/{}/LOT-1/people.csv", cast.vaccine);
    assert!(get(at, &people, Some(&cast.admin)).await.body.contains(NAME), "a recall reaches them");
    // A form that is refused, and one that is no form.
    post(at, "/book/person", token, &format!("{wish}&name=Qwertz%20Marker&birth_year=1913&birth_month=40"))
        .await;
    post(at, "/book/person", token, "name=Qwertz&name=Marker&phone=01087654321").await;
    get(at, "/hospitals?q=Qwertz%20Marker", None).await;

    let codes = Codes::of(&world, id, &record).await;
    nobody_else_sees(&world, &cast, at, (id, &record), &codes).await;
    no_table_tells(&world).await;
    drop(server);
    let log = std::fs::read_to_string(log).unwrap();
    no_line_tells(&log, token, &code);
    for secret in [look_token, &codes.visit, &codes.share, &codes.proof] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    world.finish().await;
}

/// What whoever holds it may look at.
struct Codes {
    visit: String,
    share: String,
    proof: String,
}

impl Codes {
    async fn of(world: &World, reservation: &str, record: &str) -> Self {
        let share = sqlx::query_scalar("SELECT share_id FROM shares WHERE reservation_id = $1::uuid")
            .bind(reservation)
            .fetch_one(world.db.pool())
            .await
            .unwrap();
        Self {
            visit: link::of_visit(&world.db, reservation.parse().unwrap()),
            share: link::of_share(&world.db, ShareId(share)),
            proof: link::of_proof(&world.db, record.parse().unwrap()),
        }
    }
}

/// No row has it, neither as text nor as bytes.
async fn no_table_tells(world: &World) {
    for (table, rows) in dump(world).await {
        assert_eq!(found(&rows), None, "readable in {table}");
        for mark in MARKS {
            assert!(!rows.contains(&hex(mark)), "readable in the bytes of {table}: {mark}");
        }
        // Written for the person, and kept where it belongs.
        assert!(table == "reservations" || !rows.contains(NOTE), "the note is in {table}");
    }
}

/// No line of the log has it, nor what opens a session.
fn no_line_tells(log: &str, token: &str, code: &str) {
    assert!(log.lines().count() > 500, "the log is there");
    assert_eq!(found(log), None, "in the log");
    for secret in [token, NOTE] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    // Moments and durations have digits too.
    let words = log.split(|c: char| !c.is_ascii_digit() && c != '.');
    assert!(words.into_iter().all(|word| word != code), "the code is in the log");
}

/// Whoever else there is, at every page: with this person's things, and with their own.
async fn nobody_else_sees(
    world: &World,
    cast: &Cast,
    at: SocketAddr,
    (id, record): (&str, &str),
    codes: &Codes,
) {
    let others = [
        (Seat::Nobody, &cast.there),
        (Seat::Stranger, &cast.there),
        (Seat::DeskThere, &cast.there),
        (Seat::StockThere, &cast.there),
        (Seat::StockHere, &cast.here),
        (Seat::Owner, &cast.here),
        (Seat::Admin, &cast.here),
    ];
    let number = store::view::visit::search(
        &world.db,
        cast.hospital,
        &store::view::visit::Wanted::parse("01087654321").unwrap(),
    )
    .await
    .unwrap()[0]
        .number
        .to_string();
    let mut seen = 0;
    // Pages of a recall name the people, and of a record that is to be corrected its person.
    let named = |path: &str| path.contains("/people") || path.starts_with("/admin/records/");
    // These never end: what they send is counters.
    let endless = ["/live", "/api/v1/availability/events"];
    for (seat, theirs) in others {
        for rule in
            RULES.iter().filter(|r| r.verb == Verb::Get && !endless.contains(&r.path) && !named(r.path))
        {
            for (reservation, vaccination) in [
                (id.to_owned(), record.to_owned()),
                (theirs.reservation.to_string(), theirs.vaccination.to_string()),
            ] {
                let mut path = format!("{}?topics=reservation:{id},hospital:1", rule.path);
                for (name, thing) in rule.names {
                    let value = match thing {
                        Thing::Reservation => reservation.clone(),
                        Thing::Vaccination | Thing::Dose => vaccination.clone(),
                        Thing::VisitCode => codes.visit.clone(),
                        Thing::ShareCode => codes.share.clone(),
                        Thing::ProofCode => codes.proof.clone(),
                        Thing::Supply => theirs.supply.to_string(),
                        Thing::Lot => theirs.lot.to_string(),
                        Thing::Hospital => cast.hospital.to_string(),
                        Thing::Vaccine => cast.vaccine.to_string(),
                        Thing::LotNumber => "LOT-1".to_owned(),
                        Thing::Person => cast.here.citizen.person.to_string(),
                        Thing::Provider => "test".to_owned(),
                        Thing::Day => cast.day.clone(),
                        Thing::Token => cast.tokens(Seat::Owner).unwrap().thing.to_string(),
                        Thing::Account => cast.member.to_string(),
                        Thing::Ticket => "1-1-x".to_owned(),
                    };
                    let part = format!("{{{name}}}");
                    path = if path.contains(&part) {
                        path.replace(&part, &value)
                    } else {
                        format!("{path}&{name}={value}")
                    };
                }
                let page = if rule.is_for_programs() {
                    let token = cast.tokens(seat).map(|tokens| tokens.text.as_str());
                    api(at, &path, token, None, &[]).await
                } else {
                    get(at, &path, cast.token(seat)).await
                };
                assert!(!page.status.is_server_error(), "{path}");
                assert_eq!(found(&page.body), None, "{path} as {:?}", rule.who);
                assert!(!page.body.contains(NOTE), "{path} tells the note");
                seen += usize::from(page.status == StatusCode::OK && rule.who != Who::Anyone);
            }
        }
    }
    assert!(seen > 100, "only {seen} pages were open to anybody");
    for typed in ["Qwertz", "01087654321", "4321", &number] {
        let page = post(at, "/desk/visits", &cast.there.desk.1, &format!("q={typed}")).await.body;
        assert!(
            found(&page.replace(&format!("value=\"{typed}\""), "")).is_none(),
            "another hospital finds {typed}"
        );
    }
}
