//! Recovery codes: ten on a sheet of paper, each good once, for whoever has lost the other factor.

use super::note_in_txn;
use crate::{Db, Result, seal::Index};
use domain::id::AccountId;
use rand::Rng;
use sqlx::PgConnection;

/// Codes on a sheet.
const CODES: usize = 10;
/// Letters that are not taken for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Draws ten new codes of 50 bits; older ones are good no more. They are given back this once.
///
/// # Errors
/// When the database fails.
pub async fn draw_codes(db: &Db, account: AccountId) -> Result<Vec<String>> {
    let codes: Vec<String> = (0..CODES).map(|_| new_code()).collect();
    let digests: Vec<Vec<u8>> = codes.iter().map(|code| digest(db, account, code).to_vec()).collect();
    let mut tx = db.begin().await?;
    lock_in_txn(&mut tx, account).await?;
    sqlx::query!("DELETE FROM recovery_codes WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO recovery_codes (account_id, code_index) SELECT $1, unnest($2::bytea[])",
        account.0,
        &digests,
    )
    .execute(&mut *tx)
    .await?;
    note_in_txn(&mut tx, account, "recovery_codes_drawn").await?;
    tx.commit().await?;
    Ok(codes)
}

/// Whether a code is one of the sheet's and was not used; it is now.
///
/// # Errors
/// When the database fails: a failing check denies.
pub async fn prove_recovery(db: &Db, account: AccountId, typed: &str) -> Result<bool> {
    let mut tx = db.begin().await?;
    let used = sqlx::query!(
        "UPDATE recovery_codes SET used_at = alimi_now() WHERE account_id = $1 AND code_index = $2 AND used_at IS NULL",
        account.0,
        &digest(db, account, typed),
    )
    .execute(&mut *tx)
    .await?;
    if used.rows_affected() == 0 {
        return Ok(false);
    }
    note_in_txn(&mut tx, account, "recovery_code_used").await?;
    tx.commit().await?;
    Ok(true)
}

/// Whoever changes the factors of an account waits here for whoever is at it.
pub(crate) async fn lock_in_txn(tx: &mut PgConnection, account: AccountId) -> Result<()> {
    sqlx::query!("SELECT account_id FROM accounts WHERE account_id = $1 FOR NO KEY UPDATE", account.0)
        .fetch_optional(tx)
        .await?;
    Ok(())
}

/// `7K3MQ-9XATB`
fn new_code() -> String {
    let mut bytes = [0_u8; 10];
    rand::rng().fill_bytes(&mut bytes);
    let letters: String = bytes.iter().map(|b| char::from(LETTERS[usize::from(b % 32)])).collect();
    format!("{}-{}", &letters[..5], &letters[5..])
}

fn digest(db: &Db, account: AccountId, code: &str) -> [u8; 32] {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).take(20).map(|c| c.to_ascii_uppercase()).collect();
    db.keys.index(Index::Recovery, &format!("{account}|{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_letters_that_can_be_read() {
        let code = new_code();
        assert_eq!(code.len(), 11);
        assert!(code.bytes().all(|b| b == b'-' || LETTERS.contains(&b)), "{code}");
        assert_ne!(code, new_code());
    }
}
