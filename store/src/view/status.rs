//! 서비스 현황: what is left in the country, and how the service itself is doing.

use super::{count, read_province};
use crate::{Db, Result};
use domain::hospital::Province;
use time::OffsetDateTime;

/// One province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvinceNow {
    /// Which.
    pub province: Province,
    /// Hospitals there.
    pub hospitals: u32,
    /// Hospitals that have a bookable dose.
    pub with_doses: u32,
    /// Bookable doses.
    pub bookable: i64,
    /// Free places within the next fourteen days.
    pub places: i64,
    /// People in line.
    pub waiting: u32,
}

/// The country.
#[derive(Clone, Debug)]
pub struct Now {
    /// All seventeen provinces in official order.
    pub provinces: Vec<ProvinceNow>,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// Reads the country's state.
///
/// # Errors
/// When the database fails.
pub async fn read(db: &Db) -> Result<Now> {
    let rows = sqlx::query!(
        r#"SELECT h.province, count(*) AS "hospitals!", count(*) FILTER (WHERE s.bookable > 0) AS "with_doses!",
                  coalesce(sum(s.bookable), 0)::bigint AS "bookable!",
                  coalesce(sum(d.places), 0)::bigint AS "places!", coalesce(sum(w.waiting), 0)::bigint AS "waiting!"
           FROM hospitals h
           LEFT JOIN (SELECT hospital_id, sum(bookable) AS bookable FROM stocks GROUP BY hospital_id) s USING (hospital_id)
           LEFT JOIN (SELECT hospital_id, sum(capacity - taken) AS places FROM days
                      WHERE closed IS NULL AND day_on BETWEEN alimi_today() AND alimi_today() + 13
                      GROUP BY hospital_id) d USING (hospital_id)
           LEFT JOIN (SELECT hospital_id, count(*) AS waiting FROM reservations WHERE status = 'waiting'
                      GROUP BY hospital_id) w USING (hospital_id)
           GROUP BY h.province"#
    )
    .fetch_all(&db.pool)
    .await?;
    let mut provinces: Vec<ProvinceNow> = Province::ALL
        .into_iter()
        .map(|province| ProvinceNow {
            province,
            hospitals: 0,
            with_doses: 0,
            bookable: 0,
            places: 0,
            waiting: 0,
        })
        .collect();
    for row in rows {
        let province = read_province(&row.province)?;
        if let Some(p) = provinces.iter_mut().find(|p| p.province == province) {
            p.hospitals = count(row.hospitals);
            p.with_doses = count(row.with_doses);
            p.bookable = row.bookable;
            p.places = row.places;
            p.waiting = count(row.waiting);
        }
    }
    Ok(Now { provinces, as_of: db.now().await? })
}
