//! Every request gets a trace, the client's address, and a page even when we panic.

use super::{
    Site,
    render::{Answer, render},
};
use crate::metrics::method;
use app::{
    request::{ClientAddress, RequestId},
    stop::Stop,
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use domain::trace::Trace;
use futures_util::FutureExt;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    time::Instant,
};
use tracing::{Instrument, Span, error_span, field::Empty, info};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const TRACERESPONSE: HeaderName = HeaderName::from_static("traceresponse");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection, as the listener saw it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Begins the request's trace, or goes on with that of a proxy of ours, and logs how it went. Addresses
/// carry no personal data; queries may (names in a search), so they stay out of the log.
pub(super) async fn follow(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let peer =
        request.extensions().get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip());
    let known = site.web.proxy_addresses.iter().any(|network| network.contains(peer));
    let proxies = if known { site.web.trusted_proxies } else { 0 };
    let address = client_address(peer, request.headers(), proxies);
    let span = span_of(&request);
    let trace = store::trace::join(&span, traceparent(request.headers(), proxies));
    let number = trace.number();
    request.extensions_mut().insert(RequestId(number.as_str().into()));
    request.extensions_mut().insert(ClientAddress(address));
    let path = without_code(request.uri().path()).to_owned();
    let answer = async {
        let start = Instant::now();
        let response = next.run(request).await;
        let status = response.status();
        Span::current().record("http.response.status_code", status.as_u16());
        if status.is_server_error() {
            Span::current().record("otel.status_code", "ERROR");
        }
        info!(path, status = status.as_u16(), ms = start.elapsed().as_millis(), "answered");
        response
    };
    let mut response = store::trace::within(trace, answer).instrument(span).await;
    for (name, value) in [(REQUEST_ID, number), (TRACERESPONSE, trace.to_string())] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The step that answering is. Its level lets every line inside say whose it is.
fn span_of(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str);
    let method = method(request.method());
    error_span!(
        "request",
        trace = Empty,
        otel.kind = "server",
        otel.name = format!("{method} {route}"),
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        otel.status_code = Empty,
    )
}

/// The trace that one of our own proxies began; what anybody else says of it is not believed.
fn traceparent(headers: &HeaderMap, proxies: usize) -> Option<Trace> {
    let mut said = headers.get_all(TRACEPARENT).iter();
    let said = said.next().filter(|_| proxies > 0 && said.next().is_none())?;
    Trace::parse(said.to_str().ok()?)
}

/// Whoever has such a code may look at what it opens: whoever has the log may not.
fn without_code(path: &str) -> &str {
    let area = ["/share/", "/proof/", "/visit/"].into_iter().find(|area| path.starts_with(area));
    area.map_or(path, |area| &path[..area.len()])
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

    #[test]
    fn a_trace_is_taken_from_our_own_proxy_alone() {
        let given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let mut headers = HeaderMap::new();
        headers.append(TRACEPARENT, HeaderValue::from_static(given));
        assert_eq!(traceparent(&headers, 1).unwrap().to_string(), given);
        assert_eq!(traceparent(&headers, 0), None);
        headers.append(TRACEPARENT, HeaderValue::from_static(given));
        assert_eq!(traceparent(&headers, 1), None, "two of them say nothing");
    }
}
