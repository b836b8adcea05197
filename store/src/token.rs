//! Tokens: a program's leave to act for an account, found by the digest of its text.

use crate::{
    Answer, Db, Error, Result,
    audit_log::{self, Act},
    idempotency::{Key, claim, remember_in_txn},
    session::{read_kind, read_roles},
};
use domain::{
    account::Visitor,
    id::{AccountId, TokenId},
    refusal::Refusal,
    token::{MOST_TOKENS, Scope, Validity},
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A token as its owner wants it.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// For whom it acts.
    pub account: AccountId,
    /// What its owner calls it.
    pub label: String,
    /// What it may be used for; at least one.
    pub scopes: Vec<Scope>,
    /// For how long.
    pub validity: Validity,
    /// The form's key.
    pub key: Uuid,
}

/// A token as its owner sees it.
#[derive(Clone, Debug)]
pub struct Token {
    /// Which.
    pub token: TokenId,
    /// What its owner calls it.
    pub label: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Its first characters.
    pub hint: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself.
    pub expires_at: OffsetDateTime,
    /// When it was used last, to the minute.
    pub used_at: Option<OffsetDateTime>,
    /// When its owner ended it.
    pub revoked_at: Option<OffsetDateTime>,
    /// Whether it still opens anything.
    pub valid: bool,
}

/// Who calls, and how far the token reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// By which token.
    pub token: TokenId,
    /// For whom; roles as they are now.
    pub visitor: Visitor,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
}

/// What became of a wish for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is there, under the digest that was given.
    Now(TokenId),
    /// The same form made it before; its text is known to nobody any more.
    Before(TokenId),
}

/// Makes a token. `hash` is the digest of its text, `hint` the text's first characters.
///
/// # Errors
/// When the database fails. `TooManyTokens` beyond [`MOST_TOKENS`], `KeyReused`.
pub async fn create(db: &Db, wanted: &Wanted, hash: [u8; 32], hint: &str) -> Answer<Made> {
    let scopes: Vec<String> = wanted.scopes.iter().map(|s| s.key().to_owned()).collect();
    let key = Key::new(
        wanted.account,
        wanted.key,
        "create_token",
        &[&wanted.label, &scopes.join(" "), &wanted.validity.days().to_string()],
    );
    let mut tx = db.begin().await?;
    // Tokens of one account are counted under that account's lock.
    sqlx::query!(
        "SELECT 1 AS locked FROM accounts WHERE account_id = $1 FOR NO KEY UPDATE",
        wanted.account.0
    )
    .fetch_one(&mut *tx)
    .await?;
    claim!(tx, &key, |outcome: &str| outcome.parse().map(Made::Before));
    let valid = sqlx::query_scalar!(
        r#"SELECT count(*) AS "valid!" FROM tokens
           WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > alimi_now()"#,
        wanted.account.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if valid >= i64::from(MOST_TOKENS) {
        return Ok(Err(Refusal::TooManyTokens(MOST_TOKENS)));
    }
    let id = sqlx::query_scalar!(
        "INSERT INTO tokens (account_id, label, scopes, token_hash, hint, expires_at)
         VALUES ($1, $2, $3, $4, $5, alimi_now() + make_interval(days => $6)) RETURNING token_id",
        wanted.account.0,
        wanted.label,
        &scopes,
        &hash,
        hint,
        i32::from(wanted.validity.days()),
    )
    .fetch_one(&mut *tx)
    .await?;
    let act = Act {
        by: Some(wanted.account),
        action: "token_created",
        subject: format!("token:{id}"),
        hospital: None,
        reason: Some(&scopes.join(" ")),
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    remember_in_txn(&mut tx, &key, &id.to_string()).await?;
    tx.commit().await?;
    Ok(Ok(Made::Now(TokenId(id))))
}

/// Ends a token, once and for all; a second call changes nothing.
///
/// # Errors
/// When the database fails. `Unknown` for another account's.
pub async fn revoke(db: &Db, account: AccountId, token: TokenId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let ended = sqlx::query!(
        "UPDATE tokens SET revoked_at = alimi_now() WHERE token_id = $1 AND account_id = $2 AND revoked_at IS NULL",
        token.0,
        account.0
    )
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() == 0 {
        let own = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM tokens WHERE token_id = $1 AND account_id = $2) AS "own!""#,
            token.0,
            account.0
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(if own { Ok(()) } else { Err(Refusal::Unknown) });
    }
    let act = Act {
        by: Some(account),
        action: "token_revoked",
        subject: format!("token:{token}"),
        hospital: None,
        reason: None,
    };
    audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Ends every token of an account.
pub(crate) async fn end_all_in_txn(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query!(
        "UPDATE tokens SET revoked_at = alimi_now() WHERE account_id = $1 AND revoked_at IS NULL",
        account.0
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The tokens of an account, valid ones first, then the newest; at most a hundred.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Vec<Token>> {
    let rows = sqlx::query!(
        r#"SELECT token_id, label, scopes, hint, created_at, expires_at, used_at, revoked_at,
                  revoked_at IS NULL AND expires_at > alimi_now() AS "valid!"
           FROM tokens WHERE account_id = $1
           ORDER BY revoked_at IS NULL AND expires_at > alimi_now() DESC, created_at DESC, token_id DESC LIMIT 100"#,
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Token {
                token: TokenId(r.token_id),
                label: r.label,
                scopes: read_scopes(&r.scopes)?,
                hint: r.hint,
                created_at: r.created_at,
                expires_at: r.expires_at,
                used_at: r.used_at,
                revoked_at: r.revoked_at,
                valid: r.valid,
            })
        })
        .collect()
}

/// Who calls with the token of this digest, if it is valid and the account not disabled. Notes
/// that it was used, at most once a minute.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn find(db: &Db, hash: &[u8; 32]) -> Result<Option<Grant>> {
    let Some(row) = sqlx::query!(
        r#"SELECT k.token_id, k.account_id, k.scopes, a.kind, a.standing,
                  coalesce(k.used_at < alimi_now() - interval '1 minute', true) AS "stale!",
                  coalesce(array_agg(r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS "roles!",
                  coalesce(array_agg(coalesce(r.hospital_id, 0)) FILTER (WHERE r.role IS NOT NULL), '{}') AS "hospitals!"
           FROM tokens k
           JOIN accounts a ON a.account_id = k.account_id
           LEFT JOIN staff_roles r ON r.account_id = k.account_id
           WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > alimi_now() AND a.disabled_at IS NULL
           GROUP BY k.token_id, a.account_id"#,
        hash,
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(None);
    };
    if row.stale {
        sqlx::query!("UPDATE tokens SET used_at = alimi_now() WHERE token_id = $1", row.token_id)
            .execute(&db.pool)
            .await?;
    }
    Ok(Some(Grant {
        token: TokenId(row.token_id),
        visitor: Visitor {
            account: AccountId(row.account_id),
            session: None,
            kind: read_kind(&row.kind),
            roles: read_roles(&row.roles, &row.hospitals)?,
            standing: row.standing,
        },
        scopes: read_scopes(&row.scopes)?,
    }))
}

fn read_scopes(keys: &[String]) -> Result<Vec<Scope>> {
    keys.iter().map(|key| Scope::from_key(key).ok_or(Error::Unreadable("tokens.scopes"))).collect()
}
