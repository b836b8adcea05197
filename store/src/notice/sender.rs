//! Which channels are on: whoever sends says so, and nobody else knows.

use crate::{Db, Result};
use domain::notice::Channel;

/// A channel counts as on for so long after its sender was last heard of, in seconds.
const FRESH_SECONDS: f64 = 90.0;

/// A channel that is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Which.
    pub channel: Channel,
    /// What pages must know of it: for Web Push the public key.
    pub detail: Option<String>,
}

/// A sender says that it is there.
///
/// # Errors
/// When the database fails.
pub async fn report_sender(db: &Db, sender: &Sender) -> Result<()> {
    sqlx::query!(
        "INSERT INTO senders (channel, detail) VALUES ($1, $2)
         ON CONFLICT ON CONSTRAINT senders_pkey DO UPDATE SET detail = $2, seen_at = alimi_now()",
        sender.channel.key(),
        sender.detail
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// The channels that are on.
///
/// # Errors
/// When the database fails.
pub async fn list_senders(db: &Db) -> Result<Vec<Sender>> {
    let rows = sqlx::query!(
        "SELECT channel, detail FROM senders
         WHERE seen_at > alimi_now() - make_interval(secs => $1) ORDER BY channel",
        FRESH_SECONDS
    )
    .fetch_all(&db.pool)
    .await?;
    let known = rows
        .into_iter()
        .filter_map(|r| Some(Sender { channel: Channel::from_key(&r.channel)?, detail: r.detail }));
    Ok(known.collect())
}
