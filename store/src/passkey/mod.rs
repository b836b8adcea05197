//! Passkeys (WebAuthn): made, used, removed. One that verified its user is all it takes to sign in.
//!
//! A question carries its hour and a seal of ours, so asking stores nothing. It is good for five
//! minutes and one answer.

mod ceremony;

pub use ceremony::Site;

use crate::{
    Answer, Db, Result,
    factor::{lock_in_txn, note_in_txn},
    seal::Index,
};
use ceremony::{Algorithm, read_client_data, read_made, read_proven, user_handle};
use domain::{account::AccountKind, id::AccountId, refusal::Refusal};
use rand::Rng;
use sqlx::PgConnection;
use time::OffsetDateTime;

/// Seconds a question is good for.
const GOOD_FOR: i64 = 5 * 60;
/// Most passkeys of one account.
const MOST: i64 = 10;

/// What a passkey is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be made for this account.
    Make(AccountId),
    /// To prove who is there.
    Prove,
}

impl Purpose {
    fn label(self) -> String {
        match self {
            Self::Make(account) => format!("make|{account}"),
            Self::Prove => "prove".to_owned(),
        }
    }
}

/// A question for a passkey: the hour, eight random bytes, and the seal over both.
///
/// # Errors
/// When the database, whose clock counts, fails.
pub async fn ask(db: &Db, purpose: Purpose) -> Result<[u8; 32]> {
    let mut challenge = [0; 32];
    let (hour, rest) = challenge.split_at_mut(8);
    hour.copy_from_slice(&db.now().await?.unix_timestamp().to_be_bytes());
    rand::rng().fill_bytes(&mut rest[..8]);
    let seal = seal(db, purpose, &challenge[..16]);
    challenge[16..].copy_from_slice(&seal);
    Ok(challenge)
}

fn seal(db: &Db, purpose: Purpose, open: &[u8]) -> [u8; 16] {
    let text = format!("{}|{}", purpose.label(), data_encoding::HEXLOWER.encode(open));
    let digest = db.keys.index(Index::Challenge, &text);
    std::array::from_fn(|i| digest[i])
}

/// Uses a question up; `false` when it was not ours, not for this, too old or answered before.
async fn answer_in_txn(
    tx: &mut PgConnection,
    db: &Db,
    purpose: Purpose,
    challenge: [u8; 32],
) -> Result<bool> {
    let (open, sealed) = challenge.split_at(16);
    // Nobody gains by timing this: a wrong seal says nothing about the right one within five minutes.
    if seal(db, purpose, open) != *sealed {
        return Ok(false);
    }
    let Some(hour) = open.first_chunk::<8>().map(|bytes| i64::from_be_bytes(*bytes)) else {
        return Ok(false);
    };
    let answered = sqlx::query!(
        "INSERT INTO answered_challenges (challenge, expires_at)
         SELECT $1, to_timestamp($2::bigint) + interval '5 minutes'
         WHERE $2::bigint > extract(epoch FROM alimi_now()) - $3::bigint
         ON CONFLICT ON CONSTRAINT answered_challenges_pkey DO NOTHING",
        &challenge,
        hour,
        GOOD_FOR,
    )
    .execute(tx)
    .await?;
    Ok(answered.rows_affected() == 1)
}

/// The authenticator's name for an account.
pub fn handle(db: &Db, account: AccountId, kind: AccountKind) -> Vec<u8> {
    user_handle(kind, db.keys.index(Index::Challenge, &format!("handle|{account}")))
}

/// What a browser sends after a passkey was made.
#[derive(Clone, Debug, Default)]
pub struct NewKey {
    /// What the browser says it was asked (JSON).
    pub client_data: Vec<u8>,
    /// What the authenticator says.
    pub authenticator_data: Vec<u8>,
    /// Browser and system, in two words.
    pub agent: String,
}

/// Keeps a passkey that was made for an account.
///
/// # Errors
/// When the database fails. `WrongCredentials` when the answer does not hold, `NotAllowed` when the
/// account has ten.
pub async fn add(db: &Db, site: &Site, account: AccountId, new: &NewKey) -> Answer<()> {
    let wrong = Ok(Err(Refusal::WrongCredentials));
    let Some(challenge) = read_client_data(&new.client_data, "webauthn.create", site) else { return wrong };
    let Some(made) = read_made(&new.authenticator_data, site) else { return wrong };
    let mut tx = db.begin().await?;
    if !answer_in_txn(&mut tx, db, Purpose::Make(account), challenge).await? {
        return wrong;
    }
    lock_in_txn(&mut tx, account).await?;
    let added = sqlx::query!(
        "INSERT INTO passkeys (credential_id, account_id, algorithm, public_key, sign_count, agent)
         SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM passkeys WHERE account_id = $2) < $7
         ON CONFLICT ON CONSTRAINT passkeys_pkey DO NOTHING",
        made.id,
        account.0,
        made.algorithm.key(),
        made.public_key,
        i64::from(made.count),
        new.agent,
        MOST,
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(Err(Refusal::NotAllowed));
    }
    note_in_txn(&mut tx, account, "passkey_added").await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What a browser sends after a passkey was used.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Which passkey.
    pub credential: Vec<u8>,
    /// What the browser says it was asked (JSON).
    pub client_data: Vec<u8>,
    /// What the authenticator says.
    pub authenticator_data: Vec<u8>,
    /// Its signature over both.
    pub signature: Vec<u8>,
}

