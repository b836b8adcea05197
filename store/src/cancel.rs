//! 예약 취소: by the person (E1–E3) or by the reservation manager (F4–F8). Dose and place come
//! back through the release consumer within a second; whether people in line hear of it is
//! decided by who cancelled.

use crate::{
    Answer, Db,
    reservation::{Noted, find_own_status_in_txn, find_status_in_txn},
};
use domain::{
    event::EventKind,
    id::{AccountId, HospitalId, ReservationId, VaccineId},
    reservation::CancelReason,
};

/// The person cancels a booking of their own.
///
/// # Errors
/// When the database fails. `Already` when it is no booking any more, `Unknown` for another
/// account's.
pub async fn by_person(db: &Db, account: AccountId, reservation: ReservationId) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE reservations SET status = 'cancelled', cancelled_by = 'person', ended_at = alimi_now(), version = version + 1
         WHERE reservation_id = $1 AND account_id = $2 AND status IN ('requested', 'confirmed')
         RETURNING hospital_id, vaccine_id, version",
        reservation.0,
        account.0
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else {
        return Ok(Err(find_own_status_in_txn(&mut tx, account, reservation).await?));
    };
    let noted = Noted {
        kind: EventKind::ReservationCancelled,
        reservation,
        hospital: HospitalId(moved.hospital_id),
        vaccine: VaccineId(moved.vaccine_id),
        version: moved.version,
    };
    noted.in_txn(&mut tx).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}

/// The reservation manager cancels a booking of the own hospital, with a reason.
///
/// # Errors
/// When the database fails. `Already` when it is no booking any more, `Unknown` when it is not of
/// this hospital.
pub async fn by_manager(
    db: &Db,
    by: AccountId,
    hospital: HospitalId,
    reservation: ReservationId,
    reason: CancelReason,
    note: Option<&str>,
) -> Answer<()> {
    let mut tx = db.begin().await?;
    let moved = sqlx::query!(
        "UPDATE reservations SET status = 'cancelled', cancelled_by = 'manager', reason = $3, note = $4,
                ended_at = alimi_now(), version = version + 1
         WHERE reservation_id = $1 AND hospital_id = $2 AND status IN ('requested', 'confirmed')
         RETURNING vaccine_id, version",
        reservation.0,
        hospital.0,
        reason.key(),
        note
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(moved) = moved else {
        return Ok(Err(find_status_in_txn(&mut tx, hospital, reservation).await?));
    };
    let noted = Noted {
        kind: EventKind::ReservationCancelled,
        reservation,
        hospital,
        vaccine: VaccineId(moved.vaccine_id),
        version: moved.version,
    };
    noted.by_staff_in_txn(&mut tx, by, Some(reason.key())).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
