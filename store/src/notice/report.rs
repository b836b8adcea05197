//! What a provider reports later: it took a message, and then could not deliver it.

use super::finish::queue_next_in_txn;
use crate::{Db, Result};
use domain::notice::Channel;
use uuid::Uuid;

/// Notes that the message sent under `key` did not arrive, and queues the channel that stands in for
/// it, where that is among `channels`. Where the sender has not noted yet that it was taken, it never will. The delivery gets
/// a new key: the provider is done with the old one, so that reports repeated later find nothing,
/// and sending again by hand is a message of its own. Returns whether there was such a delivery.
///
/// # Errors
/// When the database fails.
pub async fn mark_undeliverable(db: &Db, key: Uuid, why: &str, channels: &[Channel]) -> Result<bool> {
    let mut tx = db.begin().await?;
    let found = sqlx::query!(
        "UPDATE deliveries SET state = 'failed', ended_at = alimi_now(), error = $2, key = $3, claim = NULL, claimed_until = NULL
         WHERE key = $1 AND (state = 'sent' OR state = 'queued' AND tries > 0)
         RETURNING delivery_id, channel",
        key,
        why,
        Uuid::new_v4()
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(found) = found else { return Ok(false) };
    sqlx::query!(
        "INSERT INTO attempts (delivery_id, outcome, detail) VALUES ($1, 'refused', $2)",
        found.delivery_id,
        why
    )
    .execute(&mut *tx)
    .await?;
    let next = Channel::from_key(&found.channel).and_then(Channel::instead);
    if let Some(next) = next.filter(|next| channels.contains(next)) {
        queue_next_in_txn(&mut tx, found.delivery_id, next).await?;
    }
    tx.commit().await?;
    db.ring();
    Ok(true)
}
