//! The form door, headers and files, without a database: nothing here asks the store.

use super::{Drain, Hook, Site, asset, router, trace};
use crate::{
    config::{Messages, Web},
    live::Hub,
};
use app::component::{PageTitle, TextArea};
use axum::{Router, body::to_bytes, extract::Request, middleware::from_fn_with_state, routing::get};
use clap::Parser;
use http::{
    HeaderMap, StatusCode,
    header::{
        ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, RETRY_AFTER,
        SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS,
    },
};
use leptos::prelude::*;
use std::time::Duration;
use store::{Db, availability::Board, seal::Keyring, sqlx::postgres::PgPoolOptions};
use tokio::sync::watch;
use tower::ServiceExt;

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    web: Web,
    #[command(flatten)]
    messages: Messages,
}

/// A site with one hashed file, whose database is never there.
fn site(args: &[&str]) -> Site {
    let folder = std::env::temp_dir().join(format!("alimi-http-{}", uuid::Uuid::new_v4().simple()));
    std::fs::create_dir_all(folder.join("pkg")).unwrap();
    let names = r#"{"js":"out.1.js","wasm":"out.1.wasm","css":"main.1.css","font":"sans-regular.1.woff2","boot":"boot.1.js","account":"account.1.js","desk":"desk.1.js"}"#;
    std::fs::write(folder.join("assets.json"), names).unwrap();
    std::fs::write(folder.join("pkg/main.1.css"), "body{}").unwrap();
    for name in ["robots.txt", "sw.js", "site.webmanifest", "pkg/sans-regular.1.woff2"] {
        std::fs::write(folder.join(name), "a file of more than a few bytes, so that it is worth compressing")
            .unwrap();
    }
    let folder_arg = folder.to_string_lossy().into_owned();
    let args = [&["alimi", "--site", &folder_arg], args].concat();
    let pool = PgPoolOptions::new()
        .acquire_timeout(Duration::from_millis(50))
        .connect_lazy("postgres://nobody@127.0.0.1:1/none")
        .unwrap();
    let keys = Keyring::parse(&format!("1:{}", "0a".repeat(32)), &"0b".repeat(32)).unwrap();
    let db = Db::from_pool(pool, keys);
    let board = Board::default();
    let hub = Hub::new(db.clone(), board.clone(), crate::surge::Door::new(), 2, 2);
    let settings = Settings::parse_from(args);
    let hook = Hook::new(&settings.messages);
    Site::new(
        db,
        asset::load(&folder).unwrap(),
        hub,
        board,
        settings.web,
        hook,
        vec![],
        None,
        watch::Sender::new(false),
        Drain::new(Duration::ZERO),
    )
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: http::HeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

async fn answer(router: Router, request: Request) -> Answer {
    let response = router.oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    Answer { status: head.status, headers: head.headers, body }
}

/// The headers of an answer whose body is no text.
async fn headers_of(router: Router, request: Request) -> HeaderMap {
    router.oneshot(request).await.unwrap().into_parts().0.headers
}

async fn visit(path: &str) -> Answer {
    let request = Request::get(path).header(ACCEPT, "text/html").body(axum::body::Body::empty()).unwrap();
    answer(router(site(&[])).unwrap(), request).await
}

fn form(path: &str) -> http::request::Builder {
    Request::post(path)
        .header(ACCEPT, "text/html,application/xhtml+xml")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
}

async fn send(path: &str, body: &'static str) -> Answer {
    answer(router(site(&[])).unwrap(), form(path).body(body.into()).unwrap()).await
}

#[tokio::test]
async fn refused_form_keeps_what_was_typed() {
    let page = send("/language", "lang=xx&contrast=high").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("<title>오류: 화면 설정 - 알리미</title>"), "{}", page.body);
    assert!(
        page.body.contains(r##"<a href="#lang">언어를 선택해 주세요.</a>"##),
        "the summary leads to the field"
    );
    assert!(page.body.contains(r#"id="lang-error""#), "the message stands at the field");
    let high = page.body.split("<input").find(|i| i.contains(r#"value="high""#)).unwrap();
    assert!(high.contains("checked"), "{high}");
}

#[tokio::test]
async fn accepted_form_leads_on() {
    let next = send("/language", "lang=en&back=/hospitals%3Fq%3D%EA%B0%80").await;
    assert_eq!(next.status, StatusCode::SEE_OTHER);
    assert_eq!(next.header(LOCATION), "/hospitals?q=%EA%B0%80");
    assert!(next.header(SET_COOKIE).starts_with("lang=en; Path=/;"));
    assert_eq!(next.header(CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn forms_never_lead_to_another_site() {
    assert_eq!(send("/language", "lang=en&back=//evil.example").await.header(LOCATION), "/");
}

#[tokio::test]
async fn programs_get_the_same_statuses_without_a_page() {
    let request = Request::post("/language").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    let told = answer(router(site(&[])).unwrap(), request.body("contrast=high".into()).unwrap()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.body, r#"{"errors":[{"field":"lang","message":"언어를 선택해 주세요."}]}"#);
}

#[tokio::test]
async fn cross_site_forms_are_refused() {
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        let request = Request::post("/language").header("host", "alimi.example").header(name, value);
        let told = answer(router(site(&[])).unwrap(), request.body("lang=en".into()).unwrap()).await;
        assert_eq!(told.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert_eq!(told.header(SET_COOKIE), "");
    }
}

#[tokio::test]
async fn odd_and_huge_bodies_are_not_our_fault() {
    let twice = send("/language", "lang=ko&lang=en").await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert!(twice.body.contains("요청을 읽을 수 없습니다"));
    let request = form("/language").body("x".repeat(super::BODY_LIMIT + 1).into()).unwrap();
    assert_eq!(answer(router(site(&[])).unwrap(), request).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let request = form("/language").body(vec![0xff, 0x00, b'%', b'='].into()).unwrap();
    assert!(answer(router(site(&[])).unwrap(), request).await.status.is_client_error());
}

#[tokio::test]
async fn inline_scripts_carry_the_nonce_of_the_policy() {
    let page = visit("/language").await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.header(CONTENT_SECURITY_POLICY);
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert_eq!(nonce.len(), 32);
    assert!(!policy.contains("unsafe-inline"));
    for script in page.body.split("<script").skip(1) {
        assert!(
            script.contains(&format!(r#"nonce="{nonce}""#)) || script.contains(r#"src="/pkg/boot.1.js""#),
            "{script}"
        );
    }
    assert!(!page.body.contains(" style="));
    assert_eq!(page.header(X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_ne!(visit("/language").await.header(CONTENT_SECURITY_POLICY), policy);
}

#[tokio::test]
async fn personal_pages_are_never_kept() {
    assert_eq!(visit("/sign-out").await.header(CACHE_CONTROL), "no-store");
    assert_eq!(visit("/desk/anything").await.header(CACHE_CONTROL), "no-store");
    let public = visit("/language").await;
    assert_eq!(public.header(CACHE_CONTROL), "no-cache");
    assert!(public.header(VARY).contains("cookie"));
}

#[tokio::test]
async fn missing_page_is_a_page_and_missing_file_is_not() {
    let page = visit("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("페이지를 찾을 수 없습니다"));
    for file in ["/pkg/out.0.js", "/pkg/", "/pkg", "/nothing.png", "/.env"] {
        let file = visit(file).await;
        assert_eq!(file.status, StatusCode::NOT_FOUND);
        assert!(!file.body.contains("<html"));
        assert!(!file.header(CACHE_CONTROL).contains("immutable"));
    }
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_the_page_above_it() {
    for (form, page) in
        [("/desk/requests/reject", "/desk/requests"), ("/sign-in/again", "/sign-in"), ("/sign-out/x", "")]
    {
        let told = visit(form).await;
        assert_eq!(told.header(http::header::LOCATION), page, "{form}");
        assert_eq!(told.status == StatusCode::SEE_OTHER, !page.is_empty(), "{form}");
    }
    let put = Request::put("/desk/requests/reject").body(axum::body::Body::empty()).unwrap();
    assert_eq!(headers_of(router(site(&[])).unwrap(), put).await.get(http::header::LOCATION), None);
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever() {
    let css = visit("/pkg/main.1.css").await;
    assert_eq!((css.status, css.body.as_str()), (StatusCode::OK, "body{}"));
    assert_eq!(css.header(CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert!(visit("/robots.txt").await.header(CACHE_CONTROL).contains("86400"));
}

/// The worker decides what else a browser keeps: it is looked for again at every visit.
#[tokio::test]
async fn files_of_the_app_say_what_they_are_and_how_long_they_stay() {
    for (path, kind, kept) in [
        ("/sw.js", "text/javascript", "public, no-cache"),
        ("/site.webmanifest", "application/manifest+json", "public, max-age=86400"),
        ("/pkg/sans-regular.1.woff2", "font/woff2", "public, max-age=31536000, immutable"),
    ] {
        let file = visit(path).await;
        assert_eq!((file.header(CONTENT_TYPE), file.header(CACHE_CONTROL)), (kind, kept), "{path}");
        assert!(file.header(CONTENT_SECURITY_POLICY).contains("worker-src 'self'"));
    }
}

#[tokio::test]
async fn fonts_are_not_compressed_again() {
    let request = |path: &str| Request::get(path).header("accept-encoding", "br, gzip");
    for (path, encoding) in [("/robots.txt", "br"), ("/pkg/sans-regular.1.woff2", "")] {
        let request = request(path).body(axum::body::Body::empty()).unwrap();
        let file = headers_of(router(site(&[])).unwrap(), request).await;
        assert_eq!(file.get("content-encoding").map_or("", |v| v.to_str().unwrap()), encoding, "{path}");
    }
}

/// The font of most of the text is asked for with the style, not after it.
#[tokio::test]
async fn pages_name_their_font_and_their_manifest_in_the_head() {
    let page = visit("/offline").await;
    let head = page.body.split("</head>").next().unwrap();
    assert!(
        head.contains(
            r#"href="/pkg/sans-regular.1.woff2" as="font" type="font/woff2" crossorigin="anonymous""#
        ),
        "{head}"
    );
    assert!(head.contains(r#"<link rel="manifest" href="/site.webmanifest">"#), "{head}");
    let request = Request::get("/offline").header(COOKIE, "lang=en").body(axum::body::Body::empty()).unwrap();
    let descriptions = page.body.matches(r#"name="description""#).count();
    assert_eq!((descriptions, head.matches(r#"name="description""#).count()), (1, 1), "{head}");
    let english = answer(router(site(&[])).unwrap(), request).await.body;
    assert!(english.contains(r#"href="/site.en.webmanifest""#), "{english}");
}

#[tokio::test]
async fn pages_speak_the_language_of_the_cookie() {
    let request = Request::get("/language").header(COOKIE, "lang=en; mode=high-contrast");
    let page = answer(router(site(&[])).unwrap(), request.body(axum::body::Body::empty()).unwrap()).await;
    assert!(page.body.contains(r#"<html lang="en" data-mode="high-contrast""#), "{}", page.body);
    assert!(page.body.contains("<title>Display settings - Alimi</title>"));
}

#[tokio::test]
async fn a_session_that_cannot_be_checked_opens_nothing() {
    let cookie = format!("alimi_session={}", "0a".repeat(32));
    let request = Request::get("/sign-out").header(COOKIE, cookie).body(axum::body::Body::empty()).unwrap();
    let page = answer(router(site(&[])).unwrap(), request).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header(RETRY_AFTER), "5");
    assert_eq!(page.header(CACHE_CONTROL), "no-store");
}

#[tokio::test]
async fn a_panic_ends_in_a_page_with_the_number_of_the_request() {
    async fn panics() {
        panic!("a test panics");
    }
    let site = site(&[]);
    // Making the site's router also starts the executor pages are rendered on.
    let _ = router(site.clone()).unwrap();
    let router = Router::new()
        .route("/", get(panics))
        .layer(from_fn_with_state(site.clone(), trace::no_panic))
        .layer(from_fn_with_state(site, trace::follow));
    let page = answer(router, Request::get("/").body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    let id = page.header(http::HeaderName::from_static("x-request-id"));
    assert!(!id.is_empty() && page.body.contains(id), "{}", page.body);
    assert!(!page.body.contains("a test panics"));
}

#[tokio::test]
async fn sockets_of_other_sites_are_refused() {
    for origin in [None, Some("https://evil.example")] {
        let mut request = Request::get("/live")
            .header("host", "127.0.0.1:3000")
            .header("connection", "upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        let told = answer(router(site(&[])).unwrap(), request.body(axum::body::Body::empty()).unwrap()).await;
        assert!(told.status.is_client_error(), "{origin:?}");
    }
}

/// leptos leaves titles and the content of a textarea as they are, so we escape them. Should
/// it ever do so itself, this test shows them escaped twice.
#[tokio::test]
async fn titles_and_long_texts_are_escaped_once() {
    let _ = router(site(&[])).unwrap();
    let page = || {
        leptos_meta::provide_meta_context();
        view! {
            <html>
                <head><leptos_meta::MetaTags /></head>
                <body>
                    <PageTitle title="<b>&" />
                    <TextArea name="note" label="x" value="</textarea><b>&" />
                </body>
            </html>
        }
    };
    let shown = leptos_axum::render_app_async_with_context(|| {}, page);
    let response = shown(Request::get("/").body(axum::body::Body::empty()).unwrap()).await;
    let body = String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap();
    assert!(body.contains("<title>&lt;b&gt;&amp; - 알리미</title>"), "{body}");
    assert!(
        body.contains("\n&lt;/textarea>&lt;b>&amp;</textarea>")
            || body.contains("\n&lt;/textarea&gt;&lt;b&gt;&amp;</textarea>"),
        "{body}"
    );
}

#[tokio::test]
async fn delivery_reports_need_a_key_and_its_signature() {
    let report = |signature: &str| {
        Request::post("/hooks/provider").header("x-signature", signature).body("{}".into()).unwrap()
    };
    let status = async |args: &[&str], signature: &str| {
        answer(router(site(args)).unwrap(), report(signature)).await.status
    };
    let key = ["--provider-hook-key", "Jefe"];
    let good = "sha256=7bb7ae87018c3fb8b9be866ac39dea2bcc1ad2c907c314bbcad059bdeee591d6";
    assert_eq!(status(&[], good).await, StatusCode::NOT_FOUND);
    assert_eq!(status(&key, "sha256=00").await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&key, good).await, StatusCode::BAD_REQUEST, "signed, but no report");
}

#[tokio::test]
async fn every_route_has_its_rule_and_every_rule_its_route() {
    let site = site(&[]);
    let mounted =
        [super::people(&site).mounted, super::programs(&site).mounted, crate::api::routes(&site).mounted]
            .concat();
    for (verb, path) in &mounted {
        assert!(app::access::find_rule(*verb, path).is_some(), "no rule for {verb:?} {path}");
    }
    for rule in app::access::RULES {
        let there = mounted.iter().any(|(verb, path)| *verb == rule.verb && path == rule.path);
        assert!(there, "a rule without a route: {:?} {}", rule.verb, rule.path);
    }
}

#[tokio::test]
async fn a_route_without_a_rule_keeps_the_site_closed() {
    let routes =
        super::Routes::new(&site(&[])).route(app::access::Verb::Get, "/secret", get(async || "open"));
    assert_eq!(routes.finish().unwrap_err().to_string(), "no rule in app::access for Get /secret");
}

/// The app's router would show the page of an address with a slash at its end; its rule would not
/// be asked.
#[tokio::test]
async fn addresses_that_only_resemble_a_page_lead_nowhere() {
    for path in ["//desk", "/%64esk", "/desk//requests", "/Desk"] {
        assert_eq!(visit(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for (path, leads_to) in [("/desk/", "/desk"), ("/my//", "/my"), ("//evil.example/", "/"), ("//", "/")] {
        let told = visit(path).await;
        assert_eq!(
            (told.status, told.header(LOCATION)),
            (StatusCode::PERMANENT_REDIRECT, leads_to),
            "{path}"
        );
    }
}

/// Pages, forms, files, answers to programs, refusals: nothing leaves without them.
#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_pages_to_themselves() {
    let get = |path: &str| {
        Request::get(path).header("host", "alimi.example").body(axum::body::Body::empty()).unwrap()
    };
    let foreign = Request::post("/language").header("sec-fetch-site", "cross-site").body("".into()).unwrap();
    let requests = [
        get("/language"),
        get("/my"),
        get("/desk"),
        get("/nowhere"),
        get("/pkg/main.1.css"),
        get("/pkg/none.css"),
        get("/robots.txt"),
        get("/livez"),
        get("/live"),
        get("/admin/log.csv"),
        form("/language").body("lang=xx".into()).unwrap(),
        form("/language").body(vec![0xff, 0x00].into()).unwrap(),
        form("/hooks/provider").body("{}".into()).unwrap(),
        form("/language").body("x".repeat(super::BODY_LIMIT + 1).into()).unwrap(),
        foreign,
    ];
    for request in requests {
        let what = format!("{} {}", request.method(), request.uri());
        let told = answer(router(site(&["--secure-cookies", "true"])).unwrap(), request).await;
        let header = |name: &'static str| told.header(http::HeaderName::from_static(name)).to_owned();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ] {
            assert_eq!(header(name), value, "{name} of {what}");
        }
        for name in ["content-security-policy", "permissions-policy", "x-request-id"] {
            assert!(!header(name).is_empty(), "{name} of {what}");
        }
        assert!(
            told.status.is_redirection() || told.body.is_empty() || !header("content-type").is_empty(),
            "{what}"
        );
        assert_eq!((header("server"), header("x-powered-by")), (String::new(), String::new()), "{what}");
    }
}
