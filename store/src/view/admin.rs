//! The admin's view: hospitals and vaccines as they can be changed.

use super::{count, read_province};
use crate::{Db, Result};
use domain::{
    calendar::ClosedWeekdays,
    hospital::{HospitalForm, Province, WaitPolicy},
    id::{HospitalId, VaccineId},
    vaccine::VaccineForm,
};
use time::{Date, OffsetDateTime};

/// The numbers of the admin's first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    /// Hospitals in all.
    pub hospitals: u32,
    /// Hospitals without a bookable dose.
    pub without_doses: u32,
    /// Bookable doses of all hospitals.
    pub bookable: i64,
    /// Vaccines.
    pub vaccines: u32,
    /// Vials left in the national store.
    pub vials_left: i64,
    /// Requests no hospital has answered yet.
    pub requested: u32,
    /// People in line.
    pub waiting: u32,
    /// Everything that happened before is in it.
    pub as_of: OffsetDateTime,
}

/// Counts everything at once: what reservations and doses come to, from the read models.
///
/// # Errors
/// When the database fails.
pub async fn read_overview(db: &Db) -> Result<Overview> {
    let r = sqlx::query!(
        r#"SELECT views_as_of() AS "as_of!", h.n AS "hospitals!", h.without AS "without!", h.bookable AS "bookable!",
                  v.n AS "vaccines!", v.vials_left AS "vials_left!", r.requested AS "requested!", h.waiting AS "waiting!"
           FROM (SELECT count(*) AS n, count(*) FILTER (WHERE coalesce(s.doses, 0) = 0) AS without,
                        coalesce(sum(s.doses), 0)::bigint AS bookable, coalesce(sum(s.waiting), 0)::bigint AS waiting
                 FROM hospitals h
                 LEFT JOIN (SELECT hospital_id, sum(bookable) AS doses, sum(waiting) AS waiting FROM view_stocks
                            GROUP BY hospital_id) s ON s.hospital_id = h.hospital_id) h,
                (SELECT count(*) AS n, coalesce(sum(vials_bought - vials_supplied), 0)::bigint AS vials_left FROM vaccines) v,
                (SELECT coalesce(sum(requested), 0)::bigint AS requested FROM view_days) r"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(Overview {
        hospitals: count(r.hospitals),
        without_doses: count(r.without),
        bookable: r.bookable,
        vaccines: count(r.vaccines),
        vials_left: r.vials_left,
        requested: count(r.requested),
        waiting: count(r.waiting),
        as_of: r.as_of,
    })
}

/// A hospital in the admin's list.
#[derive(Clone, Debug)]
pub struct HospitalRow {
    /// Which.
    pub hospital: HospitalId,
    /// Name.
    pub name: String,
    /// Region.
    pub province: Province,
    /// Places a day.
    pub daily_capacity: i32,
    /// Bookable doses of all vaccines.
    pub bookable: i64,
}

/// All hospitals whose name contains `text`, by province and name.
///
/// # Errors
/// When the database fails.
pub async fn list_hospitals(db: &Db, text: &str) -> Result<Vec<HospitalRow>> {
    let rows = sqlx::query!(
        r#"SELECT h.hospital_id, h.name, h.province, h.daily_capacity,
                  coalesce((SELECT sum(s.bookable) FROM stocks s WHERE s.hospital_id = h.hospital_id), 0) AS "bookable!"
           FROM hospitals h WHERE strpos(replace(h.name, ' ', ''), replace($1, ' ', '')) > 0
           ORDER BY h.province, h.name LIMIT 2000"#,
        text
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(HospitalRow {
                hospital: HospitalId(r.hospital_id),
                name: r.name,
                province: read_province(&r.province)?,
                daily_capacity: r.daily_capacity,
                bookable: r.bookable,
            })
        })
        .collect()
}

/// A hospital as its form shows it.
///
/// # Errors
/// When the database fails.
pub async fn find_hospital(db: &Db, hospital: HospitalId) -> Result<Option<HospitalForm>> {
    let row = sqlx::query!(
        "SELECT name, province, daily_capacity, closed_weekdays, closes_at, wait_policy, offer_minutes FROM hospitals WHERE hospital_id = $1",
        hospital.0
    )
    .fetch_optional(&db.pool)
    .await?;
    row.map(|r| {
        Ok(HospitalForm {
            name: r.name,
            province: read_province(&r.province)?,
            daily_capacity: r.daily_capacity,
            closed: ClosedWeekdays::from_bits(r.closed_weekdays),
            closes_at: r.closes_at,
            wait_policy: WaitPolicy::parse(&r.wait_policy)
                .map_err(|_| crate::Error::Unreadable("hospitals.wait_policy"))?,
            offer_minutes: r.offer_minutes,
        })
    })
    .transpose()
}

/// The days from today on that are closed one by one.
///
/// # Errors
/// When the database fails.
pub async fn list_closed_days(db: &Db, hospital: HospitalId) -> Result<Vec<Date>> {
    Ok(sqlx::query_scalar!(
        "SELECT day_on FROM days WHERE hospital_id = $1 AND closed = 'single' AND day_on >= alimi_today() ORDER BY day_on",
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?)
}

/// A vaccine with what is left of it in the national store.
#[derive(Clone, Debug)]
pub struct VaccineRow {
    /// Which.
    pub vaccine: VaccineId,
    /// As its form shows it.
    pub form: VaccineForm,
    /// Vials supplied to hospitals so far.
    pub vials_supplied: i32,
}

impl VaccineRow {
    /// Vials in the national store.
    pub fn vials_left(&self) -> i32 {
        self.form.vials - self.vials_supplied
    }
}

/// All vaccines.
///
/// # Errors
/// When the database fails.
pub async fn list_vaccines(db: &Db) -> Result<Vec<VaccineRow>> {
    let rows = sqlx::query!(
        "SELECT vaccine_id, name, name_en, vials_bought, vials_supplied, doses_per_vial, doses_required, interval_days,
                minimum_age FROM vaccines ORDER BY vaccine_id"
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| VaccineRow {
            vaccine: VaccineId(r.vaccine_id),
            form: VaccineForm {
                name: r.name,
                name_en: r.name_en,
                vials: r.vials_bought,
                doses_per_vial: r.doses_per_vial,
                doses_required: r.doses_required,
                interval_days: r.interval_days,
                minimum_age: r.minimum_age,
            },
            vials_supplied: r.vials_supplied,
        })
        .collect())
}

/// One vaccine.
///
/// # Errors
/// When the database fails.
pub async fn find_vaccine(db: &Db, vaccine: VaccineId) -> Result<Option<VaccineRow>> {
    Ok(list_vaccines(db).await?.into_iter().find(|v| v.vaccine == vaccine))
}
