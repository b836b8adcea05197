//! The history behind a ledger (G6): what came, what went, who and why, and what was left after it.
//! It is read from the facts, so that its last line is the lot as it stands.

use crate::{Db, Error, Result};
use domain::{
    disposal::DisposalReason,
    id::{HospitalId, LotId, VaccineId},
    vaccination::VoidReason,
};
use time::OffsetDateTime;

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovementKind {
    /// Doses of a supply were registered.
    Registered,
    /// Their number was corrected.
    Corrected,
    /// A dose was given.
    Administered,
    /// A record of one was taken back.
    Voided,
    /// Doses were disposed of.
    Discarded,
    /// The lot expired.
    Expired,
    /// Expired doses were destroyed: nothing changes.
    Destroyed,
}

impl MovementKind {
    fn from_key(key: &str) -> Result<Self> {
        Ok(match key {
            "registered" => Self::Registered,
            "corrected" => Self::Corrected,
            "administered" => Self::Administered,
            "voided" => Self::Voided,
            "discarded" => Self::Discarded,
            "expired" => Self::Expired,
            "destroyed" => Self::Destroyed,
            _ => return Err(Error::Unreadable("movement.kind")),
        })
    }
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing to say.
    None,
    /// A disposal's reason, and what was added.
    Disposal(DisposalReason, Option<String>),
    /// A record's correction.
    Void(VoidReason),
    /// In the manager's own words.
    Words(String),
}

/// One line of the history.
#[derive(Clone, Debug)]
pub struct Movement {
    /// What moved.
    pub kind: MovementKind,
    /// When.
    pub at: OffsetDateTime,
    /// Which lot.
    pub lot: LotId,
    /// Number on its box.
    pub lot_number: String,
    /// Doses moved.
    pub amount: i32,
    /// How the doses on hand changed.
    pub change: i32,
    /// Doses on hand after it: of the lot, or of the vaccine when all its lots are shown.
    pub balance: i64,
    /// By whom; nobody when the calendar did it.
    pub by: Option<String>,
    /// Why.
    pub why: Why,
}

