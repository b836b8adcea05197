//! The admin's dashboards: doses given over time (G1), and what became of the registered doses at
//! each hospital (G2, G3). All from the read models.

use super::{count, read_province};
use crate::{Db, Result};
use domain::{
    hospital::Province,
    id::{HospitalId, VaccineId},
};
use time::Date;

/// What is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one province only.
    pub province: Option<Province>,
    /// Of one vaccine only.
    pub vaccine: Option<VaccineId>,
}

/// Doses given on one day: first ones, second ones, further ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenDay {
    /// The day.
    pub day_on: Date,
    /// By number of the dose.
    pub doses: [i64; 3],
}

impl GivenDay {
    /// All doses of the day.
    pub fn total(&self) -> i64 {
        self.doses.iter().sum()
    }
}

/// Doses given on each day from one to another, days without any included.
///
/// # Errors
/// When the database fails.
pub async fn list_given(db: &Db, filter: Filter, from: Date, to: Date) -> Result<Vec<GivenDay>> {
    let rows = sqlx::query!(
        r#"SELECT s.at::date AS "day_on!", coalesce(sum(m.doses) FILTER (WHERE m.dose_no = 1), 0)::bigint AS "first!",
                  coalesce(sum(m.doses) FILTER (WHERE m.dose_no = 2), 0)::bigint AS "second!",
                  coalesce(sum(m.doses) FILTER (WHERE m.dose_no > 2), 0)::bigint AS "further!"
           FROM generate_series($1::date, $2::date, interval '1 day') AS s (at)
           LEFT JOIN (SELECT m.* FROM view_vaccinations m JOIN hospitals h USING (hospital_id)
                      WHERE m.given_on BETWEEN $1 AND $2 AND ($3::text IS NULL OR h.province = $3)
                        AND ($4::bigint IS NULL OR m.vaccine_id = $4)) m ON m.given_on = s.at::date
           GROUP BY s.at ORDER BY s.at"#,
        from,
        to,
        filter.province.map(Province::key),
        filter.vaccine.map(|v| v.0)
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| GivenDay { day_on: r.day_on, doses: [r.first, r.second, r.further] })
        .collect())
}

/// Doses given in a period, by hospital, vaccine and number of the dose: the most detailed figures.
#[derive(Clone, Debug)]
pub struct Given {
    /// The day.
    pub day_on: Date,
    /// Where.
    pub province: Province,
    /// The hospital's name.
    pub hospital_name: String,
    /// The vaccine's Korean name.
    pub vaccine_name: String,
    /// The vaccine's English name.
    pub vaccine_name_en: String,
    /// Which dose.
    pub dose_no: i16,
    /// How many.
    pub doses: i32,
}

/// Every figure of the period, by day and hospital, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn list_given_by_hospital(
    db: &Db,
    filter: Filter,
    from: Date,
    to: Date,
    most: i64,
) -> Result<Vec<Given>> {
    let rows = sqlx::query!(
        "SELECT m.given_on, h.province, h.name AS hospital_name, v.name, v.name_en, m.dose_no, m.doses
         FROM view_vaccinations m JOIN hospitals h ON h.hospital_id = m.hospital_id
         JOIN vaccines v ON v.vaccine_id = m.vaccine_id
         WHERE m.given_on BETWEEN $1 AND $2 AND ($3::text IS NULL OR h.province = $3)
           AND ($4::bigint IS NULL OR m.vaccine_id = $4)
         ORDER BY m.given_on, h.name, h.hospital_id, m.vaccine_id, m.dose_no LIMIT $5",
        from,
        to,
        filter.province.map(Province::key),
        filter.vaccine.map(|v| v.0),
        most
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Given {
                day_on: r.given_on,
                province: read_province(&r.province)?,
                hospital_name: r.hospital_name,
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                dose_no: r.dose_no,
                doses: r.doses,
            })
        })
        .collect()
}

/// What became of registered doses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// Registered.
    pub registered: i64,
    /// Given.
    pub administered: i64,
    /// Destroyed while they were good.
    pub discarded: i64,
    /// Expired before anybody got them.
    pub expired: i64,
}