/// Whose passkey this is, when the answer holds. A copy of an authenticator that counts is told by
/// its count: whichever of the two is behind is refused.
///
/// # Errors
/// When the database fails: a failing check denies. `WrongCredentials` otherwise, whatever was wrong.
pub async fn prove(db: &Db, site: &Site, proof: &Proof) -> Answer<(AccountId, AccountKind)> {
    let wrong = Ok(Err(Refusal::WrongCredentials));
    let Some(challenge) = read_client_data(&proof.client_data, "webauthn.get", site) else { return wrong };
    let mut tx = db.begin().await?;
    if !answer_in_txn(&mut tx, db, Purpose::Prove, challenge).await? {
        return wrong;
    }
    let known = sqlx::query!(
        "SELECT p.account_id, p.algorithm, p.public_key, a.kind FROM passkeys p JOIN accounts a ON a.account_id = p.account_id
         WHERE p.credential_id = $1 AND a.disabled_at IS NULL",
        proof.credential
    )
    .fetch_optional(&mut *tx)
    .await?;
    let count = known.as_ref().and_then(|known| {
        let key = (Algorithm::from_key(&known.algorithm)?, known.public_key.as_slice());
        read_proven(&proof.authenticator_data, &proof.client_data, &proof.signature, key, site)
    });
    let used = sqlx::query!(
        "UPDATE passkeys SET sign_count = $2, used_at = alimi_now()
         WHERE credential_id = $1 AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0))",
        proof.credential,
        count.map(i64::from),
    )
    .execute(&mut *tx)
    .await?;
    // The question is used up even so.
    tx.commit().await?;
    Ok(match known {
        Some(known) if used.rows_affected() == 1 => {
            let kind = if known.kind == "staff" { AccountKind::Staff } else { AccountKind::Citizen };
            Ok((AccountId(known.account_id), kind))
        }
        _ => Err(Refusal::WrongCredentials),
    })
}

/// A passkey as its account sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// Its name in forms.
    pub id: String,
    /// Where it was made; empty when that is unknown.
    pub agent: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was last used.
    pub used_at: Option<OffsetDateTime>,
}

/// The passkeys of an account, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Vec<Passkey>> {
    let rows = sqlx::query!(
        "SELECT credential_id, agent, created_at, used_at FROM passkeys WHERE account_id = $1 ORDER BY created_at, credential_id",
        account.0
    )
    .fetch_all(&db.pool)
    .await?;
    let read = rows.into_iter().map(|r| Passkey {
        id: data_encoding::BASE64URL_NOPAD.encode(&r.credential_id),
        agent: r.agent,
        created_at: r.created_at,
        used_at: r.used_at,
    });
    Ok(read.collect())
}

/// Removes a passkey. Staff keep one factor at least; a citizen's last one takes the recovery codes
/// along, since there is nothing left to recover.
///
/// # Errors
/// When the database fails. `NotAllowed` when it is the only factor of a staff account, `Unknown` when
/// the account has no such passkey.
pub async fn remove(db: &Db, account: AccountId, kind: AccountKind, id: &str) -> Answer<()> {
    let Ok(credential) = data_encoding::BASE64URL_NOPAD.decode(id.as_bytes()) else {
        return Ok(Err(Refusal::Unknown));
    };
    let mut tx = db.begin().await?;
    lock_in_txn(&mut tx, account).await?;
    let removed = sqlx::query!(
        "DELETE FROM passkeys WHERE credential_id = $1 AND account_id = $2",
        credential,
        account.0
    )
    .execute(&mut *tx)
    .await?;
    if removed.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    let another = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM passkeys WHERE account_id = $1)
               OR EXISTS (SELECT FROM authenticators WHERE account_id = $1 AND enrolled_at IS NOT NULL) AS "another!""#,
        account.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if !another && kind == AccountKind::Staff {
        return Ok(Err(Refusal::NotAllowed));
    }
    if !another {
        sqlx::query!("DELETE FROM recovery_codes WHERE account_id = $1", account.0).execute(&mut *tx).await?;
    }
    note_in_txn(&mut tx, account, "passkey_removed").await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Forgets answered questions that are too old to be answered again.
///
/// # Errors
/// When the database fails.
pub async fn forget_answered(db: &Db) -> Result<()> {
    sqlx::query!("DELETE FROM answered_challenges WHERE expires_at <= alimi_now()").execute(&db.pool).await?;
    Ok(())
}
