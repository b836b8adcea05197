//! What goes on behind the pages, by consumer and by channel: how much, how long, and what failed.
//! Counted once for the process, whatever task does it.

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode_registry},
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};
use std::{fmt, sync::LazyLock, time::Duration};
use store::notice::Sent;

/// Upper ends of the histograms' steps (seconds); a batch should stay well under one.
const STEPS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

type Times<L> = Family<L, Histogram, fn() -> Histogram>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Consumer {
    consumer: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Channel {
    channel: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Delivery {
    channel: &'static str,
    outcome: &'static str,
}

struct Work {
    events: Family<Consumer, Counter>,
    failures: Family<Consumer, Counter>,
    batches: Times<Consumer>,
    deliveries: Family<Delivery, Counter>,
    sendings: Times<Channel>,
    registry: Registry,
}

static WORK: LazyLock<Work> = LazyLock::new(|| {
    let times = (|| Histogram::new(STEPS)) as fn() -> Histogram;
    let (events, failures, deliveries) = (Family::default(), Family::default(), Family::default());
    let batches = Family::new_with_constructor(times);
    let sendings = Family::new_with_constructor(times);
    let mut registry = Registry::with_prefix("alimi");
    registry.register("consumer_events", "events a consumer has handled", events.clone());
    registry.register("consumer_failures", "batches that failed and are tried again", failures.clone());
    registry.register("consumer_batch_seconds", "from looking for events to the commit", batches.clone());
    registry.register("deliveries", "tries to hand a message over, by what came of it", deliveries.clone());
    registry.register("delivery_seconds", "how long a carrier takes", sendings.clone());
    Work { events, failures, batches, deliveries, sendings, registry }
});

/// A consumer has handled so many events, or failed.
pub(crate) fn consumed(consumer: &'static str, handled: Option<usize>, took: Duration) {
    let label = Consumer { consumer };
    match handled {
        // Nothing was to be done.
        Some(0) => {}
        Some(events) => {
            WORK.events.get_or_create(&label).inc_by(u64::try_from(events).unwrap_or(u64::MAX));
            WORK.batches.get_or_create(&label).observe(took.as_secs_f64());
        }
        None => {
            WORK.failures.get_or_create(&label).inc();
        }
    }
}

/// A delivery was tried.
pub(crate) fn delivered(channel: domain::notice::Channel, sent: &Sent, took: Duration) {
    let outcome = match sent {
        Sent::Accepted(_) => "accepted",
        Sent::Refused(_) => "refused",
        Sent::Failed(_) => "failed",
        Sent::Skipped => "skipped",
        Sent::Gone => "gone",
    };
    let channel = channel.key();
    WORK.deliveries.get_or_create(&Delivery { channel, outcome }).inc();
    if outcome != "skipped" {
        WORK.sendings.get_or_create(&Channel { channel }).observe(took.as_secs_f64());
    }
}

/// Appends all of it, in the text format.
pub(super) fn write(text: &mut impl fmt::Write) -> fmt::Result {
    encode_registry(text, &WORK.registry)
}
