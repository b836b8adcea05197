//! `/metrics` for Prometheus, on an address of its own that stays inside: requests ([`requests`]) and
//! work ([`work`]) as they were counted, and gauges read at the moment somebody asks.

mod requests;
pub(crate) mod work;

pub(crate) use requests::{Requests, count, method};

use crate::{Failure, http::Site};
use axum::{Router, extract::State, routing::get};
use http::{HeaderName, StatusCode, header::CONTENT_TYPE};
use std::{
    fmt::{Display, Write},
    net::SocketAddr,
};
use store::{BreakerState, Db, notice, outbox, parked};
use tokio::net::TcpListener;

/// Whose figures are shown: a process that only works has no site.
#[derive(Clone)]
struct Of {
    db: Db,
    site: Option<Site>,
}

/// Begins to answer, until the process ends.
pub(crate) async fn open(address: SocketAddr, db: Db, site: Option<Site>) -> Result<(), Failure> {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("cannot listen on {address} for metrics: {error}"))?;
    let router = Router::new().route("/metrics", get(read)).with_state(Of { db, site });
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "metrics are no longer served");
        }
    });
    Ok(())
}

async fn read(State(of): State<Of>) -> Result<([(HeaderName, &'static str); 1], String), StatusCode> {
    let text = write(&of).await.map_err(|error| {
        tracing::warn!(%error, "metrics cannot be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text))
}

async fn write(of: &Of) -> Result<String, store::Error> {
    let mut text = String::new();
    if let Some(site) = &of.site {
        replica(&mut text, site);
        desk(&mut text, &of.db);
    }
    service(&mut text, &of.db).await?;
    standby(&mut text, &of.db);
    pool(&mut text, &of.db);
    let _ = work::write(&mut text);
    // Both end the text with the mark that nothing was cut off.
    let _ = match &of.site {
        Some(site) => site.requests.write(&mut text),
        None => text.write_str("# EOF\n"),
    };
    Ok(text)
}

/// What a replica knows of itself.
fn replica(text: &mut String, site: &Site) {
    let breaker = match site.db.breaker_state() {
        BreakerState::Closed => 0,
        BreakerState::HalfOpen => 1,
        BreakerState::Open => 2,
    };
    gauge(text, "alimi_booking_breaker_state", "0 closed, 1 half open, 2 open, in this replica", breaker);
    gauge(text, "alimi_live_sockets", "open live sockets of this replica", site.hub.count_sockets());
    let help = "1 while this replica hears what others tell it, 0 while it looks by itself";
    gauge(text, "alimi_bus_heard", help, u8::from(site.db.hears()));
    gauge(text, "alimi_queue_people", "people who wait at the door of booking", site.door.count_waiting());
}

/// How well the booking desk shares its commits.
fn desk(text: &mut String, db: &Db) {
    let desk = db.desk_work();
    counter(text, "alimi_booking_batches", "commits of the booking desk, of this replica", desk.batches);
    counter(text, "alimi_booking_batched_requests", "requests in them", desk.requests);
    let waited = desk.waited.as_secs_f64();
    counter(text, "alimi_booking_batch_wait_seconds", "waits for a batch to begin, together", waited);
}

/// What holds for all processes.
async fn service(text: &mut String, db: &Db) -> Result<(), store::Error> {
    head(text, "alimi_consumer_lag_seconds", "age of the oldest event a consumer has not read");
    for lag in outbox::list_lags(db).await? {
        line(text, "alimi_consumer_lag_seconds", ("consumer", &lag.consumer), lag.seconds);
    }
    let parked = parked::list(db).await?.len();
    gauge(text, "alimi_parked_events", "events that were set aside, at most 500", parked);
    let (queued, delay) = notice::count_queued(db).await?;
    gauge(text, "alimi_deliveries_queued", "messages that wait", queued);
    gauge(text, "alimi_delivery_delay_seconds", "for how long the one that is due longest has waited", delay);
    Ok(())
}

fn pool(text: &mut String, db: &Db) {
    head(text, "alimi_pool_connections", "connections to the database, of this process");
    let (all, idle) = (db.pool().size() as usize, db.pool().num_idle());
    line(text, "alimi_pool_connections", ("state", "idle"), idle);
    line(text, "alimi_pool_connections", ("state", "used"), all.saturating_sub(idle));
    let most = db.pool().options().get_max_connections();
    gauge(text, "alimi_pool_connections_most", "connections it may open", most);
}

/// The standby for reading, where there is one.
fn standby(text: &mut String, db: &Db) {
    let Some(standby) = db.standby_state() else { return };
    let used = u8::from(standby.is_used);
    gauge(text, "alimi_standby_used", "1 while pages are read at the standby, 0 while at the primary", used);
    if let Some(age) = standby.age {
        let help = "how old what the standby is known to know is";
        gauge(text, "alimi_standby_age_seconds", help, age.as_secs_f64());
    }
    head(text, "alimi_standby_readings", "pages and files, by which of the two answered");
    line(text, "alimi_standby_readings", ("by", "standby"), standby.reads);
    line(text, "alimi_standby_readings", ("by", "primary"), standby.fallbacks);
}

fn gauge(text: &mut String, name: &str, help: &str, value: impl Display) {
    head(text, name, help);
    let _ = writeln!(text, "{name} {value}");
}

fn counter(text: &mut String, name: &str, help: &str, value: impl Display) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name}_total {value}");
}

fn line(text: &mut String, name: &str, (label, of): (&str, &str), value: impl Display) {
    let _ = writeln!(text, "{name}{{{label}=\"{of}\"}} {value}");
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
}
