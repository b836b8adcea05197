//! Second factors: an authenticator app, recovery codes, passkeys. An account that has an app or a
//! passkey needs one of them to sign in; recovery codes stand in when it is lost.

mod authenticator;
mod recovery;
pub mod totp;

pub use authenticator::{confirm, find_proposed, propose, prove_code, remove};
pub(crate) use recovery::lock_in_txn;
pub use recovery::{draw_codes, prove_recovery};

use crate::{
    Db, Result,
    audit_log::{Act, write_in_txn},
};
use domain::id::AccountId;
use sqlx::PgConnection;

/// What an account has besides its first factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// An authenticator app.
    pub authenticator: bool,
    /// Passkeys.
    pub passkeys: u32,
    /// Recovery codes that were not used.
    pub recovery_left: u32,
}

impl Factors {
    /// Whether there is one to ask for.
    pub fn any(self) -> bool {
        self.authenticator || self.passkeys > 0
    }
}

/// What an account has.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn find(db: &Db, account: AccountId) -> Result<Factors> {
    let row = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM authenticators WHERE account_id = $1 AND enrolled_at IS NOT NULL) AS "authenticator!",
                  (SELECT count(*) FROM passkeys WHERE account_id = $1) AS "passkeys!",
                  (SELECT count(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL) AS "recovery!""#,
        account.0
    )
    .fetch_one(&db.pool)
    .await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Factors {
        authenticator: row.authenticator,
        passkeys: count(row.passkeys),
        recovery_left: count(row.recovery),
    })
}

/// Takes every factor away.
pub(crate) async fn remove_all_in_txn(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query!("DELETE FROM authenticators WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM recovery_codes WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM passkeys WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    Ok(())
}

/// What somebody did to their own factors, for the audit log.
pub(crate) async fn note_in_txn(
    tx: &mut PgConnection,
    account: AccountId,
    action: &'static str,
) -> Result<()> {
    let subject = format!("account:{account}");
    write_in_txn(tx, Act { by: Some(account), action, subject, hospital: None, reason: None }).await
}
