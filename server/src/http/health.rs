//! What a load balancer asks.

use super::Site;
use axum::extract::State;
use http::StatusCode;
use std::time::Duration;

/// `/livez`: the process answers.
pub(super) async fn live() -> &'static str {
    "ok\n"
}

/// `/readyz`: the process may get requests, because its database answers too and it is not leaving. Without
/// the bus it may as well: it looks by itself, as all replicas would have to.
pub(super) async fn ready(State(site): State<Site>) -> (StatusCode, &'static str) {
    if site.drain.has_begun() {
        return (StatusCode::SERVICE_UNAVAILABLE, "leaving\n");
    }
    match tokio::time::timeout(Duration::from_secs(2), site.db.ping()).await {
        Ok(Ok(())) if site.db.hears() => (StatusCode::OK, "ready\n"),
        Ok(Ok(())) => (StatusCode::OK, "ready; the bus is away, reading instead\n"),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
