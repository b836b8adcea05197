//! Every route the server answers, called as everybody there is, with things of their own and of
//! others: what comes back is what the table of rules says, and nothing that was denied changed
//! anything. Addresses for programs are called with tokens that are good for everything.

use crate::{
    cast::{
        Cast,
        Seat::{self, Admin, DeskHere, DeskThere, Nobody, Owner, StockHere, StockThere, Stranger},
        Things,
    },
    harness::{Answer, Server, World, api, call, get},
};
use app::access::{Foreign, RULES, Rule, Thing, Verb, Who};
use hyper::{StatusCode, header::LOCATION};
use std::collections::BTreeMap;
use store::sqlx;
use uuid::Uuid;

impl Cast {
    /// How a thing stands in addresses and forms; `seat` is whose token is named.
    fn written(&self, thing: Thing, of: &Things, seat: Seat) -> String {
        match thing {
            Thing::Token => self.tokens(seat).unwrap().thing.to_string(),
            Thing::Reservation => of.reservation.to_string(),
            Thing::Supply => of.supply.to_string(),
            Thing::Lot => of.lot.to_string(),
            Thing::Vaccination => of.vaccination.to_string(),
            Thing::Hospital => self.hospital.to_string(),
            Thing::Vaccine => self.vaccine.to_string(),
            Thing::LotNumber => "LOT-1".to_owned(),
            Thing::Account => self.member.to_string(),
            Thing::Person => of.citizen.person.to_string(),
            Thing::Provider => "test".to_owned(),
            Thing::Day => self.day.clone(),
            Thing::Ticket => "1-1-x".to_owned(),
            Thing::Dose => of.dose.to_string(),
            Thing::VisitCode => of.visit_code.clone(),
            Thing::ShareCode => of.share_code.clone(),
            Thing::ProofCode => of.proof_code.clone(),
        }
    }
}

/// The call of a rule with these names, each with its value.
fn request(rule: &Rule, value: impl Fn(&str, Thing) -> String) -> (String, Option<String>) {
    let mut path = rule.path.to_owned();
    let mut fields = vec![extra(rule.path).to_owned()];
    for (name, thing) in rule.names {
        let part = format!("{{{name}}}");
        let value = value(name, *thing);
        if path.contains(&part) {
            path = path.replace(&part, &value);
        } else {
            fields.push(format!("{name}={value}"));
        }
    }
    match rule.verb {
        Verb::Get => (format!("{path}?{}", fields.join("&")), None),
        Verb::Post if rule.is_for_programs() => (path, Some(json(&fields))),
        Verb::Post => (path, Some(format!("{}&key={}", fields.join("&"), Uuid::new_v4()))),
    }
}

/// The same fields as a body of the API.
fn json(fields: &[String]) -> String {
    let pairs = fields.iter().flat_map(|f| f.split('&')).filter_map(|pair| pair.split_once('='));
    let members = pairs.map(|(name, value)| match value.parse::<i64>() {
        Ok(number) => (name.to_owned(), number.into()),
        Err(_) => (name.to_owned(), value.into()),
    });
    serde_json::Value::Object(members.collect()).to_string()
}

/// What a form or address carries besides the things it names, so far as it is needed to come to them.
fn extra(path: &str) -> &'static str {
    match path {
        "/desk/requests/reject" | "/desk/requests/cancel" => "reason=other&note=x",
        "/desk/vaccinations/void" | "/admin/records/void" => "reason=wrong_person",
        "/live/poll" => "topics=hospital:1",
        "/my/tokens" | "/staff/tokens" => "label=x&scopes[]=reservations:read&validity=30",
        "/api/smart/slots.ndjson" => "province=seoul",
        "/api/v1/disposals" => "doses=1&reason=opened&shown=e3b0c44298fc1c149afbf4c8996fb924",
        "/desk/visits" => "q=0000",
        "/desk/walk-in/check" | "/desk/walk-in/record" => {
            "name=%EC%8B%9C%ED%97%98&phone=01099990000&birth_year=1980&birth_month=5&birth_day=17"
        }
        "/stock/lots/{id}/dispose/check" | "/stock/lots/dispose/check" | "/stock/lots/dispose" => {
            "doses=1&reason=opened&shown="
        }
        "/stock/lots/destroy" => "destroyed=1",
        "/stock/supplies/{id}/check"
        | "/stock/supplies/check"
        | "/stock/supplies/register"
        | "/api/v1/supplies/{id}/register"
        | "/api/v1/disposals/preview" => "doses=1",
        "/stock/supplies/{id}/correct/check"
        | "/stock/supplies/correct/check"
        | "/stock/supplies/correct" => "from=50&to=49&reason=x",
        "/stock/supplies/{id}/dispose/check"
        | "/stock/supplies/dispose/check"
        | "/stock/supplies/dispose" => "vials=1&reason=damaged",
        "/admin/supplies/check" => {
            "lot=NEW-1&lot_number=NEW-1&expires=2030-01-01&expires_year=2030&expires_month=1&expires_day=1&vials=1"
        }
        "/admin/lots/suspend" => "reason=x",
        "/admin/staff/{id}/move" | "/admin/staff/{id}/take" | "/admin/staff/move" | "/admin/staff/take" => {
            "role=reservation_manager"
        }
        "/admin/staff/give" => "role=vaccine_manager",
        "/my/move" => "date=2030-01-01&reservation=00000000-0000-0000-0000-000000000000",
        "/my/notices" => "up_to=0",
        "/sign-in/with" => "provider=test",
        "/my/sign-in-ways" | "/my/settings/push/remove" | "/admin/deliveries" => "id=0",
        _ => "",
    }
}

