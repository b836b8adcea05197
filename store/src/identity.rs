//! Sign-in with OpenID Connect providers: sign-ins under way, and which subject is whose account.
//!
//! A sign-in belongs to the browser that began it and comes back once, within ten minutes. A subject
//! nobody knows waits until a phone number is proved; only that links it to the number's account.

use crate::{
    Answer, Db, Result,
    audit_log::{Act, write_in_txn},
    seal::{Index, Place},
};
use domain::{id::AccountId, refusal::Refusal};
use time::OffsetDateTime;

/// A sign-in that began or came back.
#[derive(Clone, Debug)]
pub struct UnderWay {
    /// At which provider.
    pub provider: String,
    /// What the return is proved with; only the process reads it.
    pub secrets: String,
    /// Where to go afterwards.
    pub next: String,
}

/// What a returning sign-in turned out to be.
#[derive(Debug)]
pub enum Back {
    /// Begun by this browser, and back in time for the first time.
    Ours(UnderWay),
    /// Back a second time.
    Used,
    /// Too late.
    Expired,
    /// Never begun, or by another browser.
    Unknown,
}

/// Keeps a sign-in that a browser begins; its earlier ones are void.
///
/// # Errors
/// When the database fails.
pub async fn begin(db: &Db, browser: &[u8; 32], state: &[u8; 32], begun: &UnderWay) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query!("DELETE FROM provider_sign_ins WHERE browser_hash = $1", browser).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO provider_sign_ins (state_hash, browser_hash, provider, secrets_sealed, next, expires_at)
         VALUES ($1, $2, $3, $4, $5, alimi_now() + interval '10 minutes')",
        state,
        browser,
        begun.provider,
        db.keys.seal(Place::SignIn, &begun.secrets),
        begun.next,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The sign-in a browser has begun and not yet come back from.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find_begun(db: &Db, browser: &[u8; 32]) -> Result<Option<UnderWay>> {
    let row = sqlx::query!(
        r#"SELECT provider, secrets_sealed AS "secrets!", next FROM provider_sign_ins
           WHERE browser_hash = $1 AND returned_at IS NULL AND expires_at > alimi_now()"#,
        browser
    )
    .fetch_optional(&db.pool)
    .await?;
    row.map(|r| {
        let secrets = db.keys.open(Place::SignIn, &r.secrets)?;
        Ok(UnderWay { provider: r.provider, secrets, next: r.next })
    })
    .transpose()
}

/// Takes a returning sign-in, once: whatever comes of it, the same state does not return again.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn take_back(db: &Db, browser: &[u8; 32], state: &[u8; 32]) -> Result<Back> {
    let taken = sqlx::query!(
        r#"WITH begun AS (
               SELECT state_hash, secrets_sealed FROM provider_sign_ins
               WHERE state_hash = $1 AND browser_hash = $2 AND returned_at IS NULL AND expires_at > alimi_now()
               FOR NO KEY UPDATE)
           UPDATE provider_sign_ins p SET returned_at = alimi_now(), secrets_sealed = NULL
           FROM begun WHERE p.state_hash = begun.state_hash AND p.returned_at IS NULL
           RETURNING p.provider, p.next, begun.secrets_sealed AS "secrets!""#,
        state,
        browser
    )
    .fetch_optional(&db.pool)
    .await?;
    if let Some(r) = taken {
        let secrets = db.keys.open(Place::SignIn, &r.secrets)?;
        return Ok(Back::Ours(UnderWay { provider: r.provider, secrets, next: r.next }));
    }
    let known = sqlx::query_scalar!(
        r#"SELECT returned_at IS NOT NULL AS "returned!" FROM provider_sign_ins
           WHERE state_hash = $1 AND browser_hash = $2"#,
        state,
        browser
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(match known {
        Some(true) => Back::Used,
        Some(false) => Back::Expired,
        None => Back::Unknown,
    })
}

fn subject_index(db: &Db, provider: &str, subject: &str) -> [u8; 32] {
    db.keys.index(Index::Subject, &format!("{provider}|{subject}"))
}

