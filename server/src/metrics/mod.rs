//! `/metrics` for Prometheus, on an address of its own that stays inside: requests as they were
//! counted ([`requests`]), and gauges read at the moment somebody asks.

mod requests;

pub(crate) use requests::{Requests, count};

use crate::http::Site;
use axum::{Router, extract::State, routing::get};
use http::{HeaderName, StatusCode, header::CONTENT_TYPE};
use std::fmt::Write;
use store::{BreakerState, notice, outbox, parked};
use tokio::net::TcpListener;

/// Answers until the process ends.
pub(crate) async fn serve(listener: TcpListener, site: Site) {
    let router = Router::new().route("/metrics", get(read)).with_state(site);
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "metrics are no longer served");
    }
}

async fn read(State(site): State<Site>) -> Result<([(HeaderName, &'static str); 1], String), StatusCode> {
    let text = write(&site).await.map_err(|error| {
        tracing::warn!(%error, "metrics cannot be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text))
}

async fn write(site: &Site) -> Result<String, store::Error> {
    let db = &site.db;
    let mut text = String::new();
    let breaker = match db.breaker_state() {
        BreakerState::Closed => 0,
        BreakerState::HalfOpen => 1,
        BreakerState::Open => 2,
    };
    head(&mut text, "alimi_booking_breaker_state", "0 closed, 1 half open, 2 open, in this replica");
    let _ = writeln!(text, "alimi_booking_breaker_state {breaker}");
    let desk = db.desk_work();
    let mut count = |name: &str, help: &str, value: f64| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name}_total {value}");
    };
    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
    {
        count("alimi_booking_batches", "commits of the booking desk, of this replica", desk.batches as f64);
        count("alimi_booking_batched_requests", "requests in them", desk.requests as f64);
    }
    count(
        "alimi_booking_batch_wait_seconds",
        "waits for a batch to begin, together",
        desk.waited.as_secs_f64(),
    );
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
    head(&mut text, "alimi_live_sockets", "open live sockets of this replica");
    let _ = writeln!(text, "alimi_live_sockets {}", site.hub.count_sockets());
    head(&mut text, "alimi_pool_connections", "connections to the database, of this replica");
    let (all, idle) = (db.pool().size(), db.pool().num_idle());
    let _ = writeln!(text, "alimi_pool_connections{{state=\"idle\"}} {idle}");
    let _ =
        writeln!(text, "alimi_pool_connections{{state=\"used\"}} {}", (all as usize).saturating_sub(idle));
    // It ends the text with the mark that nothing was cut off.
    let _ = site.requests.write(&mut text);
    Ok(text)
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}
