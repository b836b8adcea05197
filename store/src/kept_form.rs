//! Forms that met a session that had ended by itself: what was typed lies sealed until whoever typed
//! it has signed in again. Nothing is ever sent from here; a page is only filled in.

use crate::{Db, Error, Result, seal::Place};
use domain::id::AccountId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Forms of one account at a time; an older one gives way.
const MOST: i64 = 5;

/// What was typed, and where.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// The page that shows the form.
    pub page: String,
    /// Fields and values, in the order of the form.
    pub values: Vec<(String, String)>,
}

impl std::fmt::Debug for KeptForm {
    /// Without the values: they are personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeptForm").field("page", &self.page).finish_non_exhaustive()
    }
}

/// Keeps a form for the account whose session had this token: staff a quarter of an hour, citizens a
/// day. Nothing is kept where the session is still alive, ended long ago or is not known, or the
/// account is gone.
///
/// # Errors
/// When the database fails.
pub async fn keep(db: &Db, token_hash: &[u8; 32], form: &KeptForm) -> Result<Option<Uuid>> {
    let plain = serde_json::to_string(form).map_err(|_| Error::Unreadable("kept form"))?;
    let id = Uuid::new_v4();
    let mut tx = db.begin().await?;
    let owner = sqlx::query_scalar!(
        "INSERT INTO kept_forms (kept_form_id, account_id, form_sealed, expires_at)
         SELECT $1, a.account_id, $3,
                alimi_now() + CASE a.kind WHEN 'staff' THEN interval '15 minutes' ELSE interval '24 hours' END
         FROM sessions s JOIN accounts a ON a.account_id = s.account_id
         WHERE s.token_hash = $2 AND s.stage = 'open' AND a.disabled_at IS NULL AND a.erased_at IS NULL
           AND s.seen_at > alimi_now() - interval '7 days'
           AND (s.ended_at IS NOT NULL OR s.expires_at <= alimi_now()
                OR s.seen_at <= alimi_now() - CASE a.kind WHEN 'staff' THEN interval '2 hours' ELSE interval '24 hours' END)
         RETURNING account_id",
        id,
        token_hash,
        db.keys.seal(Place::Form, &plain),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(owner) = owner else { return Ok(None) };
    sqlx::query!(
        "DELETE FROM kept_forms WHERE kept_form_id IN (
             SELECT kept_form_id FROM kept_forms WHERE account_id = $1 AND kept_form_id <> $2
             ORDER BY kept_at DESC, kept_form_id OFFSET $3)",
        owner,
        id,
        MOST - 1
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// The form, for its owner; another's looks like none.
///
/// # Errors
/// When the database fails or the form cannot be opened.
pub async fn find(db: &Db, account: AccountId, id: Uuid) -> Result<Option<KeptForm>> {
    let sealed = sqlx::query_scalar!(
        "SELECT form_sealed FROM kept_forms
         WHERE kept_form_id = $1 AND account_id = $2 AND expires_at > alimi_now()",
        id,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = db.keys.open(Place::Form, &sealed)?;
    serde_json::from_str(&plain).map(Some).map_err(|_| Error::Unreadable("kept_forms.form_sealed"))
}

/// The latest form of an account that waits to be gone on with, and its page.
///
/// # Errors
/// When the database fails or the form cannot be opened.
pub async fn find_latest(db: &Db, account: AccountId) -> Result<Option<(Uuid, String)>> {
    let id = sqlx::query_scalar!(
        "SELECT kept_form_id FROM kept_forms WHERE account_id = $1 AND expires_at > alimi_now()
         ORDER BY kept_at DESC LIMIT 1",
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(id) = id else { return Ok(None) };
    Ok(find(db, account, id).await?.map(|form| (id, form.page)))
}

/// The form was sent, or is not wanted any more.
///
/// # Errors
/// When the database fails.
pub async fn forget(db: &Db, account: AccountId, id: Uuid) -> Result<()> {
    sqlx::query!("DELETE FROM kept_forms WHERE kept_form_id = $1 AND account_id = $2", id, account.0)
        .execute(&db.pool)
        .await?;
    Ok(())
}

/// Deletes what nobody came back for.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(db: &Db) -> Result<u64> {
    let done =
        sqlx::query!("DELETE FROM kept_forms WHERE expires_at <= alimi_now()").execute(&db.pool).await?;
    Ok(done.rows_affected())
}
