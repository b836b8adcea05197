//! Finding a hospital: what is left, and when.

use super::{count, read_province};
use crate::{Db, Result};
use domain::{
    hospital::Province,
    id::{HospitalId, VaccineId},
};
use time::{Date, OffsetDateTime, Time};

/// Doses of one vaccine that nobody has a hold on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct Left {
    /// Which vaccine.
    pub vaccine: i64,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Bookable doses.
    pub bookable: i32,
}

/// A hospital in a list of results.
#[derive(Clone, Debug)]
pub struct Card {
    /// Which.
    pub hospital: HospitalId,
    /// Name.
    pub name: String,
    /// Region.
    pub province: Province,
    /// Doses left, of vaccines the hospital has ever had.
    pub left: Vec<Left>,
    /// The next three days with a place, within the doses' expiry.
    pub next_days: Vec<Date>,
    /// Free places of the open days within two weeks from today.
    pub places: i64,
    /// People in its lines.
    pub waiting: u32,
    /// Position, in degrees (latitude, longitude).
    pub position: Option<(f64, f64)>,
}

impl Card {
    /// Bookable doses of all vaccines.
    pub fn bookable(&self) -> i64 {
        self.left.iter().map(|l| i64::from(l.bookable)).sum()
    }
}

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// A name, as [`domain::search`] understands it; any without one.
    pub name: String,
    /// In this province; in any without one.
    pub province: Option<Province>,
    /// What comes first.
    pub order: Order,
}

/// What comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The name that fits best, then who has doses.
    #[default]
    Best,
    /// The earliest day that can be booked.
    Soonest,
}

impl Order {
    /// The key of addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Best => "",
            Self::Soonest => "soonest",
        }
    }

    /// Reads a key of an address; the usual one for any other.
    pub fn parse(key: &str) -> Self {
        if key == Self::Soonest.key() { Self::Soonest } else { Self::Best }
    }
}

/// A page of results.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are in all.
    pub total: u32,
    /// Whether no name fits, and these are the nearest.
    pub similar: bool,
    /// The ones of this page.
    pub cards: Vec<Card>,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// Hospitals that are looked for, by what the database says now; `offset` and `most` cut a page. Readers ask
/// the [board](crate::availability) first: it answers the same from memory.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, search: &Search, offset: usize, most: usize) -> Result<Found> {
    crate::availability::read(db, search, offset, most).await
}

/// What `ILIKE` looks for: the text anywhere, blanks aside, and without the NUL that no text of the database
/// can hold.
pub(super) fn pattern(text: &str) -> String {
    format!(
        "%{}%",
        escape_like(&text.chars().filter(|c| !c.is_whitespace() && *c != '\0').collect::<String>())
    )
}

