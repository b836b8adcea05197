//! Whether an account may sign in, and with what.

use super::{invite::put_in_txn, note_in_txn, refusal_of};
use crate::{Answer, Db, Result, factor, session, token};
use domain::{
    id::{AccountId, SessionId},
    refusal::Refusal,
};

/// Disables an account: it signs in no more, its sessions end and its invitation is withdrawn.
///
/// # Errors
/// When the database fails. `LastAdmin` when nobody else could sign in as admin, `Unknown` when it is
/// disabled already or no account of staff.
pub async fn disable(db: &Db, by: AccountId, account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let disabled = sqlx::query!(
        "UPDATE accounts SET disabled_at = alimi_now(), standing = standing + 1
         WHERE account_id = $1 AND kind = 'staff' AND disabled_at IS NULL",
        account.0
    )
    .execute(&mut *tx)
    .await;
    match disabled {
        Err(error) => return refusal_of(error).map(Err),
        Ok(disabled) if disabled.rows_affected() == 0 => return Ok(Err(Refusal::Unknown)),
        Ok(_) => {}
    }
    sqlx::query!("DELETE FROM staff_invitations WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    session::end_all_in_txn(&mut tx, account, None).await?;
    note_in_txn(&mut tx, Some(by), "staff_disabled", account, None, None).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Lets a disabled account sign in again, with the password and the factors it had.
///
/// # Errors
/// When the database fails. `Unknown` when it is not disabled.
pub async fn enable(db: &Db, by: AccountId, account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let enabled = sqlx::query!(
        "UPDATE accounts SET disabled_at = NULL, standing = standing + 1
         WHERE account_id = $1 AND kind = 'staff' AND disabled_at IS NOT NULL",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    if enabled.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    note_in_txn(&mut tx, Some(by), "staff_enabled", account, None, None).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Ends every session of a staff account.
///
/// # Errors
/// When the database fails. `Unknown` when there is no such staff account.
pub async fn end_sessions(db: &Db, by: AccountId, account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let known = sqlx::query_scalar!(
        "SELECT account_id FROM accounts WHERE account_id = $1 AND kind = 'staff'",
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    if known.is_none() {
        return Ok(Err(Refusal::Unknown));
    }
    session::end_all_in_txn(&mut tx, account, None).await?;
    note_in_txn(&mut tx, Some(by), "staff_sessions_ended", account, None, None).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes password and second factors away, ends all sessions and tokens, and invites anew: for whoever lost
/// what they sign in with, or lost an invitation.
///
/// # Errors
/// When the database fails. `LastAdmin` when nobody else could sign in as admin, `Unknown` when there
/// is no such enabled staff account.
pub async fn reset(db: &Db, by: AccountId, account: AccountId, token_hash: [u8; 32]) -> Answer<()> {
    let mut tx = db.begin().await?;
    let reset = sqlx::query!(
        "UPDATE accounts SET password_hash = NULL, standing = standing + 1
         WHERE account_id = $1 AND kind = 'staff' AND disabled_at IS NULL",
        account.0
    )
    .execute(&mut *tx)
    .await;
    match reset {
        Err(error) => return refusal_of(error).map(Err),
        Ok(reset) if reset.rows_affected() == 0 => return Ok(Err(Refusal::Unknown)),
        Ok(_) => {}
    }
    factor::remove_all_in_txn(&mut tx, account).await?;
    session::end_all_in_txn(&mut tx, account, None).await?;
    token::end_all_in_txn(&mut tx, account).await?;
    put_in_txn(&mut tx, account, token_hash).await?;
    note_in_txn(&mut tx, Some(by), "staff_reset", account, None, None).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Changes one's own password; one's other sessions end.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    db: &Db,
    account: AccountId,
    session: SessionId,
    password_hash: &str,
) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!(
        "UPDATE accounts SET password_hash = $2 WHERE account_id = $1 AND kind = 'staff'",
        account.0,
        password_hash
    )
    .execute(&mut *tx)
    .await?;
    session::end_all_in_txn(&mut tx, account, Some(session)).await?;
    note_in_txn(&mut tx, Some(account), "password_changed", account, None, None).await?;
    tx.commit().await?;
    Ok(())
}
