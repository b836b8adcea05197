//! 접종 기회: a hold that a waiting person has for a limited time. Accepting needs the hold, not the
//! lapse job: an offer whose time is over cannot be accepted, whoever looks first.

use crate::{
    Answer, Db, Result, day,
    idempotency::{Key, claim, remember_in_txn},
    reservation::{Noted, find_own_status_in_txn},
    series,
};
use domain::{
    calendar,
    event::EventKind,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
};
use sqlx::PgConnection;
use time::Date;
use uuid::Uuid;

/// Accepts an offer for a day: it becomes a request, and the person's other waits end.
///
/// # Errors
/// When the database fails. `OfferOver` when its time is over or it was taken back, `DayFull`,
/// `DayClosed`, `DayPast`, `AfterExpiry`, `TooEarly`, `SeriesComplete`, `TooYoung`, `KeyReused`,
/// or `Unknown` for another account's.
pub async fn accept(
    db: &Db,
    account: AccountId,
    reservation: ReservationId,
    day_on: Date,
    key: Uuid,
) -> Answer<ReservationId> {
    let key = Key::new(account, key, "accept_offer", &[&reservation.to_string(), &calendar::iso(day_on)]);
    let Some(own) = sqlx::query!(
        "SELECT person_id, hospital_id, vaccine_id FROM reservations WHERE reservation_id = $1 AND account_id = $2",
        reservation.0,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    let (hospital, vaccine) = (HospitalId(own.hospital_id), VaccineId(own.vaccine_id));
    let age = crate::reservation::check_age(db, account, PersonId(own.person_id), vaccine, day_on).await?;
    if let Err(refusal) = age {
        return Ok(Err(refusal));
    }
    let mut tx = db.begin().await?;
    sqlx::query!("SELECT 1 AS locked FROM persons WHERE person_id = $1 FOR NO KEY UPDATE", own.person_id)
        .fetch_one(&mut *tx)
        .await?;
    claim!(tx, &key, |outcome: &str| outcome.parse::<Uuid>().map(ReservationId));
    let Some(series) = series::find(&mut *tx, PersonId(own.person_id), vaccine).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let dose_no = match series.next_on(day_on) {
        Ok(dose_no) => dose_no,
        Err(refusal) => return Ok(Err(refusal)),
    };
    sqlx::query!(
        "SELECT 1 AS locked FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2 FOR NO KEY UPDATE",
        hospital.0,
        vaccine.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let held = sqlx::query!(
        "SELECT h.day_on FROM holds h JOIN reservations r ON r.reservation_id = h.reservation_id
         WHERE h.reservation_id = $1 AND h.kind = 'offered' AND r.status = 'offered' AND r.offer_expires_at > alimi_now()",
        reservation.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(held) = held else { return Ok(Err(Refusal::OfferOver)) };
    let days: Vec<Date> = held.day_on.into_iter().chain([day_on]).collect();
    day::lock_in_txn(&mut tx, hospital, &days).await?;
    if let Some(old) = held.day_on {
        day::give_back_in_txn(&mut tx, hospital, old).await?;
    }
    // Also the day that was held is taken anew: it may be over, though the offer is not.
    if let Err(refusal) = day::take_in_txn(&mut tx, hospital, vaccine, day_on).await? {
        return Ok(Err(refusal));
    }
    // In the order in which whoever follows a vaccination locks them.
    sqlx::query!(
        "SELECT 1 AS locked FROM reservations WHERE person_id = $1 AND status IN ('waiting', 'offered')
         ORDER BY reservation_id FOR NO KEY UPDATE",
        own.person_id
    )
    .fetch_all(&mut *tx)
    .await?;
    let moved = sqlx::query_scalar!(
        "UPDATE reservations SET status = 'requested', day_on = $2, dose_no = $3, wait_slot = NULL, offer_expires_at = NULL,
                requested_at = alimi_now(), version = version + 1
         WHERE reservation_id = $1 AND status = 'offered' AND offer_expires_at > alimi_now() RETURNING version",
        reservation.0,
        day_on,
        dose_no
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(version) = moved else { return Ok(Err(Refusal::OfferOver)) };
    sqlx::query!(
        "UPDATE holds SET kind = 'reserved', day_on = $2 WHERE reservation_id = $1",
        reservation.0,
        day_on
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE stocks SET offered = offered - 1, reserved = reserved + 1, version = version + 1
         WHERE hospital_id = $1 AND vaccine_id = $2",
        hospital.0,
        vaccine.0
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!(
        "UPDATE offers SET outcome = 'accepted', closed_at = alimi_now() WHERE reservation_id = $1 AND outcome IS NULL",
        reservation.0
    )
    .execute(&mut *tx)
    .await?;
    end_waits_in_txn(&mut tx, own.person_id).await?;
    let noted = Noted { kind: EventKind::OfferAccepted, reservation, hospital, vaccine, version };
    noted.in_txn(&mut tx).await?;
    remember_in_txn(&mut tx, &key, &reservation.to_string()).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(reservation))
}

/// A booking ends the person's other waits.
async fn end_waits_in_txn(tx: &mut PgConnection, person: i64) -> Result<()> {
    sqlx::query!(
        "WITH ended AS (
             UPDATE reservations
             SET status = 'withdrawn', wait_slot = NULL, ended_at = alimi_now(), version = version + 1
             WHERE person_id = $1 AND status = 'waiting'
             RETURNING reservation_id, hospital_id, vaccine_id, version)
         INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
         SELECT 'wait_withdrawn', reservation_id::text, hospital_id, vaccine_id, version FROM ended",
        person
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Declines an offer: the person keeps the place in line, the dose goes to the next one.
///
/// # Errors
/// When the database fails. `OfferOver` when there is no offer any more, `Unknown` for another
/// account's.
pub async fn decline(db: &Db, account: AccountId, reservation: ReservationId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let own = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM reservations WHERE reservation_id = $1 AND account_id = $2) AS "own!""#,
        reservation.0,
        account.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if !own {
        return Ok(Err(Refusal::Unknown));
    }
    let ended = sqlx::query_scalar!(
        r#"SELECT reservation_id AS "id!" FROM end_offers($1, 'declined')"#,
        &[reservation.0]
    )
    .fetch_all(&mut *tx)
    .await?;
    if ended.is_empty() {
        return Ok(Err(match find_own_status_in_txn(&mut tx, account, reservation).await? {
            Refusal::Already(_) => Refusal::OfferOver,
            refusal => refusal,
        }));
    }
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// Takes back the offers whose time is over, at most `most`; the doses go on in the line.
/// Returns how many. Safe to run at any time and by several processes.
///
/// # Errors
/// When the database fails.
pub async fn lapse(db: &Db, most: i64) -> Result<usize> {
    let due = sqlx::query_scalar!(
        "SELECT reservation_id FROM reservations WHERE status = 'offered' AND offer_expires_at <= alimi_now()
         ORDER BY offer_expires_at LIMIT $1",
        most
    )
    .fetch_all(&db.pool)
    .await?;
    if due.is_empty() {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let ended = sqlx::query_scalar!(r#"SELECT reservation_id AS "id!" FROM end_offers($1, 'lapsed')"#, &due)
        .fetch_all(&mut *tx)
        .await?;
    tx.commit().await?;
    if !ended.is_empty() {
        db.ring();
    }
    Ok(ended.len())
}