/// Who may call a rule, and who of them is a stranger to the things it names.
fn callers(who: Who) -> (&'static [Seat], Option<Seat>) {
    match who {
        Who::Anyone => (&[Nobody, Owner, Stranger, DeskHere, DeskThere, StockHere, StockThere, Admin], None),
        Who::Developer | Who::Signer => (&[], None),
        Who::Member => (&[Owner, Stranger, DeskHere, DeskThere, StockHere, StockThere, Admin], None),
        Who::Citizen => (&[Owner, Stranger], Some(Stranger)),
        Who::Staff => (&[DeskHere, DeskThere, StockHere, StockThere, Admin], Some(DeskThere)),
        Who::ReservationManager => (&[DeskHere, DeskThere], Some(DeskThere)),
        Who::VaccineManager => (&[StockHere, StockThere], Some(StockThere)),
        Who::Admin => (&[Admin], None),
    }
}

const SEATS: [Seat; 8] = [Nobody, Owner, Stranger, DeskHere, DeskThere, StockHere, StockThere, Admin];

async fn ask(
    server: &Server,
    cast: &Cast,
    seat: Seat,
    rule: &Rule,
    (path, form): &(String, Option<String>),
) -> Answer {
    if rule.is_for_programs() {
        let token = cast.tokens(seat).map(|tokens| tokens.text.as_str());
        let key = Uuid::new_v4().to_string();
        return api(server.address, path, token, form.as_deref(), &[("idempotency-key", &key)]).await;
    }
    call(server.address, path, cast.token(seat), form.as_deref()).await
}

/// Everything but what every visit writes.
async fn picture(world: &World) -> BTreeMap<String, String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('sessions', 'audit_log')",
    )
    .fetch_all(world.db.pool())
    .await
    .unwrap();
    let mut picture = BTreeMap::new();
    for table in tables {
        let row = if table == "tokens" { "to_jsonb(t) - 'used_at'" } else { "t" };
        let rows = format!(
            "SELECT coalesce(md5(string_agg(({row})::text, '|' ORDER BY t::text)), '') FROM {table} t"
        );
        let digest = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(world.db.pool()).await.unwrap();
        picture.insert(table, digest);
    }
    picture
}

/// What a page says: its address, which the header keeps, may differ.
fn main_of(rule: &Rule, answer: &Answer) -> String {
    if rule.is_for_programs() {
        let mut problem = answer.json();
        // Each call has its own.
        problem.as_object_mut().unwrap().remove("trace").unwrap();
        return problem.to_string();
    }
    answer.body.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0.to_owned()
}

fn unknown(thing: Thing) -> String {
    match thing {
        Thing::Reservation | Thing::Vaccination | Thing::Dose => Uuid::new_v4().to_string(),
        _ => "987654321".to_owned(),
    }
}

/// Those who may not call it at all.
async fn turn_away(server: &Server, cast: &Cast, rule: &Rule) {
    let call = request(rule, |_, thing| cast.written(thing, &cast.here, Owner));
    let (allowed, _) = callers(rule.who);
    for seat in SEATS.into_iter().filter(|seat| !allowed.contains(seat)) {
        let answer = ask(server, cast, seat, rule, &call).await;
        let expected = match (rule.who, seat, rule.verb) {
            (_, Nobody, _) if rule.is_for_programs() => StatusCode::UNAUTHORIZED,
            (Who::Developer, ..) => StatusCode::NOT_FOUND,
            (Who::Citizen, Nobody, Verb::Get) => {
                let next = answer.headers.get(LOCATION).unwrap().to_str().unwrap();
                assert!(next.starts_with("/sign-in?next=%2F"), "{next}");
                StatusCode::SEE_OTHER
            }
            (Who::Signer, ..) | (_, Nobody, _) => StatusCode::UNAUTHORIZED,
            _ => StatusCode::FORBIDDEN,
        };
        assert_eq!(answer.status, expected, "{:?} {} as {seat:?}", rule.verb, rule.path);
    }
}

