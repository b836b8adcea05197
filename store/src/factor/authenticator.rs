//! The authenticator app of an account: proposed, confirmed by a first code, and each code good once.

use super::{note_in_txn, totp};
use crate::{Answer, Db, Result, seal::Place};
use domain::{id::AccountId, refusal::Refusal};

/// Draws a secret and keeps it as a proposal; a proposal that was not confirmed is replaced. The
/// app in use, if there is one, stays until then.
///
/// # Errors
/// When the database fails.
pub async fn propose(db: &Db, account: AccountId) -> Result<()> {
    sqlx::query!(
        "INSERT INTO authenticators (account_id, proposed_sealed) VALUES ($1, $2)
         ON CONFLICT ON CONSTRAINT authenticators_pkey DO UPDATE SET proposed_sealed = excluded.proposed_sealed",
        account.0,
        db.keys.seal(Place::Authenticator, &totp::new_secret()),
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// The proposed secret, while there is one.
///
/// # Errors
/// When the database fails or the value cannot be opened.
pub async fn find_proposed(db: &Db, account: AccountId) -> Result<Option<String>> {
    let sealed =
        sqlx::query_scalar!("SELECT proposed_sealed FROM authenticators WHERE account_id = $1", account.0)
            .fetch_optional(&db.pool)
            .await?
            .flatten();
    sealed.map(|sealed| db.keys.open(Place::Authenticator, &sealed)).transpose()
}

/// The step of the present moment, by the database's clock.
async fn step_now(db: &Db) -> Result<i64> {
    Ok(totp::step_at(db.now().await?.unix_timestamp()))
}

/// A code without the blanks that apps show in it.
fn plain(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).take(12).collect()
}

/// A code of the proposed secret arrived: from now on the app is the account's.
///
/// # Errors
/// When the database fails. `WrongCredentials` when the code does not fit, or nothing is proposed.
pub async fn confirm(db: &Db, account: AccountId, typed: &str) -> Answer<()> {
    let Some(secret) = find_proposed(db, account).await? else {
        return Ok(Err(Refusal::WrongCredentials));
    };
    let Some(step) = totp::find_step(&secret, &plain(typed), step_now(db).await?) else {
        return Ok(Err(Refusal::WrongCredentials));
    };
    let mut tx = db.begin().await?;
    let confirmed = sqlx::query!(
        "UPDATE authenticators
         SET secret_sealed = proposed_sealed, proposed_sealed = NULL, last_step = $2, enrolled_at = alimi_now()
         WHERE account_id = $1 AND proposed_sealed IS NOT NULL",
        account.0,
        step,
    )
    .execute(&mut *tx)
    .await?;
    if confirmed.rows_affected() == 0 {
        return Ok(Err(Refusal::WrongCredentials));
    }
    note_in_txn(&mut tx, account, "authenticator_added").await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Whether a code is the app's, and was not used. Of two that come with the same code, one is right.
///
/// # Errors
/// When the database fails or the secret cannot be opened: a failing check denies.
pub async fn prove_code(db: &Db, account: AccountId, typed: &str) -> Result<bool> {
    let sealed = sqlx::query_scalar!(
        r#"SELECT secret_sealed AS "sealed!" FROM authenticators WHERE account_id = $1 AND secret_sealed IS NOT NULL"#,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(sealed) = sealed else { return Ok(false) };
    let secret = db.keys.open(Place::Authenticator, &sealed)?;
    let Some(step) = totp::find_step(&secret, &plain(typed), step_now(db).await?) else { return Ok(false) };
    let used = sqlx::query!(
        "UPDATE authenticators SET last_step = $2 WHERE account_id = $1 AND last_step < $2 AND secret_sealed = $3",
        account.0,
        step,
        sealed,
    )
    .execute(&db.pool)
    .await?;
    Ok(used.rows_affected() == 1)
}

/// Takes the app away, where a passkey remains. Two that take the last ones at the same time are put
/// in order by the account's row.
///
/// # Errors
/// When the database fails. `NotAllowed` when it is the only factor, `Unknown` when there is none.
pub async fn remove(db: &Db, account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    super::recovery::lock_in_txn(&mut tx, account).await?;
    let another = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM passkeys WHERE account_id = $1) AS "another!""#,
        account.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if !another {
        return Ok(Err(Refusal::NotAllowed));
    }
    let removed = sqlx::query!(
        "DELETE FROM authenticators WHERE account_id = $1 AND enrolled_at IS NOT NULL",
        account.0
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    note_in_txn(&mut tx, account, "authenticator_removed").await?;
    tx.commit().await?;
    Ok(Ok(()))
}
