//! Arbitrary bytes at everything that decodes: addresses, queries, forms, cookies, headers, socket
//! messages, delivery reports. Whatever comes, the answer is never a fault and the server lives.

use crate::{cast::Cast, harness::World};
use app::access::{RULES, Verb};
use futures_util::{SinkExt, StreamExt};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use proptest::{collection::vec, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use sha2::Sha256;
use std::{
    fmt::Write as _,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest};

const HOOK_KEY: &str = "hook-test-key";

/// Every field that some page or form of ours reads.
const FIELDS: [&str; 67] = [
    "account",
    "action",
    "aggregate",
    "amend",
    "back",
    "before",
    "birth_day",
    "birth_month",
    "birth_year",
    "c",
    "closed[]",
    "closed[0]",
    "closes_at",
    "code",
    "consumer",
    "contrast",
    "daily_capacity",
    "date",
    "day",
    "destroyed",
    "done",
    "doses",
    "doses_per_vial",
    "doses_required",
    "expires",
    "expires_day",
    "expires_month",
    "expires_year",
    "from",
    "hospital",
    "id",
    "interval_days",
    "key",
    "lang",
    "language",
    "login",
    "lost",
    "lot",
    "lot_number",
    "message",
    "minimum_age",
    "name",
    "name_en",
    "next",
    "note",
    "offer_minutes",
    "on",
    "order",
    "page",
    "person",
    "phone",
    "province",
    "q",
    "quiet",
    "reason",
    "reservation",
    "sent",
    "shown",
    "state",
    "subject",
    "to",
    "topics",
    "up_to",
    "vaccine",
    "vials",
    "wait_policy",
    "why",
];

/// What people, programs and attackers type.
const ODD: &[&str] = &[
    "",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "1e9",
    "0x10",
    "NaN",
    "true",
    "2026-02-30",
    "9999-12-31",
    "-9999-01-01",
    "+292277026596-12-04",
    "24:00",
    "00000000-0000-0000-0000-000000000000",
    "00:00:00",
    "010-1234-5678",
    "//evil.example",
    "\u{202e}가나다",
    "' OR 1=1 --",
    "<script>",
    "../../etc/passwd",
    "\r\nset-cookie: a=b",
    "가",
    "ﷺﷺﷺ",
    "\u{0}",
    "a\u{0}b",
    "😀",
    "%",
    "%00",
    "{}",
    "[]",
    "reservation:",
    "hospital:1,,hospital:",
];

/// Headers that somebody reads.
const NAMES: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "authorization",
    "content-type",
    "cookie",
    "expect",
    "host",
    "if-modified-since",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "sec-fetch-site",
    "transfer-encoding",
    "upgrade",
    "x-forwarded-for",
    "x-signature",
];

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 64,
        ..ProptestConfig::default()
    })
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        3 => select(ODD).prop_map(|text| text.as_bytes().to_vec()),
        3 => any::<String>().prop_map(String::into_bytes),
        2 => vec(any::<u8>(), 0..64),
        1 => (1_usize..20_000).prop_map(|n| "가".repeat(n).into_bytes()),
    ]
}

fn fields() -> impl Strategy<Value = String> {
    vec((select(FIELDS.as_slice()), value()), 0..8).prop_map(|fields| {
        fields.iter().fold(String::new(), |mut text, (name, value)| {
            let _ = write!(text, "&{name}={}", percent_encode(value, NON_ALPHANUMERIC));
            text
        })
    })
}

/// Bytes that may stand in a line of a request.
fn in_a_line() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>().prop_filter("no end of line", |b| !matches!(b, b'\r' | b'\n')), 0..200)
}

/// The status of the answer, or none where the server hung up.
fn ask(address: SocketAddr, request: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(address).expect("the server lives");
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    // It may hang up while a huge body is still on its way.
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let text = String::from_utf8_lossy(&answer);
    text.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()
}

