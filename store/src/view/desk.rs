//! The reservation manager's view: open requests and the load of the days (C3, G5).

use super::count;
use crate::{
    Db, Result,
    account::{open_birth, open_name, open_phone},
    reservation::read_status,
};
use domain::{
    id::{HospitalId, ReservationId},
    person::{BirthDate, PersonName, Phone},
    reservation::{CancelReason, CancelledBy, RejectReason, ReservationNumber, ReservationStatus},
};
use time::{Date, OffsetDateTime};

/// A reservation as the desk sees it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub reservation: ReservationId,
    /// Its number.
    pub number: ReservationNumber,
    /// The state.
    pub status: ReservationStatus,
    /// Who.
    pub name: PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// Reached where.
    pub phone: Option<Phone>,
    /// Vaccine, Korean name.
    pub vaccine_name: String,
    /// Vaccine, English name.
    pub vaccine_name_en: String,
    /// Which dose.
    pub dose_no: i16,
    /// For which day.
    pub day_on: Option<Date>,
    /// Asked when.
    pub requested_at: Option<OffsetDateTime>,
    /// Answered when.
    pub decided_at: Option<OffsetDateTime>,
    /// Why it was rejected.
    pub reason: Option<RejectReason>,
    /// Who cancelled it.
    pub cancelled_by: Option<CancelledBy>,
    /// Why the hospital cancelled it.
    pub cancel_reason: Option<CancelReason>,
    /// Ended when.
    pub ended_at: Option<OffsetDateTime>,
    /// What the hospital wrote to the rejection.
    pub note: Option<String>,
}

macro_rules! entry {
    ($db:expr, $r:expr) => {
        Ok(Entry {
            reservation: ReservationId($r.reservation_id),
            number: ReservationNumber::parse(&$r.number)
                .ok_or(crate::Error::Unreadable("reservations.number"))?,
            status: read_status(&$r.status)?,
            name: open_name($db, &$r.name_sealed)?,
            birth: open_birth($db, &$r.birth_sealed)?,
            phone: $r.phone_sealed.as_deref().map(|s| open_phone($db, s)).transpose()?,
            vaccine_name: $r.vaccine_name,
            vaccine_name_en: $r.vaccine_name_en,
            dose_no: $r.dose_no,
            day_on: $r.day_on,
            requested_at: $r.requested_at,
            decided_at: $r.decided_at,
            reason: $r
                .reason
                .as_deref()
                .filter(|_| $r.cancelled_by.is_none())
                .and_then(RejectReason::from_key),
            cancelled_by: $r.cancelled_by.as_deref().and_then(CancelledBy::from_key),
            cancel_reason: $r
                .reason
                .as_deref()
                .filter(|_| $r.cancelled_by.is_some())
                .and_then(CancelReason::from_key),
            ended_at: $r.ended_at,
            note: $r.note,
        })
    };
}

/// Open requests of a hospital, oldest first, with how many there are in all.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_requests(db: &Db, hospital: HospitalId, most: i64) -> Result<(u32, Vec<Entry>)> {
    let total = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM reservations WHERE hospital_id = $1 AND status = 'requested'"#,
        hospital.0
    )
    .fetch_one(&db.pool)
    .await?;
    let rows = sqlx::query!(
        "SELECT r.reservation_id, r.number, r.status, p.name_sealed, p.birth_sealed, a.phone_sealed,
                v.name AS vaccine_name, v.name_en AS vaccine_name_en, r.dose_no, r.day_on, r.requested_at, r.decided_at,
                r.reason, r.note, r.cancelled_by, r.ended_at
         FROM reservations r JOIN persons p ON p.person_id = r.person_id JOIN accounts a ON a.account_id = r.account_id
         JOIN vaccines v ON v.vaccine_id = r.vaccine_id
         WHERE r.hospital_id = $1 AND r.status = 'requested' ORDER BY r.requested_at, r.reservation_id LIMIT $2",
        hospital.0,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    let entries = rows.into_iter().map(|r| entry!(db, r)).collect::<Result<_>>()?;
    Ok((count(total), entries))
}

/// Requests that have waited for an answer for more than a day.
///
/// # Errors
/// When the database fails.
pub async fn count_overdue(db: &Db, hospital: HospitalId) -> Result<u32> {
    let n = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM reservations
           WHERE hospital_id = $1 AND status = 'requested' AND requested_at < alimi_now() - interval '24 hours'"#,
        hospital.0
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(count(n))
}

