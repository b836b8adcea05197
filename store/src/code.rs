//! One-time codes: their own queue, sealed, erased on use or expiry. They never pass through
//! events or logs.

use crate::{
    Answer, Db, Result,
    account::open_phone,
    seal::{Index, Place},
};
use domain::{field::narrow, person::Phone, refusal::Refusal};
use rand::RngExt;
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// A code on its way to its phone.
#[derive(Debug)]
pub struct Outgoing {
    /// The challenge it answers.
    pub challenge: Uuid,
    /// Where it goes.
    pub phone: Phone,
    /// Six digits.
    pub code: String,
    /// When it was asked for.
    pub asked_at: OffsetDateTime,
}

/// Six digits, drawn anew.
pub(crate) fn new_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000u32))
}

/// Makes a code for a phone number, valid for five minutes, and returns the challenge it
/// answers. A number gets one code every 20 seconds and ten an hour, known or not.
///
/// `key` is the form's: sent a second time it gets the challenge of the first, and no second
/// code.
///
/// # Errors
/// When the database fails. Too many requests are refused with the seconds to wait.
pub async fn ask(db: &Db, key: Uuid, phone: &Phone) -> Answer<Uuid> {
    let code = new_code();
    let index = db.keys.index(Index::Phone, phone.digits());
    let mut tx = db.begin().await?;
    // Requests for one number queue here, so that the count below is exact.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))", &index[..])
        .execute(&mut *tx)
        .await?;
    // The challenge is the form's key, unless that is used up or belongs to another number.
    let earlier = sqlx::query!(
        r#"SELECT phone_index = $2 AND used_at IS NULL AND tries_left > 0 AND expires_at > alimi_now() AS "open!"
           FROM one_time_codes WHERE challenge = $1"#,
        key,
        &index
    )
    .fetch_optional(&mut *tx)
    .await?;
    let mut challenge = match earlier {
        Some(earlier) if earlier.open => return Ok(Ok(key)),
        Some(_) => Uuid::new_v4(),
        None => key,
    };
    let recent = sqlx::query!(
        r#"SELECT count(*) AS "hour!",
                  coalesce(extract(epoch FROM alimi_now() - max(created_at)), 3600)::int AS "since!"
           FROM one_time_codes WHERE phone_index = $1 AND created_at > alimi_now() - interval '1 hour'"#,
        &index
    )
    .fetch_one(&mut *tx)
    .await?;
    if recent.since < 20 {
        return Ok(Err(Refusal::TooManyTries(u32::try_from(20 - recent.since).unwrap_or(20))));
    }
    if recent.hour >= 10 {
        return Ok(Err(Refusal::TooManyTries(3600)));
    }
    if !insert_in_txn(&mut tx, db, challenge, phone, &code).await? {
        // Another number came under the same key at the same moment.
        challenge = Uuid::new_v4();
        insert_in_txn(&mut tx, db, challenge, phone, &code).await?;
    }
    tx.commit().await?;
    Ok(Ok(challenge))
}

/// Whether the challenge was still free.
async fn insert_in_txn(
    tx: &mut PgConnection,
    db: &Db,
    challenge: Uuid,
    phone: &Phone,
    code: &str,
) -> Result<bool> {
    let inserted = sqlx::query!(
        "INSERT INTO one_time_codes (challenge, phone_sealed, phone_index, code_sealed, code_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, alimi_now() + interval '5 minutes')
         ON CONFLICT ON CONSTRAINT one_time_codes_pkey DO NOTHING",
        challenge,
        db.keys.seal(Place::Phone, phone.digits()),
        &db.keys.index(Index::Phone, phone.digits()),
        db.keys.seal(Place::Code, code),
        &digest(db, challenge, code),
    )
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

fn digest(db: &Db, challenge: Uuid, code: &str) -> [u8; 32] {
    db.keys.index(Index::Code, &format!("{challenge}|{code}"))
}

/// The phone number behind a challenge that can still be answered.
///
/// # Errors
/// When the database fails or the value cannot be opened.
pub async fn find_phone(db: &Db, challenge: Uuid) -> Result<Option<Phone>> {
    let sealed = sqlx::query_scalar!(
        "SELECT phone_sealed FROM one_time_codes
         WHERE challenge = $1 AND used_at IS NULL AND expires_at > alimi_now()",
        challenge
    )
    .fetch_optional(&db.pool)
    .await?;
    sealed.map(|s| open_phone(db, &s)).transpose()
}

/// Checks a typed code and returns the phone number it proves. Every try costs one of five,
/// counted before the code is looked at; a right one uses the challenge up.
///
/// # Errors
/// When the database fails. `WrongCredentials` for a wrong code, `CodeExpired` when the
/// challenge is unknown, used, too old or out of tries.
pub async fn prove(db: &Db, challenge: Uuid, typed: &str) -> Answer<Phone> {
    let tried = sqlx::query!(
        "UPDATE one_time_codes SET tries_left = tries_left - 1
         WHERE challenge = $1 AND used_at IS NULL AND expires_at > alimi_now() AND tries_left > 0
         RETURNING tries_left",
        challenge
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(tried) = tried else { return Ok(Err(Refusal::CodeExpired)) };
    let typed: String = narrow(typed).chars().filter(|c| !c.is_whitespace() && *c != '-').take(12).collect();
    let used = sqlx::query_scalar!(
        "UPDATE one_time_codes SET used_at = alimi_now(), code_sealed = NULL, code_hash = NULL
         WHERE challenge = $1 AND code_hash = $2 AND used_at IS NULL AND expires_at > alimi_now()
         RETURNING phone_sealed",
        challenge,
        &digest(db, challenge, &typed),
    )
    .fetch_optional(&db.pool)
    .await?;
    match used {
        Some(sealed) => Ok(Ok(open_phone(db, &sealed)?)),
        None if tried.tries_left == 0 => Ok(Err(Refusal::CodeExpired)),
        None => Ok(Err(Refusal::WrongCredentials)),
    }
}

/// The codes that have not been sent yet or can still be used, newest first: what the sender
/// reads, and in development mode /dev/inbox.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_open(db: &Db) -> Result<Vec<Outgoing>> {
    let rows = sqlx::query!(
        r#"SELECT challenge, phone_sealed, code_sealed AS "code_sealed!", created_at FROM one_time_codes
           WHERE code_sealed IS NOT NULL AND expires_at > alimi_now() ORDER BY created_at DESC LIMIT 50"#
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Outgoing {
                challenge: r.challenge,
                phone: open_phone(db, &r.phone_sealed)?,
                code: db.keys.open(Place::Code, &r.code_sealed)?,
                asked_at: r.created_at,
            })
        })
        .collect()
}

/// Erases the codes that have expired; how many.
///
/// # Errors
/// When the database fails.
pub async fn erase_expired(db: &Db) -> Result<u64> {
    let done = sqlx::query!(
        "UPDATE one_time_codes SET code_sealed = NULL, code_hash = NULL
         WHERE expires_at <= alimi_now() AND (code_sealed IS NOT NULL OR code_hash IS NOT NULL)"
    )
    .execute(&db.pool)
    .await?;
    Ok(done.rows_affected())
}
