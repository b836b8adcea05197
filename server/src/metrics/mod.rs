//! `/metrics` for Prometheus, on an address of its own that stays inside: requests as they were
//! counted ([`requests`]), and gauges read at the moment somebody asks.

mod requests;

pub(crate) use requests::{Requests, count};

use crate::http::Site;
use axum::{Router, extract::State, routing::get};
use http::{HeaderName, StatusCode, header::CONTENT_TYPE};
use std::fmt::Write;
use store::{BreakerState, Db, notice, outbox, parked};
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
    head(
        &mut text,
        "alimi_bus_heard",
        "1 while this replica hears what others tell it, 0 while it looks by itself",
    );
    let _ = writeln!(text, "alimi_bus_heard {}", u8::from(db.hears()));
    write_standby(&mut text, db);
    head(&mut text, "alimi_pool_connections", "connections to the database, of this replica");
    let (all, idle) = (db.pool().size(), db.pool().num_idle());
    let _ = writeln!(text, "alimi_pool_connections{{state=\"idle\"}} {idle}");
    let _ =
        writeln!(text, "alimi_pool_connections{{state=\"used\"}} {}", (all as usize).saturating_sub(idle));
    // It ends the text with the mark that nothing was cut off.
    let _ = site.requests.write(&mut text);
    Ok(text)
}

/// The standby for reading, where there is one.
fn write_standby(text: &mut String, db: &Db) {
    let Some(standby) = db.standby_state() else { return };
    head(text, "alimi_standby_used", "1 while pages are read at the standby, 0 while at the primary");
    let _ = writeln!(text, "alimi_standby_used {}", u8::from(standby.is_used));
    if let Some(age) = standby.age {
        head(text, "alimi_standby_age_seconds", "how old what the standby is known to know is");
        let _ = writeln!(text, "alimi_standby_age_seconds {}", age.as_secs_f64());
    }
    head(text, "alimi_standby_readings", "pages and files, by which of the two answered");
    let _ = writeln!(text, "alimi_standby_readings{{by=\"standby\"}} {}", standby.reads);
    let _ = writeln!(text, "alimi_standby_readings{{by=\"primary\"}} {}", standby.fallbacks);
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}
