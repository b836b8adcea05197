//! Roles: given, moved to another hospital, taken. Each change raises the account's standing, so
//! that sockets opened with the old roles close.

use super::{note_in_txn, refusal_of};
use crate::{Answer, Db, Result};
use domain::{
    account::Role,
    id::{AccountId, HospitalId},
    refusal::Refusal,
};
use sqlx::PgConnection;

/// Whether there is such a staff account; its standing rises.
async fn raise_in_txn(tx: &mut PgConnection, account: AccountId) -> Result<bool> {
    let raised = sqlx::query!(
        "UPDATE accounts SET standing = standing + 1 WHERE account_id = $1 AND kind = 'staff'",
        account.0
    )
    .execute(tx)
    .await?;
    Ok(raised.rows_affected() == 1)
}

/// Gives an account a role.
///
/// # Errors
/// When the database fails. `RoleHeld` when it has it, here or at another hospital.
pub async fn give_role(db: &Db, by: AccountId, account: AccountId, role: Role) -> Answer<()> {
    let mut tx = db.begin().await?;
    if !raise_in_txn(&mut tx, account).await? {
        return Ok(Err(Refusal::Unknown));
    }
    let given = sqlx::query!(
        "INSERT INTO staff_roles (account_id, role, hospital_id) VALUES ($1, $2, $3)",
        account.0,
        role.key(),
        role.hospital().map(|h| h.0),
    )
    .execute(&mut *tx)
    .await;
    if let Err(error) = given {
        return refusal_of(error).map(Err);
    }
    note_in_txn(&mut tx, Some(by), "role_given", account, role.hospital(), Some(role.key())).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Moves a manager's role to another hospital.
///
/// # Errors
/// When the database fails. `Unknown` when the account does not hold the role there.
pub async fn move_role(db: &Db, by: AccountId, account: AccountId, role: Role, to: HospitalId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE staff_roles SET hospital_id = $4 WHERE account_id = $1 AND role = $2 AND hospital_id = $3",
        account.0,
        role.key(),
        role.hospital().map(|h| h.0),
        to.0,
    )
    .execute(&mut *tx)
    .await;
    match moved {
        Err(error) => return refusal_of(error).map(Err),
        Ok(moved) if moved.rows_affected() == 0 => return Ok(Err(Refusal::Unknown)),
        Ok(_) => {}
    }
    raise_in_txn(&mut tx, account).await?;
    note_in_txn(&mut tx, Some(by), "role_taken", account, role.hospital(), Some(role.key())).await?;
    note_in_txn(&mut tx, Some(by), "role_given", account, Some(to), Some(role.key())).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Takes a role from an account.
///
/// # Errors
/// When the database fails. `LastAdmin` when nobody else could sign in as admin, `Unknown` when the
/// account does not hold it.
pub async fn take_role(db: &Db, by: AccountId, account: AccountId, role: Role) -> Answer<()> {
    let mut tx = db.begin().await?;
    let taken = sqlx::query!(
        "DELETE FROM staff_roles WHERE account_id = $1 AND role = $2 AND hospital_id IS NOT DISTINCT FROM $3",
        account.0,
        role.key(),
        role.hospital().map(|h| h.0),
    )
    .execute(&mut *tx)
    .await;
    match taken {
        Err(error) => return refusal_of(error).map(Err),
        Ok(taken) if taken.rows_affected() == 0 => return Ok(Err(Refusal::Unknown)),
        Ok(_) => {}
    }
    raise_in_txn(&mut tx, account).await?;
    note_in_txn(&mut tx, Some(by), "role_taken", account, role.hospital(), Some(role.key())).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
