//! E-mail addresses of accounts: sealed, and used only once their owner has typed in the code that was
//! sent there. Codes have a queue of their own, as those of phones have ([`crate::code`]).

use crate::{
    Answer, Db, Error, Result,
    code::new_code,
    seal::{Index, Place},
};
use domain::{email::EmailAddress, id::AccountId, refusal::Refusal};
use uuid::Uuid;

/// Codes in an hour: of one account, and to one address, whoever asks.
const MOST_AN_HOUR: i64 = 5;

/// Seconds between two codes of one account.
const PAUSE: i64 = 20;

/// How long a sender has for a code, in seconds.
const LEASE_SECONDS: f64 = 20.0;

/// A code on its way to an address.
#[derive(Debug)]
pub struct Outgoing {
    /// The challenge it answers.
    pub challenge: Uuid,
    /// Where it goes.
    pub address: EmailAddress,
    /// In which language: `ko` or `en`.
    pub language: String,
    /// Six digits.
    pub code: String,
}

/// Makes a code for an address, valid for ten minutes, and returns the challenge it answers. The
/// answer is the same whoever has the address already. `key` is the form's: sent a second time it gets
/// the challenge of the first, and no second code.
///
/// # Errors
/// When the database fails. Too many requests are refused with the seconds to wait.
pub async fn ask(db: &Db, account: AccountId, key: Uuid, address: &EmailAddress) -> Answer<Uuid> {
    let code = new_code();
    let index = db.keys.index(Index::Email, address.as_str());
    let mut tx = db.begin().await?;
    // Requests for one address queue here, and those of one account, so that the counts are exact.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('email_codes', $1))", account.0)
        .execute(&mut *tx)
        .await?;
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))", &index[..])
        .execute(&mut *tx)
        .await?;
    let earlier = sqlx::query_scalar!(
        r#"SELECT account_id = $2 AND address_index = $3 AND used_at IS NULL AND tries_left > 0
                  AND expires_at > alimi_now() AS "open!"
           FROM email_codes WHERE challenge = $1"#,
        key,
        account.0,
        &index
    )
    .fetch_optional(&mut *tx)
    .await?;
    let challenge = match earlier {
        Some(true) => return Ok(Ok(key)),
        Some(false) => Uuid::new_v4(),
        None => key,
    };
    let recent = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE account_id = $1) AS "own!",
                  count(*) FILTER (WHERE address_index = $2) AS "there!",
                  coalesce(extract(epoch FROM alimi_now() - max(created_at) FILTER (WHERE account_id = $1)), 3600)::bigint AS "since!"
           FROM email_codes
           WHERE (account_id = $1 OR address_index = $2) AND created_at > alimi_now() - interval '1 hour'"#,
        account.0,
        &index
    )
    .fetch_one(&mut *tx)
    .await?;
    if recent.since < PAUSE {
        let wait = u32::try_from(PAUSE - recent.since).unwrap_or(20);
        return Ok(Err(Refusal::TooManyTries(wait)));
    }
    if recent.own >= MOST_AN_HOUR || recent.there >= MOST_AN_HOUR {
        return Ok(Err(Refusal::TooManyTries(3600)));
    }
    sqlx::query!(
        "INSERT INTO email_codes (challenge, account_id, address_sealed, address_index, code_sealed, code_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, alimi_now() + interval '10 minutes')",
        challenge,
        account.0,
        db.keys.seal(Place::Email, address.as_str()),
        &index,
        db.keys.seal(Place::Code, &code),
        &digest(db, challenge, &code)
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(challenge))
}

fn digest(db: &Db, challenge: Uuid, code: &str) -> [u8; 32] {
    db.keys.index(Index::Code, &format!("email|{challenge}|{code}"))
}