/// The account of a provider's subject, which now signs in.
///
/// # Errors
/// When the database fails.
pub async fn find_account(db: &Db, provider: &str, subject: &str) -> Result<Option<AccountId>> {
    let id = sqlx::query_scalar!(
        "UPDATE identities SET used_at = alimi_now() WHERE provider = $1 AND subject_index = $2 RETURNING account_id",
        provider,
        &subject_index(db, provider, subject)
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(id.map(AccountId))
}

/// Notes whom a sign-in that came back is for: nobody we know. The browser has ten more minutes to
/// prove a phone number.
///
/// # Errors
/// When the database fails.
pub async fn keep_subject(db: &Db, state: &[u8; 32], provider: &str, subject: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE provider_sign_ins SET subject_index = $2, expires_at = alimi_now() + interval '10 minutes'
         WHERE state_hash = $1 AND returned_at IS NOT NULL AND subject_index IS NULL",
        state,
        &subject_index(db, provider, subject)
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// The provider whose subject waits in this browser for the proof of a number.
///
/// # Errors
/// When the database fails.
pub async fn find_waiting(db: &Db, browser: &[u8; 32]) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "SELECT provider FROM provider_sign_ins
         WHERE browser_hash = $1 AND subject_index IS NOT NULL AND expires_at > alimi_now()",
        browser
    )
    .fetch_optional(&db.pool)
    .await?)
}

/// Links the subject that waits in this browser to the account whose number was just proved.
///
/// # Errors
/// When the database fails. `CodeExpired` when nothing waits any more, `NameTaken` when somebody
/// else linked the subject meanwhile.
pub async fn link(db: &Db, browser: &[u8; 32], account: AccountId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let Some(waiting) = sqlx::query!(
        r#"DELETE FROM provider_sign_ins
           WHERE browser_hash = $1 AND subject_index IS NOT NULL AND expires_at > alimi_now()
           RETURNING provider, subject_index AS "subject!""#,
        browser
    )
    .fetch_optional(&mut *tx)
    .await?
    else {
        return Ok(Err(Refusal::CodeExpired));
    };
    let linked = sqlx::query_scalar!(
        "INSERT INTO identities (provider, subject_index, account_id) VALUES ($1, $2, $3)
         ON CONFLICT ON CONSTRAINT identities_subject_key DO UPDATE SET used_at = alimi_now()
         WHERE identities.account_id = excluded.account_id
         RETURNING identity_id",
        waiting.provider,
        waiting.subject,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    if linked.is_none() {
        return Ok(Err(Refusal::NameTaken));
    }
    note_in_txn(&mut tx, account, "identity_linked", &waiting.provider).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// A way to sign in.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Which link.
    pub id: i64,
    /// At which provider.
    pub provider: String,
    /// Since when.
    pub linked_at: OffsetDateTime,
    /// Last used when.
    pub used_at: OffsetDateTime,
}

/// The links of an account, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Vec<Identity>> {
    Ok(sqlx::query_as!(
        Identity,
        "SELECT identity_id AS id, provider, linked_at, used_at FROM identities WHERE account_id = $1 ORDER BY identity_id",
        account.0
    )
    .fetch_all(&db.pool)
    .await?)
}

/// Removes a link of an account. The phone number stays, and with it a way to sign in.
///
/// # Errors
/// When the database fails. `Unknown` for another account's link.
pub async fn remove(db: &Db, account: AccountId, id: i64) -> Answer<()> {
    let mut tx = db.begin().await?;
    let removed = sqlx::query_scalar!(
        "DELETE FROM identities WHERE identity_id = $1 AND account_id = $2 RETURNING provider",
        id,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(provider) = removed else { return Ok(Err(Refusal::Unknown)) };
    note_in_txn(&mut tx, account, "identity_removed", &provider).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn note_in_txn(
    tx: &mut sqlx::PgConnection,
    account: AccountId,
    action: &'static str,
    provider: &str,
) -> Result<()> {
    let subject = format!("account:{account}");
    write_in_txn(tx, Act { by: Some(account), action, subject, hospital: None, reason: Some(provider) }).await
}

/// Deletes sign-ins that came to nothing; how many. They stay for an hour, so that who comes back
/// late is told why.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(db: &Db) -> Result<u64> {
    let done =
        sqlx::query!("DELETE FROM provider_sign_ins WHERE expires_at < alimi_now() - interval '1 hour'")
            .execute(&db.pool)
            .await?;
    Ok(done.rows_affected())
}
