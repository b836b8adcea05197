//! What the process says of itself: a line for each thing that happened, and, where somebody collects
//! them, the steps of each call.
//!
//! Lines go to the terminal, for people or as JSON ([`json`]). Steps are spans that say their
//! `otel.kind`: [`export`] hands them to a collector. Fields are ids, routes and counts, never what
//! somebody typed (docs/LOGGING.md).

mod export;
mod json;

use crate::{
    Failure,
    config::{Form, Log},
};
use export::Steps;
use std::{
    fmt,
    io::{IsTerminal, stderr},
};
use tracing::field::Field;
use tracing_subscriber::{
    EnvFilter, Layer,
    fmt::format::{Writer, debug_fn},
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

/// Begins; what it gives back ends it.
pub(crate) fn start(log: &Log) -> Result<Telemetry, Failure> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    let lines = match log.log {
        Form::Json => json::Lines.with_filter(filter).boxed(),
        Form::Text => tracing_subscriber::fmt::layer()
            .fmt_fields(debug_fn(field))
            .with_ansi(stderr().is_terminal())
            .with_writer(stderr)
            .with_filter(filter)
            .boxed(),
    };
    let (steps, collected) = export::open(log)?.unzip();
    registry().with(lines).with(collected).init();
    Ok(Telemetry(steps))
}

/// A field of a line for people; what is meant for the collector alone stays out of it.
fn field(line: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    match field.name() {
        "message" => write!(line, "{value:?} "),
        name if is_for_collectors(name) => Ok(()),
        name => write!(line, "{name}={value:?} "),
    }
}

/// How a step is shown: nothing happened by that name.
fn is_for_collectors(field: &str) -> bool {
    field.starts_with("otel.")
}

/// What has begun.
pub(crate) struct Telemetry(Option<Steps>);

impl Telemetry {
    /// Hands over what is left.
    pub(crate) async fn end(self) {
        if let Some(steps) = self.0 {
            steps.end().await;
        }
    }
}
