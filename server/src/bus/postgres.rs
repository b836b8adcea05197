//! The bus over `PostgreSQL`: NOTIFY from the relay and from whoever rings, LISTEN here.
//!
//! A listener loses what was said while its connection was down, so each time it has one
//! again, everything watched is read anew. Without a listener the hub is told to read what is
//! watched every two seconds.

use super::{POLL, SILENCE};
use crate::{live::Hub, work::stopped};
use std::{sync::Arc, time::Duration};
use store::{
    Db,
    relay::{CHANNEL, Changed},
    sqlx::{self, postgres::PgListener},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, timeout},
};

/// A silent connection may be a dead one: workers open a new one now and then.
const LISTENS: Duration = Duration::from_mins(5);

/// Listens for ever.
pub(super) async fn listen(hub: Arc<Hub>) {
    loop {
        if let Err(error) = hear(&hub).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the bus cannot be heard; reading instead"
            );
        }
        hub.hears(false);
        hub.resync();
        sleep(POLL).await;
    }
}

/// Passes on what is said until the connection breaks.
async fn hear(hub: &Hub) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(hub.pool()).await?;
    listener.listen(CHANNEL).await?;
    hub.hears(true);
    hub.resync();
    let mut synced = Instant::now();
    loop {
        match timeout(SILENCE, listener.try_recv()).await {
            Ok(heard) => match heard? {
                Some(message) => match serde_json::from_str::<Changed>(message.payload()) {
                    Ok(changed) => hub.changed(&changed),
                    Err(error) => tracing::warn!(%error, "a message of the bus cannot be read"),
                },
                None => return Ok(()),
            },
            Err(_silent) => {}
        }
        if synced.elapsed() >= SILENCE {
            hub.resync();
            synced = Instant::now();
        }
    }
}

/// Wakes the workers of all processes.
pub(super) async fn wake(db: &Db) {
    if let Err(error) = db.wake_all().await {
        tracing::warn!(%error, "workers could not be woken; they look by themselves each second");
    }
}

/// Counts wake-ups until `stop`.
pub(super) async fn wakes(db: Db, woken: watch::Sender<u64>, mut stop: watch::Receiver<bool>) {
    loop {
        let heard = async {
            let mut listener = PgListener::connect_with(db.pool()).await?;
            listener.listen("alimi_wake").await?;
            loop {
                match timeout(LISTENS, listener.recv()).await {
                    Ok(message) => drop(message?),
                    Err(_) => return Ok(()),
                }
                woken.send_modify(|n| *n += 1);
            }
        };
        let heard: Result<(), sqlx::Error> = tokio::select! {
            heard = heard => heard,
            () = stopped(&mut stop) => return,
        };
        if let Err(error) = heard {
            tracing::warn!(%error, "wake-ups cannot be heard; looking each second");
            sleep(Duration::from_secs(1)).await;
        }
    }
}