impl Use {
    /// A share of the registered doses in thousandths, rounded; `None` where none was registered.
    pub fn share(&self, doses: i64) -> Option<i64> {
        (self.registered > 0).then(|| (doses * 1_000 + self.registered / 2) / self.registered)
    }
}

/// The use of doses at one hospital.
#[derive(Clone, Debug)]
pub struct HospitalUse {
    /// Which.
    pub hospital: HospitalId,
    /// Its name.
    pub name: String,
    /// Where.
    pub province: Province,
    /// What became of its doses.
    pub doses: Use,
}

/// What stands on top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those that gave the smallest share.
    #[default]
    LeastGiven,
    /// Those that destroyed the largest share.
    MostDiscarded,
    /// By name.
    Name,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LeastGiven, Self::MostDiscarded, Self::Name];

    /// Its key in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::LeastGiven => "given",
            Self::MostDiscarded => "discarded",
            Self::Name => "name",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.key() == key)
    }
}

/// Hospitals that have registered doses: all of them together, how many there are, and the ones of
/// this page.
///
/// # Errors
/// When the database fails.
pub async fn list_use(
    db: &Db,
    filter: Filter,
    order: Order,
    offset: i64,
    most: i64,
) -> Result<(Use, u32, Vec<HospitalUse>)> {
    let rows = sqlx::query!(
        r#"WITH used AS (
               SELECT h.hospital_id, h.name, h.province, sum(m.registered) AS registered,
                      sum(m.administered) AS administered, sum(m.discarded) AS discarded, sum(m.expired) AS expired
               FROM view_stocks m JOIN hospitals h ON h.hospital_id = m.hospital_id
               WHERE ($1::text IS NULL OR h.province = $1) AND ($2::bigint IS NULL OR m.vaccine_id = $2)
               GROUP BY h.hospital_id HAVING sum(m.registered) > 0),
           whole AS (
               SELECT count(*) AS n, sum(registered)::bigint AS registered, sum(administered)::bigint AS administered,
                      sum(discarded)::bigint AS discarded, sum(expired)::bigint AS expired FROM used)
           SELECT w.n AS "n!", coalesce(w.registered, 0) AS "all_registered!", coalesce(w.administered, 0) AS "all_administered!",
                  coalesce(w.discarded, 0) AS "all_discarded!", coalesce(w.expired, 0) AS "all_expired!",
                  u.hospital_id AS "hospital_id?", u.name AS "name?", u.province AS "province?", u.registered AS "registered?",
                  u.administered AS "administered?", u.discarded AS "discarded?", u.expired AS "expired?"
           FROM whole w LEFT JOIN LATERAL (
               SELECT * FROM used
               ORDER BY CASE $3 WHEN 'given' THEN administered::float8 / registered
                                WHEN 'discarded' THEN -discarded::float8 / registered END, name COLLATE "C", hospital_id
               OFFSET $4 LIMIT $5) u ON true"#,
        filter.province.map(Province::key),
        filter.vaccine.map(|v| v.0),
        order.key(),
        offset,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    let (all, n) = rows.first().map_or((Use::default(), 0), |r| {
        let all = Use {
            registered: r.all_registered,
            administered: r.all_administered,
            discarded: r.all_discarded,
            expired: r.all_expired,
        };
        (all, r.n)
    });
    let mut hospitals = Vec::new();
    for r in rows {
        let (Some(id), Some(name), Some(province)) = (r.hospital_id, r.name, r.province) else { continue };
        hospitals.push(HospitalUse {
            hospital: HospitalId(id),
            name,
            province: read_province(&province)?,
            doses: Use {
                registered: r.registered.unwrap_or(0),
                administered: r.administered.unwrap_or(0),
                discarded: r.discarded.unwrap_or(0),
                expired: r.expired.unwrap_or(0),
            },
        });
    }
    Ok((all, count(n), hospitals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_thousandths_of_the_registered_doses() {
        let used = Use { registered: 3, administered: 2, discarded: 1, expired: 0 };
        assert_eq!(
            [used.administered, used.discarded, used.expired].map(|n| used.share(n)),
            [Some(667), Some(333), Some(0)]
        );
        assert_eq!(Use::default().share(0), None);
    }
}
