//! Wake-ups between processes: one message after commits, outside of them and at most fifty a
//! second, because a NOTIFY inside a booking's transaction would cost most of the throughput.

use super::stopped;
use crate::bus::Bus;
use std::time::Duration;
use store::Db;
use tokio::{sync::watch, time::sleep};

/// Least time between two rings.
const PAUSE: Duration = Duration::from_millis(20);

/// Passes this process's commits on to all workers.
pub(super) async fn ring(db: Db, bus: Bus, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = db.rung() => {}
            () = stopped(&mut stop) => return,
        }
        bus.wake(&db).await;
        sleep(PAUSE).await;
    }
}
