//! Nothing twice: a command that creates something is sent under a key, and the same key with
//! the same request gets the same answer.
//!
//! The key is claimed by inserting it, so of two senders one waits for the other's commit.
//! Only successes stay: a refused command rolls its claim back.

use crate::Result;
use domain::id::{AccountId, PersonId};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

/// A key of one account, bound to one request.
#[derive(Clone, Debug)]
pub struct Key {
    pub(crate) account: AccountId,
    pub(crate) id: Uuid,
    pub(crate) body: [u8; 32],
}

impl Key {
    /// Binds a key to the command's name and its parts. `account` owns the key.
    pub fn new(account: AccountId, key: Uuid, command: &str, parts: &[&str]) -> Self {
        let mut digest = Sha256::new();
        for part in std::iter::once(&command).chain(parts) {
            digest.update(part.len().to_be_bytes());
            digest.update(part.as_bytes());
        }
        Self { account, id: key, body: digest.finalize().into() }
    }
}

/// The key of one person in a form that is sent for several: it follows from the form's.
pub(crate) fn member_key(form: Uuid, person: PersonId) -> Uuid {
    let digest = Sha256::new().chain_update(form.as_bytes()).chain_update(person.0.to_be_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// What is known of a key.
pub(crate) enum Claim {
    /// Never seen; it is ours now.
    New,
    /// The same request was carried out; this was its outcome.
    Same(String),
    /// Another request came under this key.
    Other,
}

pub(crate) async fn claim_in_txn(tx: &mut PgConnection, key: &Key) -> Result<Claim> {
    let claimed = sqlx::query!(
        "INSERT INTO idempotency_keys (account_id, key, body, outcome) VALUES ($1, $2, $3, '') \
         ON CONFLICT ON CONSTRAINT idempotency_keys_pkey DO NOTHING",
        key.account.0,
        key.id,
        &key.body,
    )
    .execute(&mut *tx)
    .await?
    .rows_affected()
        == 1;
    if claimed {
        return Ok(Claim::New);
    }
    let known = sqlx::query!(
        "SELECT body, outcome FROM idempotency_keys WHERE account_id = $1 AND key = $2",
        key.account.0,
        key.id,
    )
    .fetch_one(tx)
    .await?;
    Ok(if known.body == key.body { Claim::Same(known.outcome) } else { Claim::Other })
}

pub(crate) async fn remember_in_txn(tx: &mut PgConnection, key: &Key, outcome: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE idempotency_keys SET outcome = $3 WHERE account_id = $1 AND key = $2",
        key.account.0,
        key.id,
        outcome,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Claims the key or returns from the command with what is known of it.
macro_rules! claim {
    ($tx:expr, $key:expr, $read:expr) => {
        match $crate::idempotency::claim_in_txn(&mut $tx, $key).await? {
            $crate::idempotency::Claim::New => {}
            $crate::idempotency::Claim::Same(outcome) => {
                return Ok(
                    Ok($read(&outcome).map_err(|_| $crate::Error::Unreadable("idempotency outcome"))?),
                );
            }
            $crate::idempotency::Claim::Other => return Ok(Err(domain::refusal::Refusal::KeyReused)),
        }
    };
}
pub(crate) use claim;
