//! 예약 확인: a person's own reservations (C7, G4).

use super::count;
use crate::{Db, Result, account::open_name, reservation::read_status};
use domain::{
    id::{AccountId, HospitalId, PersonId, ReservationId, VaccineId},
    person::PersonName,
    reservation::{RejectReason, ReservationNumber, ReservationStatus},
    waitlist::Line,
};
use time::{Date, OffsetDateTime};

/// One's own reservation, whole.
#[derive(Clone, Debug)]
pub struct Mine {
    /// Which.
    pub reservation: ReservationId,
    /// What to read out at the desk.
    pub number: ReservationNumber,
    /// The state.
    pub status: ReservationStatus,
    /// Rises with every change.
    pub version: i64,
    /// Who is vaccinated.
    pub person: PersonId,
    /// That person's name.
    pub name: PersonName,
    /// Where.
    pub hospital: HospitalId,
    /// The hospital's name.
    pub hospital_name: String,
    /// With what.
    pub vaccine: VaccineId,
    /// The vaccine's Korean name.
    pub vaccine_name: String,
    /// The vaccine's English name.
    pub vaccine_name_en: String,
    /// The booked day; while waiting the wanted one, if any.
    pub day_on: Option<Date>,
    /// Which dose of how many.
    pub dose: (i16, i16),
    /// Why it was rejected.
    pub reason: Option<RejectReason>,
    /// What the hospital wrote.
    pub note: Option<String>,
    /// Joined the line, or asked.
    pub created_at: OffsetDateTime,
    /// When a dose was requested.
    pub requested_at: Option<OffsetDateTime>,
    /// When the hospital answered.
    pub decided_at: Option<OffsetDateTime>,
    /// When it was over.
    pub ended_at: Option<OffsetDateTime>,
    /// The place in line while waiting.
    pub line: Option<Line>,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// The reservations of an account, newest first, at most a hundred.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn list_mine(db: &Db, account: AccountId) -> Result<Vec<Mine>> {
    read(db, account, None).await
}

/// One reservation of an account; another account's looks like an unknown one.
///
/// # Errors
/// When the database fails or a name cannot be opened.
pub async fn find_mine(db: &Db, account: AccountId, reservation: ReservationId) -> Result<Option<Mine>> {
    Ok(read(db, account, Some(reservation)).await?.pop())
}

async fn read(db: &Db, account: AccountId, only: Option<ReservationId>) -> Result<Vec<Mine>> {
    let rows = sqlx::query!(
        r#"SELECT r.reservation_id, r.number, r.status, r.version, r.person_id, p.name_sealed, r.hospital_id,
                  h.name AS hospital_name, r.vaccine_id, v.name AS vaccine_name, v.name_en AS vaccine_name_en, r.day_on,
                  r.dose_no, v.doses_required, r.reason, r.note, r.created_at, r.requested_at, r.decided_at, r.ended_at,
                  alimi_now() AS "as_of!",
                  CASE WHEN r.status = 'waiting' THEN (
                      SELECT count(*) FROM reservations w WHERE w.hospital_id = r.hospital_id
                      AND w.vaccine_id = r.vaccine_id AND w.status = 'waiting' AND w.queue_no <= r.queue_no) END AS position,
                  CASE WHEN r.status = 'waiting' THEN (
                      SELECT count(*) FROM reservations w WHERE w.hospital_id = r.hospital_id
                      AND w.vaccine_id = r.vaccine_id AND w.status = 'waiting') END AS waiting
           FROM reservations r
           JOIN persons p ON p.person_id = r.person_id
           JOIN hospitals h ON h.hospital_id = r.hospital_id
           JOIN vaccines v ON v.vaccine_id = r.vaccine_id
           WHERE r.account_id = $1 AND ($2::uuid IS NULL OR r.reservation_id = $2)
           ORDER BY r.created_at DESC LIMIT 100"#,
        account.0,
        only.map(|r| r.0),
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Mine {
                reservation: ReservationId(r.reservation_id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(crate::Error::Unreadable("reservations.number"))?,
                status: read_status(&r.status)?,
                version: r.version,
                person: PersonId(r.person_id),
                name: open_name(db, &r.name_sealed)?,
                hospital: HospitalId(r.hospital_id),
                hospital_name: r.hospital_name,
                vaccine: VaccineId(r.vaccine_id),
                vaccine_name: r.vaccine_name,
                vaccine_name_en: r.vaccine_name_en,
                day_on: r.day_on,
                dose: (r.dose_no, r.doses_required),
                reason: r.reason.as_deref().and_then(RejectReason::from_key),
                note: r.note,
                created_at: r.created_at,
                requested_at: r.requested_at,
                decided_at: r.decided_at,
                ended_at: r.ended_at,
                line: r.position.zip(r.waiting).map(|(p, w)| Line { position: count(p), waiting: count(w) }),
                as_of: r.as_of,
            })
        })
        .collect()
}
