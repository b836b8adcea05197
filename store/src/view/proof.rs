//! 접종 증명: one recorded dose, for the person it was given to, and for whoever was handed the paper.
//! A record that was taken back proves nothing any more, and says so.

use crate::{
    Db, Result,
    account::{open_birth, open_name},
    link,
};
use domain::{
    id::{AccountId, VaccinationId},
    person::{BirthDate, PersonName},
};
use time::{Date, OffsetDateTime};

/// One dose of somebody.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The record it stands on.
    pub vaccination: VaccinationId,
    /// To whom it was given.
    pub name: PersonName,
    /// Born when.
    pub birth: BirthDate,
    /// Korean name of the vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Which dose of how many.
    pub dose: (i16, i16),
    /// Given on which day.
    pub given_on: Date,
    /// Where.
    pub hospital_name: String,
    /// From which lot.
    pub lot_number: String,
    /// Whether the record was taken back.
    pub withdrawn: bool,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// A dose of a person whom the account cares for; another account's looks like an unknown one.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn find(db: &Db, account: AccountId, vaccination: VaccinationId) -> Result<Option<Proof>> {
    read(db, Some(account), vaccination).await
}

/// The dose behind the code of a proof; nothing once the person was erased.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn check(db: &Db, code: &str) -> Result<Option<Proof>> {
    match link::read_proof(db, code) {
        Some(vaccination) => read(db, None, vaccination).await,
        None => Ok(None),
    }
}

async fn read(db: &Db, account: Option<AccountId>, vaccination: VaccinationId) -> Result<Option<Proof>> {
    let row = sqlx::query!(
        r#"SELECT p.name_sealed, p.birth_sealed, v.name, v.name_en, v.doses_required, g.dose_no, g.given_on,
                  h.name AS hospital_name, l.lot_number, g.voided_at IS NOT NULL AS "withdrawn!", alimi_now() AS "as_of!"
           FROM vaccinations g
           JOIN persons p ON p.person_id = g.person_id JOIN vaccines v ON v.vaccine_id = g.vaccine_id
           JOIN hospitals h ON h.hospital_id = g.hospital_id JOIN lots l ON l.lot_id = g.lot_id
           WHERE g.vaccination_id = $1 AND ($2::bigint IS NULL OR p.account_id = $2) AND p.erased_at IS NULL"#,
        vaccination.0,
        account.map(|a| a.0)
    )
    .fetch_optional(&db.pool)
    .await?;
    row.map(|r| {
        Ok(Proof {
            vaccination,
            name: open_name(db, &r.name_sealed)?,
            birth: open_birth(db, &r.birth_sealed)?,
            vaccine_name: r.name,
            vaccine_name_en: r.name_en,
            dose: (r.dose_no, r.doses_required),
            given_on: r.given_on,
            hospital_name: r.hospital_name,
            lot_number: r.lot_number,
            withdrawn: r.withdrawn,
            as_of: r.as_of,
        })
    })
    .transpose()
}