/// One reservation of a hospital.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find(db: &Db, hospital: HospitalId, reservation: ReservationId) -> Result<Option<Entry>> {
    let row = sqlx::query!(
        "SELECT r.reservation_id, r.number, r.status, p.name_sealed, p.birth_sealed, a.phone_sealed,
                v.name AS vaccine_name, v.name_en AS vaccine_name_en, r.dose_no, r.day_on, r.requested_at, r.decided_at,
                r.reason, r.note, r.cancelled_by, r.ended_at
         FROM reservations r JOIN persons p ON p.person_id = r.person_id JOIN accounts a ON a.account_id = r.account_id
         JOIN vaccines v ON v.vaccine_id = r.vaccine_id
         WHERE r.hospital_id = $1 AND r.reservation_id = $2",
        hospital.0,
        reservation.0
    )
    .fetch_optional(&db.pool)
    .await?;
    row.map(|r| entry!(db, r)).transpose()
}

/// The bookings of one day: requested, confirmed, vaccinated and rejected ones.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_day(db: &Db, hospital: HospitalId, day_on: Date) -> Result<Vec<Entry>> {
    let rows = sqlx::query!(
        "SELECT r.reservation_id, r.number, r.status, p.name_sealed, p.birth_sealed, a.phone_sealed,
                v.name AS vaccine_name, v.name_en AS vaccine_name_en, r.dose_no, r.day_on, r.requested_at, r.decided_at,
                r.reason, r.note, r.cancelled_by, r.ended_at
         FROM reservations r JOIN persons p ON p.person_id = r.person_id JOIN accounts a ON a.account_id = r.account_id
         JOIN vaccines v ON v.vaccine_id = r.vaccine_id
         WHERE r.hospital_id = $1 AND r.day_on = $2 AND r.status NOT IN ('waiting', 'offered', 'withdrawn')
         ORDER BY r.requested_at, r.reservation_id LIMIT 1000",
        hospital.0,
        day_on
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter().map(|r| entry!(db, r)).collect()
}

/// One day's load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLoad {
    /// The day.
    pub day_on: Date,
    /// Whether the hospital vaccinates on it.
    pub open: bool,
    /// Places in all.
    pub capacity: i32,
    /// Places taken.
    pub taken: i32,
    /// Requests without an answer.
    pub requested: i32,
    /// Accepted ones.
    pub confirmed: i32,
    /// Those that were given their dose.
    pub vaccinated: i32,
    /// Those that did not come, or were never answered.
    pub missed: i32,
    /// Cancelled and rejected ones.
    pub ended: i32,
}

/// The next open days of a hospital with their load, from the read model.
///
/// # Errors
/// When the database fails.
pub async fn list_days(db: &Db, hospital: HospitalId, most: i64) -> Result<Vec<DayLoad>> {
    Ok(sqlx::query_as!(
        DayLoad,
        r#"SELECT day_on, open, capacity, taken, requested, confirmed, vaccinated, no_show + expired AS "missed!",
                  cancelled + rejected AS "ended!"
           FROM view_days WHERE hospital_id = $1 AND day_on >= alimi_today() AND open ORDER BY day_on LIMIT $2"#,
        hospital.0,
        most
    )
    .fetch_all(&db.pool)
    .await?)
}

/// Every day of a hospital from one to another, closed ones too, from the read model.
///
/// # Errors
/// When the database fails.
pub async fn list_days_between(db: &Db, hospital: HospitalId, from: Date, to: Date) -> Result<Vec<DayLoad>> {
    Ok(sqlx::query_as!(
        DayLoad,
        r#"SELECT day_on, open, capacity, taken, requested, confirmed, vaccinated, no_show + expired AS "missed!",
                  cancelled + rejected AS "ended!"
           FROM view_days WHERE hospital_id = $1 AND day_on BETWEEN $2 AND $3 ORDER BY day_on"#,
        hospital.0,
        from,
        to
    )
    .fetch_all(&db.pool)
    .await?)
}

/// One day of a hospital, open or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Places in all.
    pub capacity: i32,
    /// Places taken.
    pub taken: i32,
    /// Whether the hospital does not vaccinate on it.
    pub closed: bool,
}

/// A day of a hospital; `None` when it was never opened.
///
/// # Errors
/// When the database fails.
pub async fn find_day(db: &Db, hospital: HospitalId, day_on: Date) -> Result<Option<Day>> {
    Ok(sqlx::query_as!(
        Day,
        r#"SELECT capacity, taken, closed IS NOT NULL AS "closed!" FROM days WHERE hospital_id = $1 AND day_on = $2"#,
        hospital.0,
        day_on
    )
    .fetch_optional(&db.pool)
    .await?)
}
