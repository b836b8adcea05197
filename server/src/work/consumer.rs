//! Drives one consumer of the outbox.

use super::stopped;
use crate::metrics::work::consumed;
use std::time::{Duration, Instant};
use store::{
    Db,
    outbox::{self, Consumer},
};
use tokio::{sync::watch, time::sleep};

/// Events in one transaction: small enough to stay well under a second.
const BATCH: i64 = 500;

/// After a batch that took all there was: more comes in meanwhile, and is handled together. A batch
/// costs the same handful of round trips and a commit whether it holds one event or hundreds, which
/// in the rush bookings would have to wait for. A first event after a pause is handled at once.
const GATHER: Duration = Duration::from_millis(100);

/// How soon to look again after a wake-up that found nothing: the event may wait for an older
/// transaction to end.
const SOON: Duration = Duration::from_millis(50);

/// How often to look without a wake-up.
const IDLE: Duration = Duration::from_secs(1);

/// Runs a consumer until `stop` turns true.
pub(super) async fn run<C: Consumer>(
    db: Db,
    consumer: C,
    mut woken: watch::Receiver<u64>,
    mut stop: watch::Receiver<bool>,
) {
    let mut looks_soon = 0_u8;
    loop {
        let start = Instant::now();
        let handled = outbox::run(&db, &consumer, BATCH).await;
        consumed(C::NAME, handled.as_ref().ok().copied(), start.elapsed());
        match handled {
            Ok(0) => {}
            Ok(n) if i64::try_from(n).is_ok_and(|n| n >= BATCH) => continue,
            Ok(_) => {
                tokio::select! {
                    () = sleep(GATHER) => continue,
                    () = stopped(&mut stop) => return,
                }
            }
            Err(error) => {
                tracing::error!(consumer = C::NAME, %error, "a batch of events failed; trying again");
                looks_soon = 0;
            }
        }
        let pause = if looks_soon > 0 { SOON } else { IDLE };
        looks_soon = looks_soon.saturating_sub(1);
        tokio::select! {
            changed = woken.changed() => match changed {
                Ok(()) => looks_soon = 3,
                // The listener is gone: only the clock is left.
                Err(_) => sleep(IDLE).await,
            },
            () = sleep(pause) => {}
            () = stopped(&mut stop) => return,
        }
    }
}
