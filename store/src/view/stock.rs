//! The vaccine manager's view: the ledger, its lots, and what arrives (G6).

use super::count;
use crate::{Db, Error, Result};
use domain::{
    id::{HospitalId, SupplyId, VaccineId},
    stock::Ledger,
    supply::SupplyState,
};
use time::{Date, OffsetDateTime};

/// The ledger of one vaccine.
#[derive(Clone, Debug)]
pub struct Stock {
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The terms.
    pub ledger: Ledger,
    /// No booking is dated after this day.
    pub lasts_until: Option<Date>,
}

/// The stock of a hospital, one ledger a vaccine.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, hospital: HospitalId) -> Result<Vec<Stock>> {
    let rows = sqlx::query!(
        "SELECT s.vaccine_id, v.name, v.name_en, s.registered, s.administered, s.discarded, s.expired, s.reserved,
                s.offered, s.earmarked, s.lasts_until
         FROM stocks s JOIN vaccines v ON v.vaccine_id = s.vaccine_id WHERE s.hospital_id = $1 ORDER BY s.vaccine_id",
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Stock {
            vaccine: VaccineId(r.vaccine_id),
            name: r.name,
            name_en: r.name_en,
            ledger: Ledger {
                registered: r.registered,
                administered: r.administered,
                discarded: r.discarded,
                expired: r.expired,
                reserved: r.reserved,
                offered: r.offered,
                earmarked: r.earmarked,
            },
            lasts_until: r.lasts_until,
        })
        .collect())
}

/// Doses of one lot.
#[derive(Clone, Debug)]
pub struct Lot {
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Number on the box.
    pub lot_number: String,
    /// Last day of use.
    pub expires_on: Date,
    /// Doses registered so far.
    pub registered: i32,
    /// Doses left.
    pub left: i32,
}

/// The lots of a hospital, those that expire first on top.
///
/// # Errors
/// When the database fails.
pub async fn list_lots(db: &Db, hospital: HospitalId) -> Result<Vec<Lot>> {
    let rows = sqlx::query!(
        r#"SELECT vaccine_id, lot_number, expires_on, registered,
                  registered - administered - discarded - expired AS "left!"
           FROM lots WHERE hospital_id = $1 ORDER BY expires_on, lot_number"#,
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Lot {
            vaccine: VaccineId(r.vaccine_id),
            lot_number: r.lot_number,
            expires_on: r.expires_on,
            registered: r.registered,
            left: r.left,
        })
        .collect())
}

/// A supply, for whoever may see it.
#[derive(Clone, Debug)]
pub struct Supply {
    /// Which.
    pub supply: SupplyId,
    /// To which hospital.
    pub hospital: HospitalId,
    /// That hospital's name.
    pub hospital_name: String,
    /// Of which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Doses a vial is labelled with.
    pub doses_per_vial: i16,
    /// Number on the box.
    pub lot_number: String,
    /// Last day of use.
    pub expires_on: Date,
    /// Vials sent.
    pub vials: i32,
    /// Where it stands.
    pub state: SupplyState,
    /// Doses registered from it.
    pub doses: Option<i32>,
    /// Sent when.
    pub sent_at: OffsetDateTime,
    /// Arrived when.
    pub received_at: Option<OffsetDateTime>,
    /// Registered when.
    pub registered_at: Option<OffsetDateTime>,
}

/// Supplies, those that still need an act first, then the newest; of one hospital or all, in
/// one state or any.
///
/// # Errors
/// When the database fails.
pub async fn list_supplies(
    db: &Db,
    hospital: Option<HospitalId>,
    state: Option<SupplyState>,
    most: i64,
) -> Result<Vec<Supply>> {
    read_supplies(db, hospital, state, None, most).await
}

/// How many supplies wait for an act: those on their way, and those that have arrived.
///
/// # Errors
/// When the database fails.
pub async fn count_open_supplies(db: &Db, hospital: Option<HospitalId>) -> Result<(u32, u32)> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE state = 'sent') AS "sent!", count(*) FILTER (WHERE state = 'received') AS "received!"
           FROM supplies WHERE $1::bigint IS NULL OR hospital_id = $1"#,
        hospital.map(|h| h.0)
    )
    .fetch_one(&db.pool)
    .await?;
    Ok((count(row.sent), count(row.received)))
}

/// One supply; `hospital` limits whose.
///
/// # Errors
/// When the database fails.
pub async fn find_supply(db: &Db, hospital: Option<HospitalId>, supply: SupplyId) -> Result<Option<Supply>> {
    Ok(read_supplies(db, hospital, None, Some(supply), 1).await?.pop())
}

async fn read_supplies(
    db: &Db,
    hospital: Option<HospitalId>,
    state: Option<SupplyState>,
    only: Option<SupplyId>,
    most: i64,
) -> Result<Vec<Supply>> {
    let rows = sqlx::query!(
        "SELECT s.supply_id, s.hospital_id, h.name AS hospital_name, s.vaccine_id, v.name AS vaccine_name,
                v.name_en AS vaccine_name_en, v.doses_per_vial, s.lot_number, s.expires_on, s.vials, s.state, s.doses,
                s.sent_at, s.received_at, s.registered_at
         FROM supplies s JOIN hospitals h ON h.hospital_id = s.hospital_id JOIN vaccines v ON v.vaccine_id = s.vaccine_id
         WHERE ($1::bigint IS NULL OR s.hospital_id = $1) AND ($2::bigint IS NULL OR s.supply_id = $2)
           AND ($4::text IS NULL OR s.state = $4)
         ORDER BY s.state = 'registered', s.sent_at DESC, s.supply_id DESC LIMIT $3",
        hospital.map(|h| h.0),
        only.map(|s| s.0),
        most,
        state.map(SupplyState::key)
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Supply {
                supply: SupplyId(r.supply_id),
                hospital: HospitalId(r.hospital_id),
                hospital_name: r.hospital_name,
                vaccine: VaccineId(r.vaccine_id),
                vaccine_name: r.vaccine_name,
                vaccine_name_en: r.vaccine_name_en,
                doses_per_vial: r.doses_per_vial,
                lot_number: r.lot_number,
                expires_on: r.expires_on,
                vials: r.vials,
                state: SupplyState::from_key(&r.state).ok_or(Error::Unreadable("supplies.state"))?,
                doses: r.doses,
                sent_at: r.sent_at,
                received_at: r.received_at,
                registered_at: r.registered_at,
            })
        })
        .collect()
}
