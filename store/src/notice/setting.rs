//! What an account wants to be told by.

use crate::{Db, Result};
use domain::id::AccountId;

/// The choices of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Messages to the phone, besides the inbox.
    pub message: bool,
    /// E-mail, where an address was proven.
    pub email: bool,
    /// Not between 21:00 and 08:00, except for what cannot wait.
    pub quiet: bool,
    /// Language of messages: `ko` or `en`.
    pub language: String,
}

impl Default for Setting {
    fn default() -> Self {
        Self { message: true, email: true, quiet: true, language: "ko".to_owned() }
    }
}

/// The choices of an account; the usual ones when it has made none.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, account: AccountId) -> Result<Setting> {
    Ok(sqlx::query_as!(
        Setting,
        "SELECT message, email, quiet, language FROM notice_settings WHERE account_id = $1",
        account.0
    )
    .fetch_optional(&db.pool)
    .await?
    .unwrap_or_default())
}

/// Changes them.
///
/// # Errors
/// When the database fails.
pub async fn change(db: &Db, account: AccountId, setting: &Setting) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notice_settings (account_id, message, quiet, language, email) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT notice_settings_pkey
         DO UPDATE SET message = $2, quiet = $3, language = $4, email = $5, changed_at = alimi_now()",
        account.0,
        setting.message,
        setting.quiet,
        setting.language,
        setting.email
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}
