//! The bus over `PostgreSQL`: NOTIFY from the relay, LISTEN here.
//!
//! A listener loses what was said while its connection was down, so each time it has one
//! again, everything watched is read anew. Without a listener the hub is told to read what is
//! watched every two seconds.

use crate::live::Hub;
use std::{sync::Arc, time::Duration};
use store::{
    relay::{CHANNEL, Changed},
    sqlx::{self, postgres::PgListener},
};
use tokio::time::{Instant, sleep, timeout};

/// How often watched topics are read while nothing can be heard.
const POLL: Duration = Duration::from_secs(2);
/// A connection that died without a word is noticed after this time.
const SILENCE: Duration = Duration::from_secs(30);

/// Listens for ever.
pub(crate) async fn listen(hub: Arc<Hub>) {
    loop {
        if let Err(error) = hear(&hub).await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the bus cannot be heard; reading instead"
            );
        }
        hub.resync();
        sleep(POLL).await;
    }
}

/// Passes on what is said until the connection breaks.
async fn hear(hub: &Hub) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(hub.pool()).await?;
    listener.listen(CHANNEL).await?;
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
