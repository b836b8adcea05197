//! The vaccine manager's view: the ledger, its lots, and what arrives (G6).

use super::count;
use crate::{Db, Error, Result};
use domain::{
    disposal::DisposalReason,
    id::{HospitalId, LotId, SupplyId, VaccineId},
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

/// The stock of a hospital, one ledger a vaccine, from the read model.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, hospital: HospitalId) -> Result<Vec<Stock>> {
    let rows = sqlx::query!(
        "SELECT s.vaccine_id, v.name, v.name_en, s.registered, s.administered, s.discarded, s.expired, s.reserved,
                s.offered, s.earmarked, s.lasts_until
         FROM view_stocks s JOIN vaccines v ON v.vaccine_id = s.vaccine_id
         -- a line of people is no stock yet
         WHERE s.hospital_id = $1 AND EXISTS (SELECT FROM lots l WHERE l.hospital_id = $1 AND l.vaccine_id = s.vaccine_id)
         ORDER BY s.vaccine_id",
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
    /// Which.
    pub lot: LotId,
    /// Of which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Least age in full years for a dose of it.
    pub minimum_age: i16,
    /// Number on the box.
    pub lot_number: String,
    /// Last day of use.
    pub expires_on: Date,
    /// Doses registered so far.
    pub registered: i32,
    /// Doses given.
    pub administered: i32,
    /// Doses disposed of.
    pub discarded: i32,
    /// Doses that expired.
    pub expired: i32,
    /// Of these, the ones that were not yet destroyed.
    pub to_destroy: i32,
    /// Doses left.
    pub left: i32,
    /// Why it may not be used, when it is suspended everywhere.
    pub suspended: Option<String>,
    /// Days until the last day of use; negative once it has passed.
    pub days_left: i32,
}

impl Lot {
    /// Whether a dose of it may be given today.
    pub fn is_usable(&self) -> bool {
        self.left > 0 && self.days_left >= 0 && self.suspended.is_none()
    }

    /// Whether the desk is warned: doses are left and the last day is near.
    pub fn expires_soon(&self) -> bool {
        self.left > 0 && (0..=EXPIRY_WARNING_DAYS).contains(&self.days_left)
    }
}

/// How many days before a lot's last day the desk is warned.
pub const EXPIRY_WARNING_DAYS: i32 = 14;

/// The lots of a hospital, those that expire first on top.
///
/// # Errors
/// When the database fails.
pub async fn list_lots(db: &Db, hospital: HospitalId) -> Result<Vec<Lot>> {
    read_lots(db, hospital, None).await
}

/// One lot of a hospital.
///
/// # Errors
/// When the database fails.
pub async fn find_lot(db: &Db, hospital: HospitalId, lot: LotId) -> Result<Option<Lot>> {
    Ok(read_lots(db, hospital, Some(lot)).await?.pop())
}

async fn read_lots(db: &Db, hospital: HospitalId, only: Option<LotId>) -> Result<Vec<Lot>> {
    let rows = sqlx::query!(
        r#"SELECT l.lot_id, l.vaccine_id, v.name, v.name_en, v.minimum_age, l.lot_number, l.expires_on, l.registered, l.administered,
                  l.discarded, l.expired, l.expired - l.expired_destroyed AS "to_destroy!",
                  l.registered - l.administered - l.discarded - l.expired AS "left!", n.suspend_reason,
                  l.expires_on - alimi_today() AS "days_left!"
           FROM lots l JOIN vaccines v ON v.vaccine_id = l.vaccine_id
           JOIN lot_numbers n ON n.vaccine_id = l.vaccine_id AND n.lot_number = l.lot_number
           WHERE l.hospital_id = $1 AND ($2::bigint IS NULL OR l.lot_id = $2)
           ORDER BY l.expires_on, l.lot_number"#,
        hospital.0,
        only.map(|l| l.0)
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Lot {
            lot: LotId(r.lot_id),
            vaccine: VaccineId(r.vaccine_id),
            vaccine_name: r.name,
            vaccine_name_en: r.name_en,
            minimum_age: r.minimum_age,
            lot_number: r.lot_number,
            expires_on: r.expires_on,
            registered: r.registered,
            administered: r.administered,
            discarded: r.discarded,
            expired: r.expired,
            to_destroy: r.to_destroy,
            left: r.left,
            suspended: r.suspend_reason,
            days_left: r.days_left,
        })
        .collect())
}

