//! Invitations: a token of 256 random bits, handed over by the admin, good once and for 72 hours.

use super::{note_in_txn, refusal_of};
use crate::{Answer, Db, Result, factor, session};
use domain::{account::Role, id::AccountId, refusal::Refusal};
use sqlx::PgConnection;

/// Who is to be invited.
#[derive(Clone, Debug)]
pub struct Invitation<'a> {
    /// The name they will sign in with.
    pub login: &'a str,
    /// What they are called on screen.
    pub label: &'a str,
    /// Their first role.
    pub role: Role,
}

/// The account behind an open invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Which.
    pub account: AccountId,
    /// The name they will sign in with.
    pub login: String,
    /// What they are called on screen.
    pub label: String,
}

/// Makes an account that cannot sign in yet, and its invitation.
///
/// # Errors
/// When the database fails. `NameTaken` for a taken sign-in name, `Unknown` for an unknown hospital.
pub async fn invite(
    db: &Db,
    by: Option<AccountId>,
    invitation: &Invitation<'_>,
    token_hash: [u8; 32],
) -> Answer<AccountId> {
    let mut tx = db.begin().await?;
    let made = sqlx::query_scalar!(
        "INSERT INTO accounts (kind, login, label) VALUES ('staff', $1, $2) RETURNING account_id",
        invitation.login,
        invitation.label,
    )
    .fetch_one(&mut *tx)
    .await;
    let account = match made {
        Ok(id) => AccountId(id),
        Err(error) => return refusal_of(error).map(Err),
    };
    let (role, hospital) = (invitation.role.key(), invitation.role.hospital());
    let given = sqlx::query!(
        "INSERT INTO staff_roles (account_id, role, hospital_id) VALUES ($1, $2, $3)",
        account.0,
        role,
        hospital.map(|h| h.0),
    )
    .execute(&mut *tx)
    .await;
    if let Err(error) = given {
        return refusal_of(error).map(Err);
    }
    put_in_txn(&mut tx, account, token_hash).await?;
    note_in_txn(&mut tx, by, "staff_invited", account, hospital, Some(role)).await?;
    tx.commit().await?;
    Ok(Ok(account))
}

/// An invitation for an admin, from the command line: a new account, or a known one that keeps its
/// password until the invitation is used. Refused with `NotAllowed` when the name is not an admin's.
///
/// # Errors
/// When the database fails.
pub async fn invite_from_outside(
    db: &Db,
    login: &str,
    label: &str,
    token_hash: [u8; 32],
) -> Answer<AccountId> {
    match invite(db, None, &Invitation { login, label, role: Role::Admin }, token_hash).await? {
        Err(Refusal::NameTaken) => {}
        answer => return Ok(answer),
    }
    let mut tx = db.begin().await?;
    let admin = sqlx::query_scalar!(
        "SELECT a.account_id FROM accounts a JOIN staff_roles r ON r.account_id = a.account_id
         WHERE a.login = $1 AND r.role = 'admin' AND a.disabled_at IS NULL",
        login
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(account) = admin.map(AccountId) else { return Ok(Err(Refusal::NotAllowed)) };
    put_in_txn(&mut tx, account, token_hash).await?;
    note_in_txn(&mut tx, None, "staff_invited", account, None, Some("admin")).await?;
    tx.commit().await?;
    Ok(Ok(account))
}

/// The new invitation takes the place of one that was not used.
pub(super) async fn put_in_txn(
    tx: &mut PgConnection,
    account: AccountId,
    token_hash: [u8; 32],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO staff_invitations (account_id, token_hash, expires_at)
         VALUES ($1, $2, alimi_now() + interval '72 hours')
         ON CONFLICT ON CONSTRAINT staff_invitations_pkey
         DO UPDATE SET token_hash = excluded.token_hash, created_at = alimi_now(), expires_at = excluded.expires_at",
        account.0,
        &token_hash,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Whom an invitation is for, while it can be used.
///
/// # Errors
/// When the database fails.
pub async fn find_invitation(db: &Db, token_hash: &[u8; 32]) -> Result<Option<Invited>> {
    let row = sqlx::query!(
        r#"SELECT a.account_id, a.login AS "login!", a.label AS "label!"
           FROM staff_invitations i JOIN accounts a ON a.account_id = i.account_id
           WHERE i.token_hash = $1 AND i.expires_at > alimi_now() AND a.disabled_at IS NULL"#,
        token_hash
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(row.map(|r| Invited { account: AccountId(r.account_id), login: r.login, label: r.label }))
}

/// Uses an invitation: the account has this password from now on and no second factor yet, and
/// nobody is signed in to it.
///
/// # Errors
/// When the database fails. `InvitationOver` when it was used, replaced, or is too old.
pub async fn accept(db: &Db, token_hash: &[u8; 32], password_hash: &str) -> Answer<AccountId> {
    let mut tx = db.begin().await?;
    let used = sqlx::query_scalar!(
        "DELETE FROM staff_invitations i USING accounts a
         WHERE i.token_hash = $1 AND i.expires_at > alimi_now() AND a.account_id = i.account_id AND a.disabled_at IS NULL
         RETURNING i.account_id",
        token_hash
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(account) = used.map(AccountId) else { return Ok(Err(Refusal::InvitationOver)) };
    sqlx::query!("UPDATE accounts SET password_hash = $2 WHERE account_id = $1", account.0, password_hash)
        .execute(&mut *tx)
        .await?;
    factor::remove_all_in_txn(&mut tx, account).await?;
    session::end_all_in_txn(&mut tx, account, None).await?;
    note_in_txn(&mut tx, Some(account), "staff_invitation_used", account, None, None).await?;
    tx.commit().await?;
    Ok(Ok(account))
}
