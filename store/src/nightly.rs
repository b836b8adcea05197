//! What the calendar does: bookings whose day has passed, waits whose wanted day has passed, lots
//! that have expired, days that open. Every step is a conditional write: it may run twice, late,
//! and by several processes at once.

use crate::{Db, Result, disposal, hospital};
use domain::id::{HospitalId, LotId};

/// Rows in one transaction at the most.
const MOST: i64 = 500;

/// What one run found to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Bookings and requests whose day has passed.
    pub missed: u64,
    /// Waits that became dateless.
    pub dateless: u64,
    /// Doses of expired lots.
    pub expired: u64,
    /// Days opened.
    pub opened: u64,
}

/// Runs every step until nothing is left to do.
///
/// # Errors
/// When the database fails; what was done stays done.
pub async fn run(db: &Db) -> Result<Done> {
    let mut done = Done::default();
    loop {
        let n = end_missed(db).await?;
        done.missed += n;
        if n == 0 {
            break;
        }
    }
    done.dateless = make_dateless(db).await?;
    done.expired = expire_lots(db).await?;
    done.opened = hospital::open_days(db).await?;
    Ok(done)
}

/// Confirmed → 미방문, requested → 기한 만료, where the day has passed and the hold still stands: a
/// vaccination has used its hold. The release consumer gives dose and place back.
async fn end_missed(db: &Db) -> Result<u64> {
    let mut tx = db.begin().await?;
    let n = sqlx::query_scalar!(
        r#"WITH due AS (
               SELECT r.reservation_id FROM holds h JOIN reservations r ON r.reservation_id = h.reservation_id
               WHERE h.day_on < alimi_today() AND h.kind = 'reserved' AND r.status IN ('requested', 'confirmed')
                 AND r.day_on < alimi_today()
               ORDER BY r.reservation_id LIMIT $1 FOR NO KEY UPDATE OF r SKIP LOCKED),
           ended AS (
               UPDATE reservations r
               SET status = CASE r.status WHEN 'confirmed' THEN 'no_show' ELSE 'expired' END, ended_at = alimi_now(),
                   version = r.version + 1
               FROM due WHERE r.reservation_id = due.reservation_id AND r.status IN ('requested', 'confirmed')
               RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version, r.status),
           noted AS (
               INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
               SELECT 'reservation_' || ended.status, ended.reservation_id::text, ended.hospital_id, ended.vaccine_id,
                      ended.version
               FROM ended)
           SELECT count(*) AS "n!" FROM ended"#,
        MOST
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    if n > 0 {
        db.ring();
    }
    Ok(u64::try_from(n).unwrap_or(0))
}

/// A wait whose wanted day has passed goes on for any day.
async fn make_dateless(db: &Db) -> Result<u64> {
    let mut tx = db.begin().await?;
    let n = sqlx::query_scalar!(
        r#"WITH due AS (
               SELECT reservation_id FROM reservations WHERE status = 'waiting' AND day_on < alimi_today()
               ORDER BY reservation_id FOR NO KEY UPDATE),
           moved AS (
               UPDATE reservations r SET day_on = NULL, version = r.version + 1
               FROM due WHERE r.reservation_id = due.reservation_id AND r.status = 'waiting'
               RETURNING r.reservation_id, r.hospital_id, r.vaccine_id, r.version),
           noted AS (
               INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version)
               SELECT 'wait_dateless', reservation_id::text, hospital_id, vaccine_id, version FROM moved)
           SELECT count(*) AS "n!" FROM moved"#
    )
    .fetch_one(&mut *tx)
    .await?;
    tx.commit().await?;
    if n > 0 {
        db.ring();
    }
    Ok(u64::try_from(n).unwrap_or(0))
}

async fn expire_lots(db: &Db) -> Result<u64> {
    let due = sqlx::query!(
        "SELECT hospital_id, lot_id FROM lots
         WHERE expires_on < alimi_today() AND registered - administered - discarded - expired > 0
         ORDER BY hospital_id, lot_id"
    )
    .fetch_all(&db.pool)
    .await?;
    let mut doses = 0;
    for lot in due {
        doses += disposal::expire(db, HospitalId(lot.hospital_id), LotId(lot.lot_id)).await?;
    }
    Ok(u64::try_from(doses).unwrap_or(0))
}
