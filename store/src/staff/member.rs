//! One staff account, as its own pages need it.

use crate::{Db, Result};
use domain::id::AccountId;

/// A staff account as its own pages need it.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name to sign in with.
    pub login: String,
    /// What it is called on screen.
    pub label: String,
    /// argon2id, in its own text form; none until an invitation is used.
    pub password_hash: Option<String>,
    /// Made by `alimi seed`, for demonstrations.
    pub demo: bool,
}

/// The staff account itself, by id.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, account: AccountId) -> Result<Option<Member>> {
    let row = sqlx::query!(
        r#"SELECT login AS "login!", label AS "label!", password_hash, demo FROM accounts
           WHERE account_id = $1 AND kind = 'staff'"#,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(row.map(|r| Member { login: r.login, label: r.label, password_hash: r.password_hash, demo: r.demo }))
}

/// Marks a seeded account: on a development server it signs in without a second factor.
///
/// # Errors
/// When the database fails.
pub async fn mark_demo(db: &Db, account: AccountId) -> Result<()> {
    sqlx::query!("UPDATE accounts SET demo = true WHERE account_id = $1", account.0)
        .execute(&db.pool)
        .await?;
    Ok(())
}
