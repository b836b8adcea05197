//! 일정 변경: another day for the same booking. One transaction takes the new day and gives the old
//! one back; when the new day cannot be had, the old booking stands.

use crate::{
    Answer, Db, day,
    reservation::{Noted, check_age, find_own_status_in_txn},
    series,
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    refusal::Refusal,
};
use time::Date;

/// Moves a booking of one's own to another day. A confirmed booking becomes a request again.
///
/// Moving to the day it has already changes nothing.
///
/// # Errors
/// When the database fails. `DayFull`, `DayClosed`, `DayPast`, `AfterExpiry`, `TooEarly`, `TooYoung`,
/// `Already`, or `Unknown` for another account's.
pub async fn reschedule(db: &Db, account: AccountId, reservation: ReservationId, day_on: Date) -> Answer<()> {
    let Some(own) = sqlx::query!(
        "SELECT r.person_id, r.hospital_id, r.vaccine_id FROM reservations r
         WHERE r.reservation_id = $1 AND r.account_id = $2",
        reservation.0,
        account.0
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(Err(Refusal::Unknown));
    };
    let (hospital, vaccine) = (HospitalId(own.hospital_id), VaccineId(own.vaccine_id));
    if let Err(refusal) = check_age(db, account, PersonId(own.person_id), vaccine, day_on).await? {
        return Ok(Err(refusal));
    }
    let mut tx = db.begin().await?;
    sqlx::query!("SELECT 1 AS locked FROM persons WHERE person_id = $1 FOR NO KEY UPDATE", own.person_id)
        .fetch_one(&mut *tx)
        .await?;
    let Some(series) = series::find(&mut *tx, PersonId(own.person_id), vaccine).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    if let Err(refusal) = series.next_on(day_on) {
        return Ok(Err(refusal));
    }
    // A disposal must see the hold on one day or on the other.
    sqlx::query!(
        "SELECT 1 AS locked FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2 FOR NO KEY UPDATE",
        hospital.0,
        vaccine.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let held = sqlx::query_scalar!(
        r#"SELECT day_on AS "day_on!" FROM holds WHERE reservation_id = $1 AND kind = 'reserved'"#,
        reservation.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(old) = held else {
        return Ok(Err(find_own_status_in_txn(&mut tx, account, reservation).await?));
    };
    if old == day_on {
        return Ok(Ok(()));
    }
    day::lock_in_txn(&mut tx, hospital, &[old, day_on]).await?;
    if let Err(refusal) = day::take_in_txn(&mut tx, hospital, vaccine, day_on).await? {
        return Ok(Err(refusal));
    }
    day::give_back_in_txn(&mut tx, hospital, old).await?;
    sqlx::query!("UPDATE holds SET day_on = $2 WHERE reservation_id = $1", reservation.0, day_on)
        .execute(&mut *tx)
        .await?;
    let moved = sqlx::query_scalar!(
        "UPDATE reservations SET day_on = $2, status = 'requested', requested_at = alimi_now(), decided_at = NULL,
                version = version + 1
         WHERE reservation_id = $1 AND status IN ('requested', 'confirmed') RETURNING version",
        reservation.0,
        day_on
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(version) = moved else {
        return Ok(Err(find_own_status_in_txn(&mut tx, account, reservation).await?));
    };
    let noted = Noted { kind: EventKind::ReservationRescheduled, reservation, hospital, vaccine, version };
    noted.in_txn(&mut tx).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