/// Those whose role fits, with things of others, one at a time among their own.
async fn hide(server: &Server, cast: &Cast, rule: &Rule) {
    let (allowed, Some(stranger)) = callers(rule.who) else { return };
    for (foreign, thing) in rule.names.iter().filter(|(_, thing)| thing.is_owned()) {
        let (theirs, none) = (cast.written(*thing, &cast.here, allowed[0]), unknown(*thing));
        let with = |id: &str| {
            request(rule, |name, thing| {
                if name == *foreign { id.to_owned() } else { cast.written(thing, &cast.there, stranger) }
            })
        };
        let answer = ask(server, cast, stranger, rule, &with(&theirs)).await;
        let what = format!("{:?} {} with a foreign {foreign} as {stranger:?}", rule.verb, rule.path);
        match rule.foreign {
            Foreign::Elsewhere => {
                assert_eq!(answer.status, StatusCode::OK, "{what}");
                assert!(!answer.body.contains("시험"), "{what} names somebody");
            }
            Foreign::Missing => {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
                let other = ask(server, cast, stranger, rule, &with(&none)).await;
                assert_eq!(other.status, StatusCode::NOT_FOUND, "{what}: an unknown one");
                assert_eq!(
                    main_of(rule, &answer),
                    main_of(rule, &other),
                    "{what} looks unlike an unknown one"
                );
            }
        }
    }
}

/// Those who may, with things of their own.
async fn let_in(server: &Server, cast: &Cast, rule: &Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    let (allowed, stranger) = callers(rule.who);
    for seat in allowed {
        let own = if Some(*seat) == stranger { &cast.there } else { &cast.here };
        let call = request(rule, |_, thing| cast.written(thing, own, *seat));
        let status = ask(server, cast, *seat, rule, &call).await.status;
        let denied =
            [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&status);
        if denied || status.is_server_error() || status == StatusCode::BAD_REQUEST {
            wrong.push(format!("{:?} {} as {seat:?}: {status}", rule.verb, rule.path));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_everybody_as_its_rule_says() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let settings = [
        ("ALIMI_WORKERS", "false"),
        ("ALIMI_PROVIDER_HOOK_KEY", "key"),
        // A sign-in provider that nobody reaches: its pages are there.
        ("ALIMI_OIDC", "test"),
        ("ALIMI_OIDC_TEST_ISSUER", "https://127.0.0.1:9"),
        ("ALIMI_OIDC_TEST_CLIENT_ID", "alimi"),
        ("ALIMI_OIDC_TEST_CLIENT_SECRET", "secret"),
        ("ALIMI_OIDC_TEST_LABEL", "Test"),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let server = world.serve_with(&settings);

    let before = picture(&world).await;
    for rule in RULES {
        turn_away(&server, &cast, rule).await;
        hide(&server, &cast, rule).await;
    }
    assert_eq!(picture(&world).await, before, "what was denied changed something");

    // What shows something comes before what may end it.
    let mut wrong = Vec::new();
    for verb in [Verb::Get, Verb::Post] {
        for rule in RULES.iter().filter(|r| r.verb == verb && r.path != "/live" && r.path != "/sign-out") {
            // Files of the browser's module: this server has none. The stream has no end.
            if rule.path != "/pkg" && rule.path != "/api/v1/availability/events" {
                wrong.extend(let_in(&server, &cast, rule).await);
            }
        }
    }
    assert!(wrong.is_empty(), "a thing it needs must be among its names: {wrong:#?}");
    drop(server);
    world.finish().await;
}

/// Live topics are asked for in one address: a foreign one answers as an unknown one.
#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_topic_is_gone_like_an_unknown_one() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let id = cast.here.reservation;
    let poll = async |id: String, seat| {
        let path = format!("/live/poll?topics=reservation:{id}");
        let answer = get(server.address, &path, cast.token(seat)).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.body.replace(&id, "ID")
    };
    let unknown = poll(Uuid::new_v4().to_string(), Owner).await;
    for seat in SEATS {
        let shown = poll(id.to_string(), seat).await;
        assert_eq!(shown == unknown, seat != Owner, "{seat:?}: {shown}");
    }
    drop(server);
    world.finish().await;
}
