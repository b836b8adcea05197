//! Recurring chores, each safe to run late, twice, and by several processes.

use super::stopped;
use std::time::Duration;
use store::{Db, code, hospital};
use tokio::{sync::watch, time::sleep};

/// How often: days open at midnight in Seoul, expired codes are erased within a minute.
const EVERY: Duration = Duration::from_mins(1);

/// Runs the chores until `stop` turns true.
pub(super) async fn run(db: Db, mut stop: watch::Receiver<bool>) {
    loop {
        match hospital::open_days(&db).await {
            Ok(0) => {}
            Ok(days) => tracing::info!(days, "opened days"),
            Err(error) => tracing::error!(%error, "days could not be opened"),
        }
        if let Err(error) = code::erase_expired(&db).await {
            tracing::error!(%error, "expired codes could not be erased");
        }
        tokio::select! {
            () = sleep(EVERY) => {}
            () = stopped(&mut stop) => return,
        }
    }
}
