//! The sender of one carrier: claims deliveries that are due, hands them over, and notes what came of it.
//!
//! Urgent deliveries are claimed first and only as many as go out in a moment, so that ten thousand
//! others do not delay one. Several processes may send; a delivery whose sender died is claimed again
//! when its lease is over, and goes out under the same key.

use super::stopped;
use crate::{
    channel::{Answer, Courier, words},
    metrics::work::delivered,
};
use domain::notice::Channel;
use std::{sync::Arc, time::Duration};
use store::{
    Db,
    notice::{self, Claimed, Sender, Sent},
    trace,
};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep, sleep_until},
};
use tracing::{Instrument, error_span, field::Empty};

/// Messages under way at once.
const LANES: usize = 20;

/// How often to look when there is nothing to send.
const IDLE: Duration = Duration::from_secs(1);

/// How often to look while there is something to send, and how soon after a wake-up: the event
/// passes the dispatcher first.
const BEAT: Duration = Duration::from_millis(100);

/// How often a sender says that it is there.
const SAY_ON: Duration = Duration::from_secs(20);

/// How many messages go out in how much time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pace {
    beat: Duration,
    per_beat: usize,
}

impl Pace {
    fn new(per_second: u32) -> Self {
        let per_second = per_second.max(1);
        if per_second < 10 {
            return Self { beat: Duration::from_secs(1) / per_second, per_beat: 1 };
        }
        Self { beat: BEAT, per_beat: usize::try_from(per_second / 10).unwrap_or(LANES) }
    }
}

/// Sends until `stop` turns true, and finishes what is under way.
pub(super) async fn run<C: Courier>(
    db: Db,
    courier: Arc<C>,
    per_second: u32,
    mut woken: watch::Receiver<u64>,
    mut stop: watch::Receiver<bool>,
) {
    let pace = Pace::new(per_second);
    let mut under_way = JoinSet::new();
    let (mut look_at, mut rests_until) = (Instant::now(), Instant::now());
    loop {
        tokio::select! {
            () = stopped(&mut stop) => break,
            Some(done) = under_way.join_next() => {
                if let Ok(Some(rest)) = done {
                    rests_until = rests_until.max(Instant::now() + rest);
                }
                continue;
            }
            changed = woken.changed() => {
                match changed {
                    Ok(()) => look_at = look_at.min(Instant::now() + pace.beat),
                    // The listener is gone: only the clock is left.
                    Err(_) => sleep(IDLE).await,
                }
                continue;
            }
            () = sleep_until(look_at.max(rests_until)) => {}
        }
        let most = pace.per_beat.min(LANES - under_way.len());
        let claimed = claim(&db, courier.channels(), most).await;
        let more = claimed.len() == most;
        for delivery in claimed {
            under_way.spawn(deliver(db.clone(), Arc::clone(&courier), delivery));
        }
        look_at = Instant::now() + if more { pace.beat } else { IDLE };
    }
    while under_way.join_next().await.is_some() {}
}

async fn claim(db: &Db, channels: &[Channel], most: usize) -> Vec<Claimed> {
    if most == 0 {
        return Vec::new();
    }
    let claimed = notice::claim(db, channels, i64::try_from(most).unwrap_or(1)).await;
    claimed.unwrap_or_else(|error| {
        tracing::error!(%error, "deliveries could not be claimed; trying again");
        Vec::new()
    })
}

/// Says which channels are on until `stop` turns true: `/status` and the settings read it.
pub(super) async fn say_on(db: Db, senders: Vec<Sender>, mut stop: watch::Receiver<bool>) {
    loop {
        for sender in &senders {
            if let Err(error) = notice::report_sender(&db, sender).await {
                tracing::warn!(%error, "a channel could not be reported as on");
            }
        }
        tokio::select! {
            () = sleep(SAY_ON) => {}
            () = stopped(&mut stop) => return,
        }
    }
}

/// Sends one delivery, as a step of the call it follows from. Returns how long the courier wants to
/// rest, if it does.
async fn deliver<C: Courier>(db: Db, courier: Arc<C>, delivery: Claimed) -> Option<Duration> {
    let span = error_span!(
        "deliver",
        trace = Empty,
        otel.kind = "producer",
        delivery = delivery.delivery,
        channel = delivery.channel.key(),
        notice = delivery.about.kind.key(),
    );
    let trace = trace::join(&span, delivery.trace);
    trace::within(trace, hand_over(db, courier, delivery)).instrument(span).await
}

async fn hand_over<C: Courier>(db: Db, courier: Arc<C>, delivery: Claimed) -> Option<Duration> {
    let start = Instant::now();
    let Answer { sent, rest } =
        if delivery.outdated { Sent::Skipped.into() } else { courier.send(&words(&delivery)).await };
    delivered(delivery.channel, &sent, start.elapsed());
    if let Sent::Refused(why) | Sent::Failed(why) = &sent {
        tracing::info!(why, "not sent");
    }
    let next = delivery.channel.instead().filter(|next| courier.channels().contains(next));
    if let Err(error) = notice::finish(&db, delivery.delivery, delivery.claim, &sent, next).await {
        tracing::error!(%error, "not noted; it is sent again under the same key");
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_kept_by_the_beat() {
        assert_eq!(Pace::new(50), Pace { beat: BEAT, per_beat: 5 });
        assert_eq!(Pace::new(4), Pace { beat: Duration::from_millis(250), per_beat: 1 });
        assert_eq!(Pace::new(0), Pace { beat: Duration::from_secs(1), per_beat: 1 });
    }
}
