//! The headers that tell the browser what this site never does.

use super::Site;
use app::request::CspNonce;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, SET_COOKIE, STRICT_TRANSPORT_SECURITY, VARY,
        X_CONTENT_TYPE_OPTIONS,
    },
};
use rand::{TryRng, rngs::SysRng};
use std::fmt::Write;
use tower_http::compression::{
    Predicate,
    predicate::{DefaultPredicate, NotForContentType},
};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Pages that show or take personal data, whoever asks.
const PERSONAL: [&str; 10] =
    ["/account", "/my", "/book", "/sign-in", "/sign-out", "/staff", "/desk", "/stock", "/admin", "/dev"];

/// Pages that whoever holds a code may see: personal as well, and nothing for a search engine that
/// comes by their address.
const HANDED_ON: [&str; 4] = ["/share", "/proof", "/visit", "/look-up"];

/// Mints the nonce and sets the headers.
pub(super) async fn headers(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let Some(nonce) = new_nonce() else {
        return axum::response::IntoResponse::into_response(StatusCode::SERVICE_UNAVAILABLE);
    };
    let handed_on = is_of(&HANDED_ON, request.uri().path());
    let personal =
        handed_on || is_of(&PERSONAL, request.uri().path()) || carries_session(&site, request.headers());
    let permissions = permissions(request.uri().path());
    request.extensions_mut().insert(CspNonce(nonce.as_str().into()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let file = headers.get(CACHE_CONTROL).is_some_and(|v| v.as_bytes().starts_with(b"public"));
    if (personal && !file) || headers.contains_key(SET_COOKIE) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if !file {
        headers.append(VARY, HeaderValue::from_static("cookie"));
    }
    if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if handed_on {
        headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
    }
    // No other site holds a window of ours, or embeds anything of ours.
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(PERMISSIONS_POLICY, HeaderValue::from_static(permissions));
    if site.cookies.secure {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    response
}

/// What pages may ask the browser for: the list of hospitals where it is, for what is near.
fn permissions(path: &str) -> &'static str {
    match path {
        "/hospitals" => "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
        _ => "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; \
         worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

fn new_nonce() -> Option<String> {
    let mut bytes = [0_u8; 16];
    SysRng.try_fill_bytes(&mut bytes).ok()?;
    Some(bytes.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn is_of(areas: &[&str], path: &str) -> bool {
    areas.iter().any(|p| path.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn carries_session(site: &Site, headers: &HeaderMap) -> bool {
    site.cookies.token_hash(headers).is_some()
}

/// Compresses what is worth it, but no personal page: its length would tell about its content.
/// Stands outside of [`headers`], which marks those.
pub(super) fn compressible() -> impl Predicate {
    let personal =
        |headers: &HeaderMap| headers.get(CACHE_CONTROL).is_some_and(|v| v.as_bytes() == b"no-store");
    // Fonts are compressed already.
    DefaultPredicate::new()
        .and(NotForContentType::const_new("font/"))
        .and(move |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| !personal(headers))
}
