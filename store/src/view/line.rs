//! The rule of a line and the log of its turns: public, by number in line and without names, so
//! that anybody can check that it is fair.

use super::count;
use crate::{Db, Error, Result};
use domain::{
    hospital::WaitPolicy,
    id::{HospitalId, VaccineId},
};
use time::OffsetDateTime;

/// One line of a hospital.
#[derive(Clone, Debug)]
pub struct LineNow {
    /// For which vaccine.
    pub vaccine: VaccineId,
    /// Korean name.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// People waiting.
    pub waiting: u32,
    /// Offers under way.
    pub offered: u32,
    /// Doses kept for the line until they are offered.
    pub earmarked: i32,
    /// Doses anybody may book.
    pub bookable: i32,
}

/// The rule of a hospital's lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The hospital's name.
    pub hospital_name: String,
    /// Who gets a freed dose.
    pub policy: WaitPolicy,
    /// How long an offer is held.
    pub minutes: i16,
    /// When this was read.
    pub as_of: OffsetDateTime,
}

/// The rule of a hospital's lines; `None` for an unknown hospital.
///
/// # Errors
/// When the database fails.
pub async fn find_rule(db: &Db, hospital: HospitalId) -> Result<Option<Rule>> {
    let row = sqlx::query!(
        r#"SELECT name, wait_policy, offer_minutes, alimi_now() AS "as_of!" FROM hospitals WHERE hospital_id = $1"#,
        hospital.0
    )
    .fetch_optional(&db.pool)
    .await?;
    row.map(|r| {
        let policy =
            WaitPolicy::parse(&r.wait_policy).map_err(|_| Error::Unreadable("hospitals.wait_policy"))?;
        Ok(Rule { hospital_name: r.name, policy, minutes: r.offer_minutes, as_of: r.as_of })
    })
    .transpose()
}

/// The lines of a hospital, one a vaccine: in stock, or waited for before any came.
///
/// # Errors
/// When the database fails.
pub async fn list_lines(db: &Db, hospital: HospitalId) -> Result<Vec<LineNow>> {
    let rows = sqlx::query!(
        r#"SELECT v.vaccine_id, v.name, v.name_en, coalesce(s.earmarked, 0) AS "earmarked!",
                  coalesce(s.bookable, 0) AS "bookable!", w.n AS "waiting!", coalesce(s.offered, 0) AS "offered!"
           FROM vaccines v LEFT JOIN stocks s ON s.vaccine_id = v.vaccine_id AND s.hospital_id = $1
           CROSS JOIN LATERAL (SELECT count(*) AS n FROM reservations r WHERE r.hospital_id = $1
                               AND r.vaccine_id = v.vaccine_id AND r.status = 'waiting') w
           WHERE s.vaccine_id IS NOT NULL OR w.n > 0 ORDER BY v.vaccine_id"#,
        hospital.0
    )
    .fetch_all(&db.pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| LineNow {
            vaccine: VaccineId(r.vaccine_id),
            vaccine_name: r.name,
            vaccine_name_en: r.name_en,
            waiting: count(r.waiting),
            offered: count(r.offered.into()),
            earmarked: r.earmarked,
            bookable: r.bookable,
        })
        .collect())
}

/// What became of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Still under way.
    Open,
    /// A day was chosen.
    Accepted,
    /// Passed on by the person.
    Declined,
    /// Its time ran out.
    Lapsed,
    /// The doses were disposed of or expired.
    Revoked,
    /// The person left the line.
    Left,
    /// The person was vaccinated.
    Vaccinated,
}

impl Outcome {
    pub(super) fn read(key: Option<&str>) -> Result<Self> {
        Ok(match key {
            None => Self::Open,
            Some("accepted") => Self::Accepted,
            Some("declined") => Self::Declined,
            Some("lapsed") => Self::Lapsed,
            Some("revoked") => Self::Revoked,
            Some("left") => Self::Left,
            Some("vaccinated") => Self::Vaccinated,
            Some(_) => return Err(Error::Unreadable("offers.outcome")),
        })
    }
}

/// One turn.
#[derive(Clone, Debug)]
pub struct Turn {
    /// For which vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// Number in line.
    pub queue_no: i64,
    /// Offered when.
    pub offered_at: OffsetDateTime,
    /// Until when it could be accepted.
    pub expires_at: OffsetDateTime,
    /// What became of it.
    pub outcome: Outcome,
    /// When.
    pub closed_at: Option<OffsetDateTime>,
}

/// The turns of a hospital, newest first, at most `most`.
///
/// # Errors
/// When the database fails.
pub async fn list_turns(db: &Db, hospital: HospitalId, most: i64) -> Result<Vec<Turn>> {
    let rows = sqlx::query!(
        "SELECT v.name, v.name_en, o.queue_no, o.offered_at, o.expires_at, o.outcome, o.closed_at
         FROM offers o JOIN vaccines v ON v.vaccine_id = o.vaccine_id
         WHERE o.hospital_id = $1 ORDER BY o.offer_id DESC LIMIT $2",
        hospital.0,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Turn {
                vaccine_name: r.name,
                vaccine_name_en: r.name_en,
                queue_no: r.queue_no,
                offered_at: r.offered_at,
                expires_at: r.expires_at,
                outcome: Outcome::read(r.outcome.as_deref())?,
                closed_at: r.closed_at,
            })
        })
        .collect()
}
