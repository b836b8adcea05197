//! Serves the lines that were called, and takes back offers whose time is over.

use super::{round, stopped};
use std::time::Duration;
use store::{Db, line, offer};
use tokio::{sync::watch, time::sleep};

/// How often to look without a wake-up: an offer lapses within a second of its time.
const IDLE: Duration = Duration::from_secs(1);

/// How soon to look again after a wake-up: the event passes the consumer first.
const SOON: Duration = Duration::from_millis(50);

/// Offers taken back in one transaction.
const MOST: i64 = 200;

/// Serves lines until `stop` turns true.
pub(super) async fn run(db: Db, mut woken: watch::Receiver<u64>, mut stop: watch::Receiver<bool>) {
    loop {
        round("line", once(&db)).await;
        tokio::select! {
            changed = woken.changed() => match changed {
                Ok(()) => sleep(SOON).await,
                Err(_) => sleep(IDLE).await,
            },
            () = sleep(IDLE) => {}
            () = stopped(&mut stop) => return,
        }
    }
}

async fn once(db: &Db) {
    if let Err(error) = offer::lapse(db, MOST).await {
        tracing::error!(%error, "offers could not be taken back; trying again");
    }
    if let Err(error) = line::serve(db).await {
        tracing::error!(%error, "lines could not be served; trying again");
    }
}
