//! Sessions that wait for a second factor: ten minutes, five tries, and nothing opened until then.

use super::{note_sign_in, read_kind};
use crate::{Answer, Db, Result};
use domain::{
    account::AccountKind,
    id::{AccountId, SessionId},
    refusal::Refusal,
};

/// Somebody whose first factor is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Who.
    pub account: AccountId,
    /// The session that waits.
    pub session: SessionId,
    /// Citizen or staff.
    pub kind: AccountKind,
}

/// The session with this token that waits for a second factor.
///
/// # Errors
/// When the database fails.
pub async fn find_pending(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Pending>> {
    let row = sqlx::query!(
        "SELECT s.session_id, s.account_id, a.kind FROM sessions s JOIN accounts a ON a.account_id = s.account_id
         WHERE s.token_hash = $1 AND s.stage = 'factor' AND s.ended_at IS NULL AND s.expires_at > alimi_now()
           AND s.tries_left > 0 AND a.disabled_at IS NULL",
        token_hash,
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(row.map(|r| Pending {
        account: AccountId(r.account_id),
        session: SessionId(r.session_id),
        kind: read_kind(&r.kind),
    }))
}

/// Counts one try of a waiting session, before it is looked at; `false` when it was one too many.
///
/// # Errors
/// When the database fails.
pub async fn count_try(db: &Db, session: SessionId) -> Result<bool> {
    let counted = sqlx::query!(
        "UPDATE sessions SET tries_left = tries_left - 1
         WHERE session_id = $1 AND stage = 'factor' AND ended_at IS NULL AND tries_left > 0",
        session.0
    )
    .execute(&db.pool)
    .await?;
    Ok(counted.rows_affected() == 1)
}

/// The second factor is proven: the waiting session is signed in, under a new token.
///
/// # Errors
/// When the database fails. `NotSignedIn` when it no longer waits.
pub async fn open(db: &Db, pending: &Pending, token_hash: [u8; 32]) -> Answer<()> {
    let mut tx = db.begin().await?;
    let opened = sqlx::query!(
        "UPDATE sessions s
         SET stage = 'open', token_hash = $2, proved_at = alimi_now(), seen_at = alimi_now(),
             expires_at = alimi_now() + CASE a.kind WHEN 'staff' THEN interval '12 hours' ELSE interval '7 days' END
         FROM accounts a
         WHERE s.session_id = $1 AND s.stage = 'factor' AND s.ended_at IS NULL AND s.expires_at > alimi_now()
           AND a.account_id = s.account_id AND a.disabled_at IS NULL",
        pending.session.0,
        &token_hash,
    )
    .execute(&mut *tx)
    .await?;
    if opened.rows_affected() == 0 {
        return Ok(Err(Refusal::NotSignedIn));
    }
    if pending.kind == AccountKind::Staff {
        note_sign_in(&mut tx, pending.account).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}
