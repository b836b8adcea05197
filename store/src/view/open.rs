//! What programs read of hospitals: whole pages of them, and every open day (open API).

use super::{count, hospital::Left, read_province};
use crate::{Db, Result};
use domain::{
    hospital::Province,
    id::{HospitalId, VaccineId},
};
use sqlx::types::Json;
use time::{Date, OffsetDateTime, Time};

/// Which hospitals are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In this province.
    pub province: Option<Province>,
    /// Whose name contains this; blanks do not matter.
    pub name: String,
    /// That have had this vaccine.
    pub vaccine: Option<VaccineId>,
    /// That have a bookable dose (of that vaccine).
    pub bookable: bool,
}

/// A hospital, and what can be booked there.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub hospital: HospitalId,
    /// Name.
    pub name: String,
    /// Region.
    pub province: Province,
    /// Position, in degrees (latitude, longitude).
    pub position: Option<(f64, f64)>,
    /// Doses left, of vaccines the hospital has ever had.
    pub left: Vec<Left>,
}

/// Hospitals after `after`, by id, at most `most`; an id never changes, so pages neither skip nor
/// repeat one.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    filter: &Filter,
    after: Option<HospitalId>,
    most: i64,
) -> Result<(Vec<Row>, OffsetDateTime)> {
    let pattern = super::hospital::pattern(&filter.name);
    let rows = sqlx::query!(
        r#"SELECT h.hospital_id, h.name, h.province, h.latitude, h.longitude,
                  coalesce(l.left_over, '[]') AS "left_over!: Json<Vec<Left>>"
           FROM hospitals h
           LEFT JOIN LATERAL (
               SELECT jsonb_agg(jsonb_build_object('vaccine', v.vaccine_id, 'name', v.name, 'name_en', v.name_en,
                                                   'bookable', s.bookable) ORDER BY v.vaccine_id) AS left_over
               FROM stocks s JOIN vaccines v ON v.vaccine_id = s.vaccine_id WHERE s.hospital_id = h.hospital_id) l ON true
           WHERE h.hospital_id > $1 AND replace(h.name, ' ', '') ILIKE $2 AND ($3::text IS NULL OR h.province = $3)
             AND ($4::bigint IS NULL AND NOT $5 OR EXISTS (
                 SELECT FROM stocks s WHERE s.hospital_id = h.hospital_id AND ($4::bigint IS NULL OR s.vaccine_id = $4)
                 AND (NOT $5 OR s.bookable > 0)))
           ORDER BY h.hospital_id LIMIT $6"#,
        after.map_or(0, |h| h.0),
        pattern,
        filter.province.map(Province::key),
        filter.vaccine.map(|v| v.0),
        filter.bookable,
        most,
    )
    .fetch_all(&db.pool)
    .await?;
    let rows = rows
        .into_iter()
        .map(|r| {
            Ok(Row {
                hospital: HospitalId(r.hospital_id),
                name: r.name,
                province: read_province(&r.province)?,
                position: r.latitude.zip(r.longitude),
                left: r.left_over.0,
            })
        })
        .collect::<Result<_>>()?;
    Ok((rows, db.now().await?))
}

/// One open day of a hospital that has doses, as vaccine finders read it.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Where.
    pub hospital: HospitalId,
    /// When.
    pub day_on: Date,
    /// Booking for the day ends at this hour of it.
    pub closes_at: Time,
    /// How many may book: places, and doses that last until then.
    pub capacity: u32,
}

/// The open days of a province's hospitals that have ever had doses.
///
/// # Errors
/// When the database fails.
pub async fn list_slots(db: &Db, province: Province) -> Result<Vec<Slot>> {
    let rows = sqlx::query!(
        r#"SELECT d.hospital_id, d.day_on, h.closes_at,
                  least(d.capacity - d.taken, coalesce(sum(s.bookable) FILTER (WHERE s.lasts_until >= d.day_on), 0))
                      AS "capacity!"
           FROM hospitals h
           JOIN stocks s ON s.hospital_id = h.hospital_id
           JOIN days d ON d.hospital_id = h.hospital_id
           WHERE h.province = $1 AND d.closed IS NULL AND d.day_on >= alimi_today()
             AND (d.day_on > alimi_today() OR (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at)
           GROUP BY d.hospital_id, d.day_on, h.closes_at
           ORDER BY d.hospital_id, d.day_on"#,
        province.key()
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Slot {
            hospital: HospitalId(r.hospital_id),
            day_on: r.day_on,
            closes_at: r.closes_at,
            capacity: count(r.capacity),
        })
        .collect())
}