/// The address behind a challenge of this account that can still be answered.
///
/// # Errors
/// When the database fails or the value cannot be opened.
pub async fn find_asked(db: &Db, account: AccountId, challenge: Uuid) -> Result<Option<EmailAddress>> {
    let sealed = sqlx::query_scalar!(
        "SELECT address_sealed FROM email_codes
         WHERE challenge = $1 AND account_id = $2 AND used_at IS NULL AND expires_at > alimi_now()",
        challenge,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    sealed.map(|s| open_address(db, &s)).transpose()
}

/// Checks a typed code; from then on the address is the account's. Every try costs one of five, counted
/// before the code is looked at.
///
/// # Errors
/// When the database fails. `WrongCredentials` for a wrong code, `CodeExpired` when the challenge is
/// unknown, another's, used, too old or out of tries.
pub async fn prove(db: &Db, account: AccountId, challenge: Uuid, typed: &str) -> Answer<()> {
    let tried = sqlx::query_scalar!(
        "UPDATE email_codes SET tries_left = tries_left - 1
         WHERE challenge = $1 AND account_id = $2 AND used_at IS NULL AND expires_at > alimi_now() AND tries_left > 0
         RETURNING tries_left",
        challenge,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(left) = tried else { return Ok(Err(Refusal::CodeExpired)) };
    let mut tx = db.begin().await?;
    let used = sqlx::query_scalar!(
        "UPDATE email_codes SET used_at = alimi_now(), code_sealed = NULL, code_hash = NULL
         WHERE challenge = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > alimi_now()
         RETURNING address_sealed",
        challenge,
        &digest(db, challenge, typed)
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(sealed) = used else {
        return Ok(Err(if left == 0 { Refusal::CodeExpired } else { Refusal::WrongCredentials }));
    };
    sqlx::query!(
        "INSERT INTO account_emails (account_id, address_sealed) VALUES ($1, $2)
         ON CONFLICT ON CONSTRAINT account_emails_pkey DO UPDATE SET address_sealed = $2, proven_at = alimi_now()",
        account.0,
        sealed
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The proven address of an account.
///
/// # Errors
/// When the database fails or the value cannot be opened.
pub async fn find(db: &Db, account: AccountId) -> Result<Option<EmailAddress>> {
    let sealed =
        sqlx::query_scalar!("SELECT address_sealed FROM account_emails WHERE account_id = $1", account.0)
            .fetch_optional(&db.pool)
            .await?;
    sealed.map(|s| open_address(db, &s)).transpose()
}

/// Forgets the address of an account.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &Db, account: AccountId) -> Result<()> {
    sqlx::query!("DELETE FROM account_emails WHERE account_id = $1", account.0).execute(&db.pool).await?;
    Ok(())
}

/// Claims codes that were not sent yet, at most `most`. One that was claimed and not
/// [`sent`] comes again after a while, as long as it is good for something.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn claim(db: &Db, most: i64) -> Result<Vec<Outgoing>> {
    let rows = sqlx::query!(
        r#"UPDATE email_codes c SET claimed_until = alimi_now() + make_interval(secs => $2)
           FROM (SELECT challenge FROM email_codes
                 WHERE code_sealed IS NOT NULL AND expires_at > alimi_now() AND tries_left > 0
                   AND (claimed_until IS NULL OR claimed_until < alimi_now())
                 ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED) due
           WHERE c.challenge = due.challenge
           RETURNING c.challenge, c.address_sealed, c.code_sealed AS "code_sealed!",
                     coalesce((SELECT s.language FROM notice_settings s WHERE s.account_id = c.account_id), 'ko') AS "language!""#,
        most,
        LEASE_SECONDS
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Outgoing {
                challenge: r.challenge,
                address: open_address(db, &r.address_sealed)?,
                language: r.language,
                code: db.keys.open(Place::Code, &r.code_sealed)?,
            })
        })
        .collect()
}

/// Notes that a code is on its way, or never will be: only its digest is needed any more.
///
/// # Errors
/// When the database fails.
pub async fn sent(db: &Db, challenge: Uuid) -> Result<()> {
    sqlx::query!("UPDATE email_codes SET code_sealed = NULL WHERE challenge = $1", challenge)
        .execute(&db.pool)
        .await?;
    Ok(())
}

/// Erases the codes that have expired; how many.
///
/// # Errors
/// When the database fails.
pub async fn erase_expired(db: &Db) -> Result<u64> {
    let done = sqlx::query!(
        "UPDATE email_codes SET code_sealed = NULL, code_hash = NULL
         WHERE expires_at <= alimi_now() AND (code_sealed IS NOT NULL OR code_hash IS NOT NULL)"
    )
    .execute(&db.pool)
    .await?;
    Ok(done.rows_affected())
}

pub(crate) fn open_address(db: &Db, sealed: &[u8]) -> Result<EmailAddress> {
    let address = db.keys.open(Place::Email, sealed)?;
    EmailAddress::parse(&address).map_err(|_| Error::Sealed("email"))
}
