//! Wake-ups between processes: an empty NOTIFY after commits, on a connection of its own and
//! at most fifty a second, because a NOTIFY inside a booking's transaction would cost most of
//! the throughput.

use super::stopped;
use std::time::Duration;
use store::{Db, Error, sqlx::postgres::PgListener};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

/// Least time between two rings.
const PAUSE: Duration = Duration::from_millis(20);

/// Passes this process's commits on to all workers.
pub(super) async fn ring(db: Db, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = db.rung() => {}
            () = stopped(&mut stop) => return,
        }
        if let Err(error) = db.wake_all().await {
            tracing::warn!(%error, "workers could not be woken; they look by themselves each second");
        }
        sleep(PAUSE).await;
    }
}

/// A counter that rises with each wake-up.
pub(super) fn listen(db: Db, mut stop: watch::Receiver<bool>) -> watch::Receiver<u64> {
    let (woken, receiver) = watch::channel(0);
    tokio::spawn(async move {
        loop {
            let heard = async {
                let mut listener = open(&db).await?;
                loop {
                    // A silent connection may be a dead one: open a new one now and then.
                    match timeout(Duration::from_mins(5), listener.recv()).await {
                        Ok(message) => drop(message?),
                        Err(_) => return Ok(()),
                    }
                    woken.send_modify(|n| *n += 1);
                }
            };
            let heard: Result<(), Error> = tokio::select! {
                heard = heard => heard,
                () = stopped(&mut stop) => return,
            };
            if let Err(error) = heard {
                tracing::warn!(%error, "wake-ups cannot be heard; looking each second");
                sleep(Duration::from_secs(1)).await;
            }
        }
    });
    receiver
}

async fn open(db: &Db) -> Result<PgListener, Error> {
    let mut listener = PgListener::connect_with(db.pool()).await?;
    listener.listen("alimi_wake").await?;
    Ok(listener)
}
