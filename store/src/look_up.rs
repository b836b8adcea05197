//! 예약 확인 without signing in: whoever knows a reservation's number and the birth date may look at that
//! one reservation, from the browser they typed it in, for a quarter of an hour.
//!
//! A number that nobody has and a birth date that is wrong are one answer, reached by the same steps.

use crate::{
    Answer, Db, Result,
    account::open_birth,
    audit_log::{Act, write_in_txn},
    seal::{Index, Place},
};
use domain::{
    id::{AccountId, ReservationId},
    person::BirthDate,
    refusal::Refusal,
    reservation::ReservationNumber,
};
use sqlx::PgConnection;

/// Wrong tries at one number in an hour, wherever they come from.
const MOST_TRIES: i16 = 10;

/// Opens a reservation to the browser that keeps the text of `token_hash`. A try is counted before
/// anything is looked at; a right one takes the count back.
///
/// # Errors
/// When the database fails. `WrongCredentials` when the two do not belong together,
/// `TooManyTries` with the seconds to wait.
pub async fn open(db: &Db, number: &ReservationNumber, birth: BirthDate, token_hash: [u8; 32]) -> Answer<()> {
    let index = db.keys.index(Index::Number, number.as_str());
    let mut tx = db.begin().await?;
    if let Some(wait) = count_in_txn(&mut tx, &index).await? {
        return Ok(Err(Refusal::TooManyTries(wait)));
    }
    let found = sqlx::query!(
        "SELECT r.reservation_id, p.birth_sealed FROM reservations r JOIN persons p ON p.person_id = r.person_id
         WHERE r.number = $1 AND p.erased_at IS NULL",
        number.as_str()
    )
    .fetch_optional(&mut *tx)
    .await?;
    let id = found.as_ref().map(|found| ReservationId(found.reservation_id));
    let subject = id.map_or_else(|| "/look-up".to_owned(), |id| format!("reservation:{id}"));
    let act = |action| Act { by: None, action, subject, hospital: None, reason: None };
    // Sealing costs what opening does: a number that nobody has takes as long.
    let born = if let Some(found) = found {
        open_birth(db, &found.birth_sealed)?
    } else {
        db.keys.seal(Place::Birth, "0000-00-00");
        BirthDate::erased()
    };
    let Some(id) = id.filter(|_| born == birth) else {
        write_in_txn(&mut tx, act("look_up_failed")).await?;
        tx.commit().await?;
        return Ok(Err(Refusal::WrongCredentials));
    };
    sqlx::query!("DELETE FROM look_up_tries WHERE number_index = $1", &index).execute(&mut *tx).await?;
    sqlx::query!(
        "INSERT INTO look_ups (token_hash, reservation_id, expires_at)
         VALUES ($1, $2, alimi_now() + interval '15 minutes')",
        &token_hash,
        id.0
    )
    .execute(&mut *tx)
    .await?;
    write_in_txn(&mut tx, act("looked_up")).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Counts one try at a number, or says how many seconds to wait. The row is locked until the
/// command ends, so tries at one number come one after the other.
async fn count_in_txn(tx: &mut PgConnection, index: &[u8; 32]) -> Result<Option<u32>> {
    let counted = sqlx::query!(
        r#"INSERT INTO look_up_tries AS t (number_index, tries) VALUES ($1, 1)
           ON CONFLICT ON CONSTRAINT look_up_tries_pkey DO UPDATE
           SET tries = CASE WHEN t.since > alimi_now() - interval '1 hour' THEN least(t.tries + 1, 1000) ELSE 1 END,
               since = CASE WHEN t.since > alimi_now() - interval '1 hour' THEN t.since ELSE alimi_now() END
           RETURNING tries, ceil(extract(epoch FROM since + interval '1 hour' - alimi_now()))::int AS "wait!""#,
        &index[..]
    )
    .fetch_one(tx)
    .await?;
    Ok((counted.tries > MOST_TRIES).then(|| u32::try_from(counted.wait).unwrap_or(1).max(1)))
}

/// What a browser may look at, and whose it is.
///
/// # Errors
/// When the database fails: a failing check opens nothing.
pub async fn find(db: &Db, token_hash: &[u8; 32]) -> Result<Option<(AccountId, ReservationId)>> {
    let found = sqlx::query!(
        "SELECT r.account_id, r.reservation_id FROM look_ups l
         JOIN reservations r ON r.reservation_id = l.reservation_id
         WHERE l.token_hash = $1 AND l.expires_at > alimi_now()",
        token_hash
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(found.map(|found| (AccountId(found.account_id), ReservationId(found.reservation_id))))
}

/// Ends a look at once; without one, nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &Db, token_hash: &[u8; 32]) -> Result<()> {
    sqlx::query!("DELETE FROM look_ups WHERE token_hash = $1", token_hash).execute(&db.pool).await?;
    Ok(())
}

/// Deletes looks that are over and tries that no longer count; how many.
///
/// # Errors
/// When the database fails.
pub async fn delete_expired(db: &Db) -> Result<u64> {
    let looks =
        sqlx::query!("DELETE FROM look_ups WHERE expires_at <= alimi_now()").execute(&db.pool).await?;
    let tries = sqlx::query!("DELETE FROM look_up_tries WHERE since <= alimi_now() - interval '1 hour'")
        .execute(&db.pool)
        .await?;
    Ok(looks.rows_affected() + tries.rows_affected())
}
