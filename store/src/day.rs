//! 접종일: taking a place of a day, and why none could be had. The caller holds the stock's lock
//! and keeps the order of days.

use crate::Result;
use domain::{
    id::{HospitalId, VaccineId},
    refusal::Refusal,
};
use sqlx::PgConnection;
use time::Date;

/// Locks days of a hospital in their order.
pub(crate) async fn lock_in_txn(tx: &mut PgConnection, hospital: HospitalId, days: &[Date]) -> Result<()> {
    sqlx::query!(
        "SELECT 1 AS locked FROM days WHERE hospital_id = $1 AND day_on = ANY ($2) ORDER BY day_on FOR NO KEY UPDATE",
        hospital.0,
        days
    )
    .fetch_all(tx)
    .await?;
    Ok(())
}

/// Takes one place of an open day that can still be booked and on which a usable lot still has
/// doses.
///
/// `DayPast`, `DayClosed`, `AfterExpiry` or `DayFull`.
pub(crate) async fn take_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    vaccine: VaccineId,
    day_on: Date,
) -> Result<std::result::Result<(), Refusal>> {
    let taken = sqlx::query!(
        "UPDATE days d SET taken = d.taken + 1
         FROM hospitals h, stocks s
         WHERE d.hospital_id = $1 AND d.day_on = $3 AND d.closed IS NULL AND d.taken < d.capacity
           AND h.hospital_id = $1 AND s.hospital_id = $1 AND s.vaccine_id = $2 AND s.lasts_until >= $3
           AND (d.day_on > alimi_today() OR d.day_on = alimi_today()
                AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at)",
        hospital.0,
        vaccine.0,
        day_on
    )
    .execute(&mut *tx)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(Ok(()));
    }
    let why = sqlx::query!(
        r#"SELECT $3 < alimi_today() OR $3 = alimi_today()
                  AND (alimi_now() AT TIME ZONE 'Asia/Seoul')::time >= h.closes_at AS "past!",
                  d.day_on IS NULL OR d.closed IS NOT NULL AS "closed!",
                  coalesce(s.lasts_until < $3, true) AS "expires!"
           FROM hospitals h
           LEFT JOIN days d ON d.hospital_id = h.hospital_id AND d.day_on = $3
           LEFT JOIN stocks s ON s.hospital_id = h.hospital_id AND s.vaccine_id = $2
           WHERE h.hospital_id = $1"#,
        hospital.0,
        vaccine.0,
        day_on
    )
    .fetch_optional(tx)
    .await?;
    Ok(Err(match why {
        None => Refusal::Unknown,
        Some(w) if w.past => Refusal::DayPast,
        Some(w) if w.closed => Refusal::DayClosed,
        Some(w) if w.expires => Refusal::AfterExpiry,
        Some(_) => Refusal::DayFull,
    }))
}

/// Gives one place back.
pub(crate) async fn give_back_in_txn(
    tx: &mut PgConnection,
    hospital: HospitalId,
    day_on: Date,
) -> Result<()> {
    sqlx::query!(
        "UPDATE days SET taken = taken - 1 WHERE hospital_id = $1 AND day_on = $2",
        hospital.0,
        day_on
    )
    .execute(tx)
    .await?;
    Ok(())
}