/// The history of a vaccine's doses at a hospital, or of one lot of it, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    hospital: HospitalId,
    vaccine: VaccineId,
    lot: Option<LotId>,
    offset: i64,
    most: i64,
) -> Result<(i64, Vec<Movement>)> {
    let rows = sqlx::query!(
        r#"WITH lot AS (
               SELECT * FROM lots WHERE hospital_id = $1 AND vaccine_id = $2 AND ($3::bigint IS NULL OR lot_id = $3)),
           supplied AS (
               SELECT s.supply_id, s.registered_at, s.doses, lot.lot_id
               FROM supplies s JOIN lot ON lot.lot_number = s.lot_number
               WHERE s.hospital_id = $1 AND s.vaccine_id = $2 AND s.state = 'registered'),
           corrected AS (
               SELECT s.supply_id, s.lot_id, a.audit_id, a.at, a.account_id, m[1]::integer AS was, m[2]::integer AS is_now,
                      m[3] AS words
               FROM supplied s JOIN audit_log a ON a.subject = 'supply:' || s.supply_id AND a.action = 'doses_corrected',
                    regexp_match(a.reason, '^(\d+) → (\d+): (.*)$') AS m),
           moved AS (
               SELECT 'registered' AS kind, s.registered_at AS at, 1 AS turn, s.lot_id, a.account_id,
                      coalesce((SELECT c.was FROM corrected c WHERE c.supply_id = s.supply_id ORDER BY c.audit_id LIMIT 1),
                               s.doses) AS change,
                      NULL::integer AS amount, NULL AS reason, NULL AS words
               FROM supplied s LEFT JOIN audit_log a ON a.subject = 'supply:' || s.supply_id AND a.action = 'doses_registered'
               UNION ALL
               SELECT 'corrected', c.at, 2, c.lot_id, c.account_id, c.is_now - c.was, NULL, NULL, c.words FROM corrected c
               UNION ALL
               SELECT 'administered', g.given_at, 3, g.lot_id, g.recorded_by, -1, NULL, NULL, NULL
               FROM vaccinations g JOIN lot ON lot.lot_id = g.lot_id
               UNION ALL
               SELECT 'voided', g.voided_at, 4, g.lot_id, g.voided_by, 1, NULL, g.void_reason, NULL
               FROM vaccinations g JOIN lot ON lot.lot_id = g.lot_id WHERE g.voided_at IS NOT NULL
               UNION ALL
               SELECT CASE d.kind WHEN 'doses' THEN 'discarded' ELSE 'destroyed' END, d.disposed_at, 5, d.lot_id,
                      d.disposed_by, CASE d.kind WHEN 'doses' THEN -d.amount ELSE 0 END, d.amount, d.reason, d.note
               FROM disposals d JOIN lot ON lot.lot_id = d.lot_id
               UNION ALL
               -- what was taken back after the last day expired with that
               SELECT 'expired', g.voided_at, 6, g.lot_id, NULL, -1, NULL, NULL, NULL
               FROM vaccinations g JOIN lot ON lot.lot_id = g.lot_id
               WHERE (g.voided_at AT TIME ZONE 'Asia/Seoul')::date > lot.expires_on
               UNION ALL
               SELECT 'expired', (lot.expires_on + 1)::timestamp AT TIME ZONE 'Asia/Seoul', 6, lot.lot_id, NULL,
                      -(lot.expired - late.n), NULL, NULL, NULL
               FROM lot CROSS JOIN LATERAL (
                   SELECT count(*)::integer AS n FROM vaccinations g
                   WHERE g.lot_id = lot.lot_id AND (g.voided_at AT TIME ZONE 'Asia/Seoul')::date > lot.expires_on) late
               WHERE lot.expired > late.n)
           SELECT m.kind AS "kind!", m.at AS "at!", m.lot_id AS "lot_id!", lot.lot_number, m.change AS "change!",
                  coalesce(m.amount, abs(m.change)) AS "amount!", m.reason, m.words,
                  CASE WHEN m.account_id IS NOT NULL THEN coalesce(a.label, a.login, '') END AS by,
                  sum(m.change) OVER (ORDER BY m.at, m.turn, m.lot_id ROWS UNBOUNDED PRECEDING) AS "balance!",
                  count(*) OVER () AS "total!"
           FROM moved m JOIN lot ON lot.lot_id = m.lot_id LEFT JOIN accounts a ON a.account_id = m.account_id
           ORDER BY m.at DESC, m.turn DESC, m.lot_id DESC OFFSET $4 LIMIT $5"#,
        hospital.0,
        vaccine.0,
        lot.map(|l| l.0),
        offset,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    let total = rows.first().map_or(0, |r| r.total);
    let moved = rows.into_iter().map(|r| {
        let kind = MovementKind::from_key(&r.kind)?;
        let why = match (kind, r.reason, r.words) {
            (MovementKind::Discarded | MovementKind::Destroyed, Some(reason), note) => Why::Disposal(
                DisposalReason::from_key(&reason).ok_or(Error::Unreadable("disposals.reason"))?,
                note,
            ),
            (MovementKind::Voided, Some(reason), _) => {
                Why::Void(VoidReason::from_key(&reason).ok_or(Error::Unreadable("vaccinations.void_reason"))?)
            }
            (_, _, Some(words)) => Why::Words(words),
            _ => Why::None,
        };
        Ok(Movement {
            kind,
            at: r.at,
            lot: LotId(r.lot_id),
            lot_number: r.lot_number,
            amount: r.amount,
            change: r.change,
            balance: r.balance,
            by: r.by,
            why,
        })
    });
    Ok((total, moved.collect::<Result<_>>()?))
}