/// What was destroyed, for the vaccine manager's log.
#[derive(Clone, Debug)]
pub struct Disposal {
    /// Which.
    pub disposal: i64,
    /// Korean name of the vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Number on the box.
    pub lot_number: String,
    /// Vials of a supply (else doses).
    pub vials: bool,
    /// Whether the doses had expired before.
    pub expired: bool,
    /// How many.
    pub amount: i32,
    /// Bookings that were cancelled by it.
    pub cancelled: i32,
    /// Why.
    pub reason: DisposalReason,
    /// What was added.
    pub note: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: OffsetDateTime,
}

/// Disposals of a hospital, newest first, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn list_disposals(db: &Db, hospital: HospitalId, most: i64) -> Result<Vec<Disposal>> {
    read_disposals(db, hospital, None, most).await
}

/// One disposal of a hospital.
///
/// # Errors
/// When the database fails.
pub async fn find_disposal(db: &Db, hospital: HospitalId, disposal: i64) -> Result<Option<Disposal>> {
    Ok(read_disposals(db, hospital, Some(disposal), 1).await?.pop())
}

async fn read_disposals(
    db: &Db,
    hospital: HospitalId,
    only: Option<i64>,
    most: i64,
) -> Result<Vec<Disposal>> {
    let rows = sqlx::query!(
        r#"SELECT d.disposal_id, v.name, v.name_en, coalesce(l.lot_number, s.lot_number) AS "lot_number!", d.kind, d.amount,
                  d.cancelled, d.reason, d.note, coalesce(a.label, a.login, '') AS "by!", d.disposed_at
           FROM disposals d JOIN vaccines v ON v.vaccine_id = d.vaccine_id
           LEFT JOIN lots l ON l.lot_id = d.lot_id LEFT JOIN supplies s ON s.supply_id = d.supply_id
           JOIN accounts a ON a.account_id = d.disposed_by
           WHERE d.hospital_id = $1 AND ($2::bigint IS NULL OR d.disposal_id = $2)
           ORDER BY d.disposal_id DESC LIMIT $3"#,
        hospital.0,
        only,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Disposal {
                disposal: r.disposal_id,
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                lot_number: r.lot_number,
                vials: r.kind == "vials",
                expired: r.kind == "expired_doses",
                amount: r.amount,
                cancelled: r.cancelled,
                reason: DisposalReason::from_key(&r.reason).ok_or(Error::Unreadable("disposals.reason"))?,
                note: r.note,
                by: r.by,
                at: r.disposed_at,
            })
        })
        .collect()
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
    /// Of these, disposed of before their doses were registered.
    pub vials_discarded: i32,
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

impl Supply {
    /// Vials that can still yield doses.
    pub fn vials_left(&self) -> i32 {
        self.vials - self.vials_discarded
    }
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
                v.name_en AS vaccine_name_en, v.doses_per_vial, s.lot_number, s.expires_on, s.vials, s.vials_discarded, s.state, s.doses,
                s.sent_at, s.received_at, s.registered_at
         FROM supplies s JOIN hospitals h ON h.hospital_id = s.hospital_id JOIN vaccines v ON v.vaccine_id = s.vaccine_id
         WHERE ($1::bigint IS NULL OR s.hospital_id = $1) AND ($2::bigint IS NULL OR s.supply_id = $2)
           AND ($4::text IS NULL OR s.state = $4)
         ORDER BY s.state IN ('registered', 'discarded'), s.sent_at DESC, s.supply_id DESC LIMIT $3",
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
                vials_discarded: r.vials_discarded,
                state: SupplyState::from_key(&r.state).ok_or(Error::Unreadable("supplies.state"))?,
                doses: r.doses,
                sent_at: r.sent_at,
                received_at: r.received_at,
                registered_at: r.registered_at,
            })
        })
        .collect()
}
