//! When more people come than can be served: a queue at the door of booking ([`gate`]), and
//! beyond it a short answer instead of a long wait ([`shed`]). Only under measured pressure
//! ([`pressure`]); otherwise neither is noticed.
//!
//! The queue is the database's, one for all replicas. Each follows it second by second, lets in
//! as many as it can serve itself, and answers from what it knows without asking.

mod gate;
mod issue;
mod pressure;
mod shed;

pub(crate) use gate::gate;
pub(crate) use issue::Issuer;
pub(crate) use shed::{Permits, shed};

use app::surge::Queued;
use domain::surge::{Ticket, minutes_left};
use pressure::{Control, Gauge};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::{Db, surge};
use time::OffsetDateTime;
use tokio::{
    sync::{Notify, watch},
    time::{Instant, MissedTickBehavior, interval},
};

/// The pace shown is that of so many last seconds.
const MEMORY: usize = 60;

/// What this replica knows of the queue. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Door {
    pub(crate) gauge: Gauge,
    known: Arc<Mutex<Known>>,
    turned: Arc<Notify>,
}

#[derive(Debug, Default)]
struct Known {
    surge: surge::Surge,
    /// Admitted, second by second, of this surge.
    past: VecDeque<(Instant, i64)>,
}

impl Door {
    /// An open one.
    pub(crate) fn new() -> Self {
        Self { gauge: Gauge::default(), known: Arc::default(), turned: Arc::default() }
    }

    /// Where this ticket stands; `None` when whoever has it may enter.
    pub(crate) fn queued(&self, ticket: Ticket) -> Option<Queued> {
        let surge = self.surge();
        if !surge.is_on || surge.admits(ticket) {
            return None;
        }
        let ahead = if ticket.surge == surge.number { (ticket.place - surge.admitted - 1).max(0) } else { 0 };
        Some(Queued {
            ticket,
            ahead,
            behind: (surge.issued - ticket.place).max(0),
            minutes: minutes_left(ahead + 1, self.per_minute()),
            as_of: surge.as_of,
        })
    }

    /// When the queue was looked at last.
    pub(crate) fn as_of(&self) -> OffsetDateTime {
        self.surge().as_of
    }

    /// Waits until the queue was looked at again.
    pub(crate) async fn turned(&self) {
        self.turned.notified().await;
    }

    /// The queue as of a second ago.
    fn surge(&self) -> surge::Surge {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).surge
    }

    /// People who wait, as of a second ago.
    pub(crate) fn count_waiting(&self) -> i64 {
        let surge = self.surge();
        if surge.is_on { (surge.issued - surge.admitted).max(0) } else { 0 }
    }

    /// People let in a minute, by the last minute at most; zero while nobody knows.
    fn per_minute(&self) -> i64 {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (Some(first), Some(last)) = (known.past.front(), known.past.back()) else { return 0 };
        let seconds = i64::try_from((last.0 - first.0).as_secs()).unwrap_or(i64::MAX);
        if seconds < 5 { 0 } else { (last.1 - first.1) * 60 / seconds }
    }

    fn learn(&self, surge: surge::Surge) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.surge.number != surge.number {
            known.past.clear();
        }
        if surge.is_on {
            known.past.push_back((Instant::now(), surge.admitted));
        } else {
            known.past.clear();
        }
        if known.past.len() > MEMORY {
            known.past.pop_front();
        }
        let was_on = known.surge.is_on;
        known.surge = surge;
        drop(known);
        if surge.is_on || was_on {
            self.turned.notify_one();
        }
    }

    /// Follows the queue until `stop`. Answers slower than `slow` on average are pressure.
    pub(crate) async fn keep(self, db: Db, slow: Duration, mut stop: watch::Receiver<bool>) {
        let mut control = Control::new(slow);
        let mut ticks = interval(Duration::from_secs(1));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            let pressed = control.follow(self.gauge.take());
            match turn(&db, &control, pressed).await {
                Ok(surge) => self.learn(surge),
                // What was known last stands.
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the queue cannot be read");
                }
            }
        }
    }
}

/// One second: pushes the surge on while there is pressure, lets people in, and looks.
async fn turn(db: &Db, control: &Control, pressed: bool) -> store::Result<surge::Surge> {
    let before = surge::read(db).await?;
    if pressed {
        if !before.is_on {
            tracing::warn!("more people than can be served: the queue stands");
        }
        surge::press(db).await?;
    }
    if before.is_on && before.admitted < before.issued {
        surge::admit(db, control.pace()).await?;
    }
    if pressed || before.is_on { surge::read(db).await } else { Ok(before) }
}
