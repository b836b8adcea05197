//! Every request gets a number, a span, the client's address, and a page even when we panic.

use super::{
    Site,
    render::{Answer, render},
};
use app::{
    request::{ClientAddress, RequestId},
    stop::Stop,
};
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    time::Instant,
};
use tracing::{Instrument, info, info_span};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection, as the listener saw it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Numbers the request and logs how it went. Addresses carry no personal data; queries may
/// (names in a search), so they stay out of the log.
pub(super) async fn number(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let id = new_id();
    let peer =
        request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let known = site.web.proxy_addresses.iter().any(|network| network.contains(peer));
    let proxies = if known { site.web.trusted_proxies } else { 0 };
    let address = client_address(peer, request.headers(), proxies);
    request.extensions_mut().insert(RequestId(id.as_str().into()));
    request.extensions_mut().insert(ClientAddress(address));
    let span =
        info_span!("request", %id, method = %request.method(), path = without_code(request.uri().path()));
    async move {
        let start = Instant::now();
        let mut response = next.run(request).await;
        info!(status = response.status().as_u16(), ms = start.elapsed().as_millis(), "answered");
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span)
    .await
}

/// Whoever has such a code may look at what it opens: whoever has the log may not.
fn without_code(path: &str) -> &str {
    let area = ["/share/", "/proof/", "/visit/"].into_iter().find(|area| path.starts_with(area));
    area.map_or(path, |area| &path[..area.len()])
}

/// Short enough to be read out on the phone.
fn new_id() -> String {
    let mut id = Uuid::new_v4().simple().to_string();
    id.truncate(12);
    id
}

/// Answers a panic with the page of a fault.
pub(super) async fn no_panic(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let mut visit = Request::new(Body::empty());
    *visit.uri_mut() = head.uri.clone();
    *visit.headers_mut() = head.headers.clone();
    *visit.extensions_mut() = head.extensions.clone();
    if let Ok(response) = AssertUnwindSafe(next.run(Request::from_parts(head, body))).catch_unwind().await {
        return response;
    }
    tracing::error!("a handler panicked");
    render(&site, visit, Answer::Stopped(Stop::Fault)).await
}

/// The client's address: what the outermost of our own proxies saw, counted from the right
/// of `X-Forwarded-For`. What stands further left was written by whoever sent the request.
fn client_address(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    if proxies == 0 {
        return peer;
    }
    let seen: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    seen.len().checked_sub(proxies).and_then(|i| seen[i].trim().parse().ok()).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_open_something_stay_out_of_the_log() {
        for area in ["/share/", "/proof/", "/visit/"] {
            assert_eq!(without_code(&format!("{area}0AF1")), area);
        }
        assert_eq!(without_code("/my/share"), "/my/share");
        assert_eq!(without_code("/hospitals/7"), "/hospitals/7");
    }

    #[test]
    fn forwarded_addresses_count_from_the_right() {
        let peer: IpAddr = [10, 0, 0, 1].into();
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED_FOR, HeaderValue::from_static("6.6.6.6, 1.1.1.1"));
        headers.append(FORWARDED_FOR, HeaderValue::from_static("2.2.2.2"));
        assert_eq!(client_address(peer, &headers, 0), peer);
        assert_eq!(client_address(peer, &headers, 1), IpAddr::from([2, 2, 2, 2]));
        assert_eq!(client_address(peer, &headers, 2), IpAddr::from([1, 1, 1, 1]));
        assert_eq!(client_address(peer, &headers, 9), peer);
        headers.append(FORWARDED_FOR, HeaderValue::from_static("nonsense"));
        assert_eq!(client_address(peer, &headers, 1), peer);
    }
}
