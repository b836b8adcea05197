//! Where an account is signed in, and its end there.

use super::end_all_in_txn;
use crate::{Answer, Db, Result};
use domain::{
    id::{AccountId, SessionId},
    refusal::Refusal,
};
use time::OffsetDateTime;

/// A device somebody is signed in on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The session.
    pub session: SessionId,
    /// Browser and system; empty when it did not say.
    pub agent: String,
    /// Signed in when.
    pub since: OffsetDateTime,
    /// Last seen when, to the minute.
    pub seen_at: OffsetDateTime,
}

/// Where an account is signed in, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Vec<Device>> {
    let rows = sqlx::query!(
        "SELECT s.session_id, s.agent, s.created_at, s.seen_at
         FROM sessions s JOIN accounts a ON a.account_id = s.account_id
         WHERE s.account_id = $1 AND s.stage = 'open' AND s.ended_at IS NULL AND s.expires_at > alimi_now()
           AND s.seen_at > alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END
         ORDER BY s.seen_at DESC, s.session_id DESC",
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    let read = rows.into_iter().map(|r| Device {
        session: SessionId(r.session_id),
        agent: r.agent,
        since: r.created_at,
        seen_at: r.seen_at,
    });
    Ok(read.collect())
}

/// Ends one session of an account; another's looks like none.
///
/// # Errors
/// When the database fails. `Unknown` when the account has no such session.
pub async fn end_own(db: &Db, account: AccountId, session: SessionId) -> Answer<()> {
    let ended = sqlx::query!(
        "UPDATE sessions SET ended_at = coalesce(ended_at, alimi_now()) WHERE session_id = $1 AND account_id = $2",
        session.0,
        account.0,
    )
    .execute(&db.pool)
    .await?;
    Ok(if ended.rows_affected() == 1 { Ok(()) } else { Err(Refusal::Unknown) })
}

/// Ends every session of an account but this one.
///
/// # Errors
/// When the database fails.
pub async fn end_others(db: &Db, account: AccountId, keep: SessionId) -> Result<()> {
    end_all_in_txn(&mut *db.pool.acquire().await?, account, Some(keep)).await
}