fn request(verb: Verb, target: &[u8], headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut request: Vec<u8> = if verb == Verb::Get { b"GET ".to_vec() } else { b"POST ".to_vec() };
    request.extend_from_slice(target);
    request.extend_from_slice(b" HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\naccept: text/html\r\n");
    for (name, value) in headers {
        request.extend_from_slice(name.as_bytes());
        request.extend_from_slice(b": ");
        request.extend_from_slice(value);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    request.extend_from_slice(body);
    request
}

fn no_fault(status: Option<u16>, of: &str) -> Result<(), TestCaseError> {
    prop_assert!(status.is_none_or(|status| status < 500), "{} for {of}", status.unwrap_or_default());
    Ok(())
}

/// Everybody there is, by session, and nobody.
fn tokens(cast: &Cast) -> Vec<String> {
    let staff = [&cast.here.desk.1, &cast.here.stock.1, &cast.admin, &cast.here.citizen.token];
    staff.into_iter().map(|token| format!("alimi_session={token}")).chain([String::new()]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_sent_is_a_fault() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve_with(&[
        ("ALIMI_CALLS_PER_ACCOUNT", "1000000".to_owned()),
        ("ALIMI_TRUSTED_PROXIES", "2".to_owned()),
        ("ALIMI_PROVIDER_HOOK_KEY", HOOK_KEY.to_owned()),
    ]);
    let (address, tokens) = (server.address, tokens(&cast));
    let rules: Vec<_> = RULES
        .iter()
        .filter(|r| !matches!(r.path, "/sign-out" | "/live" | "/pkg" | "/api/v1/availability/events"))
        .collect();
    let ids = [
        cast.here.reservation.to_string(),
        cast.here.supply.to_string(),
        cast.here.vaccination.to_string(),
        cast.day.clone(),
    ];

    // Pages and forms, with fields that have names of ours and values that have not.
    let call = (select(rules), select(tokens.clone()), fields(), select(ids.to_vec()), value());
    runner(1_500)
        .run(&call, |(rule, cookie, fields, id, part)| {
            let part =
                if fields.len() % 2 == 0 { id } else { percent_encode(&part, NON_ALPHANUMERIC).to_string() };
            let mut path = rule.path.to_owned();
            while let Some((before, after)) = path.split_once('{') {
                path = format!("{before}{part}{}", after.split_once('}').unwrap().1);
            }
            let form: &[(&str, &[u8])] = &[
                ("cookie", cookie.as_bytes()),
                ("sec-fetch-site", b"same-origin"),
                ("content-type", b"application/x-www-form-urlencoded"),
            ];
            let sent = match rule.verb {
                Verb::Get => request(rule.verb, format!("{path}?{fields}").as_bytes(), form, b""),
                Verb::Post => {
                    request(rule.verb, path.as_bytes(), form, fields.trim_start_matches('&').as_bytes())
                }
            };
            let status = ask(address, &sent);
            prop_assert!(status.is_some() || sent.len() > 8_000, "no answer for {path} {fields}");
            no_fault(status, &format!("{path} {fields}"))
        })
        .unwrap();

    // Lines of requests, and bodies, that are no text at all.
    let posts: Vec<_> = RULES.iter().filter(|r| r.verb == Verb::Post && r.path != "/sign-out").collect();
    let odd = (
        select(posts),
        vec((select(NAMES), in_a_line()), 0..4),
        in_a_line(),
        vec(any::<u8>(), 0..300),
        select(tokens),
    );
    runner(700)
        .run(&odd, |(rule, headers, target, body, cookie)| {
            let mut headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_slice())).collect();
            headers.extend([
                ("cookie", cookie.as_bytes()),
                ("content-type", b"application/x-www-form-urlencoded"),
            ]);
            no_fault(ask(address, &request(rule.verb, rule.path.as_bytes(), &headers, &body)), rule.path)?;
            no_fault(ask(address, &request(Verb::Get, b"/hospitals", &headers, b"")), "/hospitals")?;
            let target = [b"/hospitals?q=".as_slice(), &target].concat();
            no_fault(ask(address, &request(Verb::Get, &target, &headers[..0], b"")), "a query")
        })
        .unwrap();

    reports_take_anything(address);
    sockets_take_anything(&server, &cast).await;
    let health = ask(address, &request(Verb::Get, b"/readyz", &[], b""));
    assert_eq!(health, Some(200));
    drop(server);
    world.finish().await;
}

/// Reports that are signed, and say anything.
fn reports_take_anything(address: SocketAddr) {
    let report = prop_oneof![
        vec(any::<u8>(), 0..300),
        (any::<String>(), any::<String>(), any::<u128>()).prop_map(|(status, code, key)| {
            let key = uuid::Uuid::from_u128(key);
            serde_json::json!({ "key": key, "status": status, "code": code }).to_string().into_bytes()
        }),
        any::<String>().prop_map(|code| {
            serde_json::json!({ "key": uuid::Uuid::nil(), "status": "undeliverable", "code": code })
                .to_string()
                .into_bytes()
        }),
        (1_usize..2_000).prop_map(|depth| "[".repeat(depth).into_bytes()),
    ];
    runner(300)
        .run(&report, |body| {
            let mut mac = Hmac::<Sha256>::new_from_slice(HOOK_KEY.as_bytes()).unwrap();
            mac.update(&body);
            let signature =
                mac.finalize().into_bytes().iter().fold("sha256=".to_owned(), |mut text, byte| {
                    let _ = write!(text, "{byte:02x}");
                    text
                });
            let headers: &[(&str, &[u8])] = &[("x-signature", signature.as_bytes())];
            no_fault(ask(address, &request(Verb::Post, b"/hooks/provider", headers, &body)), "a report")
        })
        .unwrap();
}

/// Messages that are no questions: the socket may close, the server stays.
async fn sockets_take_anything(server: &crate::harness::Server, cast: &Cast) {
    let message = prop_oneof![
        any::<String>().prop_map(Message::text),
        vec(any::<u8>(), 0..5_000).prop_map(Message::binary),
        (select(["watch", "unwatch", "x"].as_slice()), any::<String>(), any::<i64>()).prop_map(|(kind, topic, seen)| {
            Message::text(serde_json::json!({ "kind": kind, kind: { "topic": topic, "seen": seen }, "topic": topic }).to_string())
        }),
        vec(any::<u8>(), 0..125).prop_map(|bytes| Message::Ping(bytes.into())),
    ];
    let mut runner = runner(1);
    for _ in 0..150 {
        let said = vec(message.clone(), 1..5).new_tree(&mut runner).unwrap().current();
        let mut open = format!("ws://{}/live", server.address).into_client_request().unwrap();
        let headers = open.headers_mut();
        headers.insert("origin", format!("http://{}", server.address).parse().unwrap());
        headers.insert("cookie", format!("alimi_session={}", cast.here.citizen.token).parse().unwrap());
        let stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
        let (mut socket, _) =
            tokio_tungstenite::client_async(open, stream).await.expect("sockets still open");
        for message in said {
            if socket.send(message).await.is_err() {
                break;
            }
        }
        let _ = tokio::time::timeout(Duration::from_millis(20), socket.next()).await;
    }
}