fn escape_like(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// How many hospitals each province has, in official order; provinces without one included.
///
/// # Errors
/// When the database fails.
pub async fn list_provinces(db: &Db) -> Result<Vec<(Province, u32)>> {
    let rows = sqlx::query!(r#"SELECT province, count(*) AS "n!" FROM hospitals GROUP BY province"#)
        .fetch_all(&db.pool)
        .await?;
    Ok(Province::ALL
        .into_iter()
        .map(|p| (p, rows.iter().find(|r| r.province == p.key()).map_or(0, |r| count(r.n))))
        .collect())
}

/// A hospital's own page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which.
    pub hospital: HospitalId,
    /// Name.
    pub name: String,
    /// Region.
    pub province: Province,
    /// 상급종합, 종합병원, …
    pub kind: Option<String>,
    /// Booking for a day ends at this hour of it.
    pub closes_at: Time,
    /// Position, in degrees (latitude, longitude).
    pub position: Option<(f64, f64)>,
    /// Doses left.
    pub stocks: Vec<StockLeft>,
    /// The next open days, full ones included.
    pub days: Vec<OpenDay>,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// Doses left of one vaccine, with what a person must know of it.
#[derive(Clone, Debug)]
pub struct StockLeft {
    /// Which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Bookable doses.
    pub bookable: i32,
    /// No booking is dated after this day.
    pub lasts_until: Option<Date>,
    /// Doses a person needs.
    pub doses_required: i16,
    /// Days between two doses.
    pub interval_days: i16,
    /// Least age in years.
    pub minimum_age: i16,
    /// People in line.
    pub waiting: u32,
}

/// One open day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenDay {
    /// The day.
    pub day_on: Date,
    /// Places left.
    pub free: u32,
}

/// A hospital with its doses and its next `most` open days from `from` on (never before
/// today, nor today after the closing hour).
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, hospital: HospitalId, from: Option<Date>, most: i64) -> Result<Option<Page>> {
    let Some(h) = sqlx::query!(
        r#"SELECT name, province, kind, closes_at, latitude, longitude, alimi_now() AS "as_of!"
           FROM hospitals WHERE hospital_id = $1"#,
        hospital.0
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(None);
    };
    let stocks = sqlx::query!(
        r#"SELECT v.vaccine_id, v.name, v.name_en, coalesce(s.bookable, 0) AS "bookable!",
                  s.lasts_until AS "lasts_until?", v.doses_required, v.interval_days, v.minimum_age, w.n AS "waiting!"
           FROM vaccines v LEFT JOIN stocks s ON s.vaccine_id = v.vaccine_id AND s.hospital_id = $1
           CROSS JOIN LATERAL (SELECT count(*) AS n FROM reservations r WHERE r.hospital_id = $1
                               AND r.vaccine_id = v.vaccine_id AND r.status = 'waiting') w
           WHERE s.vaccine_id IS NOT NULL OR w.n > 0
           ORDER BY coalesce(s.bookable, 0) = 0, v.vaccine_id"#,
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?;
    let days = sqlx::query!(
        r#"SELECT d.day_on, d.capacity - d.taken AS "free!" FROM days d JOIN hospitals h ON h.hospital_id = d.hospital_id
           WHERE d.hospital_id = $1 AND d.closed IS NULL AND d.day_on >= greatest(alimi_today(), $2)
             AND (d.day_on > alimi_today() OR (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at)
           ORDER BY d.day_on LIMIT $3"#,
        hospital.0,
        from,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(Some(Page {
        hospital,
        name: h.name,
        province: read_province(&h.province)?,
        kind: h.kind,
        closes_at: h.closes_at,
        position: h.latitude.zip(h.longitude),
        stocks: stocks
            .into_iter()
            .map(|s| StockLeft {
                vaccine: VaccineId(s.vaccine_id),
                name: s.name,
                name_en: s.name_en,
                bookable: s.bookable,
                lasts_until: s.lasts_until,
                doses_required: s.doses_required,
                interval_days: s.interval_days,
                minimum_age: s.minimum_age,
                waiting: count(s.waiting),
            })
            .collect(),
        days: days
            .into_iter()
            .map(|d| OpenDay { day_on: d.day_on, free: count(i64::from(d.free)) })
            .collect(),
        as_of: h.as_of,
    }))
}

/// A line people can stand in at a hospital.
#[derive(Clone, Debug)]
pub struct LineOf {
    /// For which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Bookable doses; `None` where the hospital has never had any.
    pub bookable: Option<i32>,
    /// Doses a person needs.
    pub doses_required: i16,
    /// Least age in years.
    pub minimum_age: i16,
    /// People in line.
    pub waiting: u32,
}

/// The lines of a hospital: those for vaccines it has had, or, where it has had none yet, for
/// every vaccine there is.
///
/// # Errors
/// When the database fails.
pub async fn list_lines(db: &Db, hospital: HospitalId) -> Result<Vec<LineOf>> {
    let rows = sqlx::query!(
        r#"SELECT v.vaccine_id, v.name, v.name_en, s.bookable AS "bookable?", v.doses_required, v.minimum_age,
                  (SELECT count(*) FROM reservations r WHERE r.hospital_id = $1 AND r.vaccine_id = v.vaccine_id
                   AND r.status = 'waiting') AS "waiting!"
           FROM vaccines v
           LEFT JOIN stocks s ON s.hospital_id = $1 AND s.vaccine_id = v.vaccine_id
           WHERE s.vaccine_id IS NOT NULL OR NOT EXISTS (SELECT FROM stocks WHERE hospital_id = $1)
           ORDER BY v.vaccine_id"#,
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| LineOf {
            vaccine: VaccineId(r.vaccine_id),
            name: r.name,
            name_en: r.name_en,
            bookable: r.bookable,
            doses_required: r.doses_required,
            minimum_age: r.minimum_age,
            waiting: count(r.waiting),
        })
        .collect())
}
