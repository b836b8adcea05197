//! A link for the family: place, day and state of a reservation, and nothing of the person. Made on
//! request, one at a time, for a fortnight, and ended whenever its owner likes.

use crate::{
    Answer, Db, Result,
    audit_log::{Act, write_in_txn},
    idempotency::{Key, claim, remember_in_txn},
    link,
    reservation::read_status,
    view::read_province,
};
use domain::{
    hospital::Province,
    id::{AccountId, HospitalId, ReservationId, ShareId},
    refusal::Refusal,
    reservation::ReservationStatus,
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A link that still leads somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which.
    pub share: ShareId,
    /// Until when.
    pub expires_at: OffsetDateTime,
}

/// What a link shows.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where.
    pub hospital: HospitalId,
    /// Its name.
    pub hospital_name: String,
    /// Its region.
    pub province: Province,
    /// When; of a wait, the wanted day, if any.
    pub day_on: Option<Date>,
    /// How it stands.
    pub status: ReservationStatus,
    /// Until when the link leads here.
    pub expires_at: OffsetDateTime,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// Makes a link for a reservation that is under way; an earlier one ends with it.
///
/// # Errors
/// When the database fails. `Unknown` for another account's, `Already` when it is over, `KeyReused`.
pub async fn create(db: &Db, account: AccountId, reservation: ReservationId, key: Uuid) -> Answer<ShareId> {
    let key = Key::new(account, key, "share_reservation", &[&reservation.to_string()]);
    let mut tx = db.begin().await?;
    // Links of one reservation are made one after the other.
    let status = sqlx::query_scalar!(
        "SELECT status FROM reservations WHERE reservation_id = $1 AND account_id = $2 FOR NO KEY UPDATE",
        reservation.0,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(status) = status else { return Ok(Err(Refusal::Unknown)) };
    claim!(tx, &key, |outcome: &str| outcome.parse());
    let status = read_status(&status)?;
    if status.is_final() {
        return Ok(Err(Refusal::Already(status)));
    }
    sqlx::query!(
        "UPDATE shares SET revoked_at = alimi_now() WHERE reservation_id = $1 AND revoked_at IS NULL",
        reservation.0
    )
    .execute(&mut *tx)
    .await?;
    let share = ShareId(Uuid::new_v4());
    sqlx::query!(
        "INSERT INTO shares (share_id, reservation_id, expires_at) VALUES ($1, $2, alimi_now() + interval '14 days')",
        share.0,
        reservation.0
    )
    .execute(&mut *tx)
    .await?;
    write_in_txn(&mut tx, act(account, "share_made", reservation)).await?;
    remember_in_txn(&mut tx, &key, &share.to_string()).await?;
    tx.commit().await?;
    Ok(Ok(share))
}

/// Ends the link of a reservation; without one, nothing happens.
///
/// # Errors
/// When the database fails. `Unknown` for another account's.
pub async fn revoke(db: &Db, account: AccountId, reservation: ReservationId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let ended = sqlx::query!(
        "UPDATE shares s SET revoked_at = alimi_now() FROM reservations r
         WHERE s.reservation_id = $1 AND s.revoked_at IS NULL
           AND r.reservation_id = s.reservation_id AND r.account_id = $2",
        reservation.0,
        account.0
    )
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() == 0 {
        let own = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM reservations WHERE reservation_id = $1 AND account_id = $2) AS "own!""#,
            reservation.0,
            account.0
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(if own { Ok(()) } else { Err(Refusal::Unknown) });
    }
    write_in_txn(&mut tx, act(account, "share_ended", reservation)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

fn act(account: AccountId, action: &'static str, reservation: ReservationId) -> Act<'static> {
    Act {
        by: Some(account),
        action,
        subject: format!("reservation:{reservation}"),
        hospital: None,
        reason: None,
    }
}

/// The link of a reservation, while it leads somewhere.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, account: AccountId, reservation: ReservationId) -> Result<Option<Share>> {
    let found = sqlx::query!(
        "SELECT s.share_id, s.expires_at FROM shares s JOIN reservations r ON r.reservation_id = s.reservation_id
         WHERE s.reservation_id = $1 AND r.account_id = $2 AND s.revoked_at IS NULL AND s.expires_at > alimi_now()",
        reservation.0,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(found.map(|found| Share { share: ShareId(found.share_id), expires_at: found.expires_at }))
}

/// What whoever has a link sees. One that is over looks like one that never was.
///
/// # Errors
/// When the database fails.
pub async fn show(db: &Db, code: &str) -> Result<Option<Shown>> {
    let Some(share) = link::read_share(db, code) else { return Ok(None) };
    let found = sqlx::query!(
        r#"SELECT r.hospital_id, h.name, h.province, r.day_on, r.status, s.expires_at, alimi_now() AS "as_of!"
           FROM shares s JOIN reservations r ON r.reservation_id = s.reservation_id
           JOIN hospitals h ON h.hospital_id = r.hospital_id
           WHERE s.share_id = $1 AND s.revoked_at IS NULL AND s.expires_at > alimi_now()"#,
        share.0
    )
    .fetch_optional(&db.pool)
    .await?;
    found
        .map(|r| {
            Ok(Shown {
                hospital: HospitalId(r.hospital_id),
                hospital_name: r.name,
                province: read_province(&r.province)?,
                day_on: r.day_on,
                status: read_status(&r.status)?,
                expires_at: r.expires_at,
                as_of: r.as_of,
            })
        })
        .transpose()
}
