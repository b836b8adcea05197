//! 로트 across the country, for the admin: where its doses are, and to whom it was given (recall).

use super::count;
use crate::{
    Db, Result,
    account::{open_name, open_phone},
};
use domain::{
    id::{VaccinationId, VaccineId},
    person::{PersonName, Phone},
};
use time::{Date, OffsetDateTime};

/// One lot of a vaccine, wherever it is.
#[derive(Clone, Debug)]
pub struct LotNumber {
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Number on the box.
    pub lot_number: String,
    /// Last day of use.
    pub expires_on: Date,
    /// Hospitals that have or had it.
    pub hospitals: u32,
    /// Doses left everywhere.
    pub left: i64,
    /// Doses given everywhere.
    pub administered: i64,
    /// Since when and why it is suspended.
    pub suspended: Option<(OffsetDateTime, String)>,
}

/// All lots whose number begins with `text`, suspended ones first, then those that expire first.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, text: &str) -> Result<Vec<LotNumber>> {
    read(db, None, text).await
}

/// One lot.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, vaccine: VaccineId, lot_number: &str) -> Result<Option<LotNumber>> {
    Ok(read(db, Some(vaccine), lot_number).await?.into_iter().find(|l| l.lot_number == lot_number))
}

async fn read(db: &Db, vaccine: Option<VaccineId>, text: &str) -> Result<Vec<LotNumber>> {
    let rows = sqlx::query!(
        r#"SELECT n.vaccine_id, v.name, v.name_en, n.lot_number, n.expires_on, n.suspended_at, n.suspend_reason,
                  count(l.*) AS "hospitals!", coalesce(sum(l.administered), 0) AS "administered!",
                  coalesce(sum(l.registered - l.administered - l.discarded - l.expired), 0) AS "left!"
           FROM lot_numbers n JOIN vaccines v ON v.vaccine_id = n.vaccine_id
           LEFT JOIN lots l ON l.vaccine_id = n.vaccine_id AND l.lot_number = n.lot_number
           WHERE ($1::bigint IS NULL OR n.vaccine_id = $1) AND starts_with(n.lot_number, upper($2))
           GROUP BY n.vaccine_id, n.lot_number, v.name, v.name_en
           ORDER BY n.suspended_at IS NULL, n.expires_on, n.lot_number LIMIT 500"#,
        vaccine.map(|v| v.0),
        text
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| LotNumber {
            vaccine: VaccineId(r.vaccine_id),
            vaccine_name: r.name,
            vaccine_name_en: r.name_en,
            lot_number: r.lot_number,
            expires_on: r.expires_on,
            hospitals: count(r.hospitals),
            left: r.left,
            administered: r.administered,
            suspended: r.suspended_at.zip(r.suspend_reason),
        })
        .collect())
}

/// Where a lot is.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The hospital.
    pub hospital_name: String,
    /// Doses left there.
    pub left: i32,
    /// Doses given there.
    pub administered: i32,
}

/// The hospitals that have or had a lot, those with most left first.
///
/// # Errors
/// When the database fails.
pub async fn list_holders(db: &Db, vaccine: VaccineId, lot_number: &str) -> Result<Vec<Holder>> {
    Ok(sqlx::query_as!(
        Holder,
        r#"SELECT h.name AS hospital_name, l.registered - l.administered - l.discarded - l.expired AS "left!", l.administered
           FROM lots l JOIN hospitals h ON h.hospital_id = l.hospital_id
           WHERE l.vaccine_id = $1 AND l.lot_number = $2 ORDER BY 2 DESC, h.name"#,
        vaccine.0,
        lot_number
    )
    .fetch_all(&db.pool)
    .await?)
}

/// Somebody a dose of the lot was given to.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// The record of it.
    pub vaccination: VaccinationId,
    /// Who.
    pub name: PersonName,
    /// Reached where.
    pub phone: Option<Phone>,
    /// Where it was given.
    pub hospital_name: String,
    /// Which dose.
    pub dose_no: i16,
    /// When.
    pub given_at: OffsetDateTime,
}

/// Everybody a lot was given to, oldest first, at most `most`.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn list_recipients(
    db: &Db,
    vaccine: VaccineId,
    lot_number: &str,
    most: i64,
) -> Result<Vec<Recipient>> {
    let rows = sqlx::query!(
        "SELECT g.vaccination_id, p.name_sealed, a.phone_sealed, h.name AS hospital_name, g.dose_no, g.given_at
         FROM lots l JOIN vaccinations g ON g.lot_id = l.lot_id
         JOIN persons p ON p.person_id = g.person_id JOIN accounts a ON a.account_id = p.account_id
         JOIN hospitals h ON h.hospital_id = g.hospital_id
         WHERE l.vaccine_id = $1 AND l.lot_number = $2 AND g.voided_at IS NULL
         ORDER BY g.given_at, g.vaccination_id LIMIT $3",
        vaccine.0,
        lot_number,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Recipient {
                vaccination: VaccinationId(r.vaccination_id),
                name: open_name(db, &r.name_sealed)?,
                phone: r.phone_sealed.as_deref().map(|s| open_phone(db, s)).transpose()?,
                hospital_name: r.hospital_name,
                dose_no: r.dose_no,
                given_at: r.given_at,
            })
        })
        .collect()
}
