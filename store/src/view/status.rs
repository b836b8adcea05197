//! 서비스 현황: what is left in the country, and how the service itself is doing.

use super::{count, read_province};
use crate::{
    Db, Result, notice,
    outbox::{self, Lag},
};
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
    /// Doses given today.
    pub given_today: u32,
    /// Everything that happened before is in it.
    pub as_of: OffsetDateTime,
}

impl Now {
    /// No hospital anywhere.
    pub(crate) fn empty(as_of: OffsetDateTime) -> Self {
        let provinces = Province::ALL.into_iter().map(|province| ProvinceNow {
            province,
            hospitals: 0,
            with_doses: 0,
            bookable: 0,
            places: 0,
            waiting: 0,
        });
        Self { provinces: provinces.collect(), given_today: 0, as_of }
    }

    /// One figure of all provinces.
    pub fn sum(&self, of: impl Fn(&ProvinceNow) -> i64) -> i64 {
        self.provinces.iter().map(of).sum()
    }
}

/// How the service itself is doing.
#[derive(Clone, Debug, Default)]
pub struct Health {
    /// How far behind each consumer is.
    pub lags: Vec<Lag>,
    /// Messages that wait.
    pub queued: u32,
    /// For how long the one that is due longest has waited (seconds).
    pub oldest: f64,
}

/// Reads how the service is doing.
///
/// # Errors
/// When the database fails.
pub async fn read_health(db: &Db) -> Result<Health> {
    let lags = outbox::list_lags(db).await?;
    let (queued, oldest) = notice::count_queued(db).await?;
    Ok(Health { lags, queued, oldest })
}

/// Doses given today, as the read model knows them.
pub(crate) async fn count_given_today(db: &Db) -> Result<u32> {
    let n = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(doses), 0) AS "n!" FROM view_vaccinations WHERE given_on = alimi_today()"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(count(n))
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
    let mut now = Now::empty(crate::read_model::as_of(db).await?.at);
    now.given_today = count_given_today(db).await?;
    for row in rows {
        let province = read_province(&row.province)?;
        if let Some(p) = now.provinces.iter_mut().find(|p| p.province == province) {
            p.hospitals = count(row.hospitals);
            p.with_doses = count(row.with_doses);
            p.bookable = row.bookable;
            p.places = row.places;
            p.waiting = count(row.waiting);
        }
    }
    Ok(now)
}
