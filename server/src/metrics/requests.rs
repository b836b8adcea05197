//! Rate, errors and duration of what is asked, by route: a page, a command of people or staff, a
//! file. Routes are the router's own patterns, so that no address of anybody becomes a label.

use crate::http::Site;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabelSet, EncodeLabelValue, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::{fmt, time::Instant};

/// Upper ends of the histogram's steps (seconds); a page should take 0.05 at most.
const STEPS: [f64; 11] = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// What is counted of requests.
#[derive(Debug)]
pub(crate) struct Requests {
    answered: Family<Answered, Counter>,
    took: Family<Took, Histogram, fn() -> Histogram>,
    under_way: Gauge,
    registry: Registry,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    method: &'static str,
    outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Took {
    route: String,
    method: &'static str,
}

/// How it went, as whoever watches the service tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Outcome {
    /// 1xx to 3xx.
    Ok,
    /// 4xx but 429: an answer, not a fault.
    Refused,
    /// 429 and 503: there was too much to do.
    Shed,
    /// Other 5xx.
    Fault,
}

impl Outcome {
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Self::Shed,
            _ if status.is_server_error() => Self::Fault,
            _ if status.is_client_error() => Self::Refused,
            _ => Self::Ok,
        }
    }
}

impl Default for Requests {
    fn default() -> Self {
        let answered = Family::default();
        let took = Family::new_with_constructor((|| Histogram::new(STEPS)) as fn() -> Histogram);
        let under_way = Gauge::default();
        let mut registry = Registry::with_prefix("alimi_http");
        registry.register("requests", "answers, by route and outcome", answered.clone());
        registry.register("duration_seconds", "from the request's head to the answer's", took.clone());
        registry.register("requests_under_way", "requests without an answer yet", under_way.clone());
        Self { answered, took, under_way, registry }
    }
}

impl Requests {
    /// Appends all of it, in the text format.
    pub(super) fn write(&self, text: &mut impl fmt::Write) -> fmt::Result {
        encode(text, &self.registry)
    }
}

/// Counts the requests of the routes inside.
pub(crate) async fn count(State(site): State<Site>, request: Request, next: Next) -> Response {
    let requests = &site.requests;
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = method(request.method());
    let start = Instant::now();
    requests.under_way.inc();
    let left = Left(requests.under_way.clone());
    let response = next.run(request).await;
    drop(left);
    requests
        .took
        .get_or_create(&Took { route: route.clone(), method })
        .observe(start.elapsed().as_secs_f64());
    requests
        .answered
        .get_or_create(&Answered { route, method, outcome: Outcome::of(response.status()) })
        .inc();
    response
}

/// One less under way, also when the client went away before its answer.
struct Left(Gauge);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Methods we have; whatever else is sent is one label, not many.
pub(crate) fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_to_do_is_neither_refusal_nor_fault() {
        assert_eq!(Outcome::of(StatusCode::SEE_OTHER), Outcome::Ok);
        assert_eq!(Outcome::of(StatusCode::UNPROCESSABLE_ENTITY), Outcome::Refused);
        assert_eq!(Outcome::of(StatusCode::TOO_MANY_REQUESTS), Outcome::Shed);
        assert_eq!(Outcome::of(StatusCode::SERVICE_UNAVAILABLE), Outcome::Shed);
        assert_eq!(Outcome::of(StatusCode::INTERNAL_SERVER_ERROR), Outcome::Fault);
    }
}
