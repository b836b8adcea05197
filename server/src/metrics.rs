//! `/metrics` for Prometheus, on an address of its own that stays inside.

use axum::{Router, extract::State, http::StatusCode, routing::get};
use std::fmt::Write;
use store::{BreakerState, Db, notice, outbox, parked};
use tokio::net::TcpListener;

/// Answers until the process ends.
pub(crate) async fn serve(listener: TcpListener, db: Db) {
    let router = Router::new().route("/metrics", get(read)).with_state(db);
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "metrics are no longer served");
    }
}

async fn read(State(db): State<Db>) -> Result<String, StatusCode> {
    write(&db).await.map_err(|error| {
        tracing::warn!(%error, "metrics cannot be read");
        StatusCode::SERVICE_UNAVAILABLE
    })
}

async fn write(db: &Db) -> Result<String, store::Error> {
    let mut text = String::new();
    let breaker = match db.breaker_state() {
        BreakerState::Closed => 0,
        BreakerState::HalfOpen => 1,
        BreakerState::Open => 2,
    };
    head(&mut text, "alimi_booking_breaker_state", "0 closed, 1 half open, 2 open, in this replica");
    let _ = writeln!(text, "alimi_booking_breaker_state {breaker}");
    head(&mut text, "alimi_consumer_lag_seconds", "age of the oldest event a consumer has not read");
    for lag in outbox::list_lags(db).await? {
        let _ = writeln!(text, "alimi_consumer_lag_seconds{{consumer=\"{}\"}} {}", lag.consumer, lag.seconds);
    }
    head(&mut text, "alimi_parked_events", "events that were set aside, at most 500");
    let _ = writeln!(text, "alimi_parked_events {}", parked::list(db).await?.len());
    let (queued, delay) = notice::count_queued(db).await?;
    head(&mut text, "alimi_deliveries_queued", "messages that wait");
    let _ = writeln!(text, "alimi_deliveries_queued {queued}");
    head(&mut text, "alimi_delivery_delay_seconds", "for how long the one that is due longest has waited");
    let _ = writeln!(text, "alimi_delivery_delay_seconds {delay}");
    Ok(text)
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}
