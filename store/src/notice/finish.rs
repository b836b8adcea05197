//! What came of a try: the delivery ends, waits for another one, or goes on by another channel.

use crate::{Db, Result, push};
use domain::notice::Channel;
use sqlx::PgConnection;
use uuid::Uuid;

/// Tries before a delivery is given up.
const MOST_TRIES: i16 = 8;

/// How a try went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The provider took it, under this number of its own.
    Accepted(String),
    /// The provider will never take it: the next channel is tried, if it is on.
    Refused(String),
    /// It may go better later.
    Failed(String),
    /// Things had changed; nothing was sent.
    Skipped,
    /// The browser is no longer subscribed: nothing is sent there again.
    Gone,
}

/// What became of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is over.
    Ended,
    /// It will be tried again.
    Later,
    /// The claim had passed to somebody else: nothing was noted.
    Lost,
}

/// Notes how a try went, if the claim still holds. A failed one comes again after a pause that
/// doubles, beginning with five seconds, with some chance in it; after eight tries, some ten minutes, it is
/// given up. One that was given up or refused is followed by a delivery on `next`.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    db: &Db,
    delivery: i64,
    claim: Uuid,
    sent: &Sent,
    next: Option<Channel>,
) -> Result<Finished> {
    let (outcome, detail) = match sent {
        Sent::Accepted(id) => ("accepted", Some(id.as_str())),
        Sent::Refused(why) => ("refused", Some(why.as_str())),
        Sent::Failed(why) => ("failed", Some(why.as_str())),
        Sent::Skipped => ("skipped", None),
        Sent::Gone => ("skipped", Some("gone")),
    };
    let detail: Option<String> = detail.map(|d| d.chars().take(300).collect());
    let mut tx = db.begin().await?;
    let state = sqlx::query_scalar!(
        r#"UPDATE deliveries d
           SET state = CASE WHEN $3 = 'accepted' THEN 'sent' WHEN $3 = 'skipped' THEN 'skipped'
                            WHEN $3 = 'refused' OR tries >= $5 THEN 'failed' ELSE 'queued' END,
               ended_at = CASE WHEN $3 = 'failed' AND tries < $5 THEN NULL ELSE alimi_now() END,
               not_before = CASE WHEN $3 = 'failed' THEN delivery_time(
                       alimi_now() + make_interval(secs => least(5 * power(2, tries - 1), 600) * (0.75 + random() / 2)),
                       n.account_id, urgent, n.day_on)
                   ELSE not_before END,
               provider_id = CASE WHEN $3 = 'accepted' THEN $4 ELSE provider_id END,
               error = CASE WHEN $3 IN ('refused', 'failed') THEN $4 END,
               claim = NULL, claimed_until = NULL
           FROM notices n
           WHERE delivery_id = $1 AND claim = $2 AND state = 'queued' AND n.notice_id = d.notice_id
           RETURNING state"#,
        delivery,
        claim,
        outcome,
        detail,
        MOST_TRIES
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(state) = state else { return Ok(Finished::Lost) };
    sqlx::query!(
        "INSERT INTO attempts (delivery_id, outcome, detail) VALUES ($1, $2, $3)",
        delivery,
        outcome,
        detail
    )
    .execute(&mut *tx)
    .await?;
    if *sent == Sent::Gone {
        push::end_of_delivery_in_txn(&mut tx, delivery).await?;
    }
    if let Some(next) = next.filter(|_| state == "failed") {
        queue_next_in_txn(&mut tx, delivery, next).await?;
    }
    tx.commit().await?;
    Ok(if state == "queued" { Finished::Later } else { Finished::Ended })
}

/// The same notice on another channel, unless it went out there already; at night as any other.
pub(super) async fn queue_next_in_txn(tx: &mut PgConnection, delivery: i64, next: Channel) -> Result<()> {
    sqlx::query!(
        "INSERT INTO deliveries (notice_id, channel, urgent, key, not_before)
         SELECT d.notice_id, $2, d.urgent, gen_random_uuid(),
                delivery_time(alimi_now(), n.account_id, d.urgent, n.day_on)
         FROM deliveries d JOIN notices n ON n.notice_id = d.notice_id WHERE d.delivery_id = $1
         ON CONFLICT ON CONSTRAINT deliveries_channel_key DO NOTHING",
        delivery,
        next.key()
    )
    .execute(tx)
    .await?;
    Ok(())
}
