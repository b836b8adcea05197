//! `alimi audit`: recomputes every counter from what it counts and names each difference.
//!
//! All queries see one snapshot. A hold whose reservation is over is pending release, and a
//! difference only after sixty seconds; where nothing ever ended, at once.

use crate::{Db, Result};
use std::fmt;

/// A counter that differs from what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which law, e.g. `stock.reserved`.
    pub law: String,
    /// Of what, e.g. `hospital 3 vaccine 1`.
    pub subject: String,
    /// What the counter says.
    pub counter: i64,
    /// What was counted.
    pub counted: i64,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {}: the counter says {}, counted {}",
            self.law, self.subject, self.counter, self.counted
        )
    }
}

/// All differences; none is the only good answer.
///
/// # Errors
/// When the database fails.
pub async fn run(db: &Db) -> Result<Vec<Difference>> {
    let mut tx = db.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    // A full count may take longer than a command.
    sqlx::query!("SET LOCAL statement_timeout = '5min'").execute(&mut *tx).await?;
    let rows = sqlx::query!(
        r#"
        WITH held AS (
            SELECT hospital_id, vaccine_id, count(*) FILTER (WHERE kind = 'reserved') AS reserved,
                   count(*) FILTER (WHERE kind = 'offered') AS offered
            FROM holds GROUP BY hospital_id, vaccine_id),
        lotted AS (
            SELECT hospital_id, vaccine_id, sum(registered) AS registered, sum(administered) AS administered,
                   sum(discarded) AS discarded, sum(expired) AS expired,
                   max(expires_on) FILTER (WHERE registered - administered - discarded - expired > 0) AS lasts_until
            FROM lots GROUP BY hospital_id, vaccine_id),
        supplied AS (
            SELECT hospital_id, vaccine_id, sum(doses) AS doses FROM supplies WHERE state = 'registered'
            GROUP BY hospital_id, vaccine_id),
        stock AS (
            SELECT format('hospital %s vaccine %s', k.hospital_id, k.vaccine_id) AS subject, s.*,
                   coalesce(h.reserved, 0) AS h_reserved, coalesce(h.offered, 0) AS h_offered,
                   coalesce(l.registered, 0) AS l_registered, coalesce(l.administered, 0) AS l_administered,
                   coalesce(l.discarded, 0) AS l_discarded, coalesce(l.expired, 0) AS l_expired,
                   l.lasts_until AS l_lasts_until, coalesce(u.doses, 0) AS u_doses
            FROM (SELECT hospital_id, vaccine_id FROM stocks UNION SELECT hospital_id, vaccine_id FROM held
                  UNION SELECT hospital_id, vaccine_id FROM lotted) k
            LEFT JOIN stocks s USING (hospital_id, vaccine_id) LEFT JOIN held h USING (hospital_id, vaccine_id)
            LEFT JOIN lotted l USING (hospital_id, vaccine_id) LEFT JOIN supplied u USING (hospital_id, vaccine_id)),
        checks AS (
            SELECT 'stock.reserved' AS law, subject, reserved::bigint AS counter, h_reserved::bigint AS counted FROM stock
            UNION ALL SELECT 'stock.offered', subject, offered, h_offered FROM stock
            UNION ALL SELECT 'stock.registered', subject, registered, l_registered FROM stock
            UNION ALL SELECT 'stock.administered', subject, administered, l_administered FROM stock
            UNION ALL SELECT 'stock.discarded', subject, discarded, l_discarded FROM stock
            UNION ALL SELECT 'stock.expired', subject, expired, l_expired FROM stock
            UNION ALL SELECT 'supply.doses', subject, registered, u_doses FROM stock
            UNION ALL SELECT 'stock.lasts_until', subject, lasts_until - date '2000-01-01', l_lasts_until - date '2000-01-01'
                      FROM stock
            UNION ALL SELECT 'day.taken', format('hospital %s on %s', k.hospital_id, k.day_on), d.taken, coalesce(n.n, 0)
                FROM (SELECT hospital_id, day_on FROM days
                      UNION SELECT hospital_id, day_on FROM holds WHERE day_on IS NOT NULL) k
                LEFT JOIN days d USING (hospital_id, day_on)
                LEFT JOIN (SELECT hospital_id, day_on, count(*) AS n FROM holds GROUP BY hospital_id, day_on) n
                    USING (hospital_id, day_on)
            UNION ALL SELECT 'vaccine.vials_supplied', format('vaccine %s', v.vaccine_id), v.vials_supplied, coalesce(n.n, 0)
                FROM vaccines v
                LEFT JOIN (SELECT vaccine_id, sum(vials) AS n FROM supplies GROUP BY vaccine_id) n USING (vaccine_id)
            -- a booking has its hold, and the hold names the same dose and place
            UNION ALL SELECT 'reservation.hold', format('reservation %s (%s)', r.reservation_id, r.status), 1,
                CASE WHEN (h.hospital_id, h.vaccine_id, h.day_on, h.kind) = (r.hospital_id, r.vaccine_id, r.day_on, 'reserved')
                     THEN 1 ELSE 0 END
                FROM reservations r LEFT JOIN holds h USING (reservation_id) WHERE r.status IN ('requested', 'confirmed')
            UNION ALL SELECT 'hold.pending_release', format('reservation %s (%s)', r.reservation_id, r.status), 1, 0
                FROM holds h JOIN reservations r USING (reservation_id)
                WHERE r.status NOT IN ('offered', 'requested', 'confirmed')
                  AND coalesce(r.ended_at, '-infinity') < alimi_now() - interval '60 seconds'
        )
        SELECT law AS "law!", subject AS "subject!", coalesce(counter, -1) AS "counter!", coalesce(counted, -1) AS "counted!"
        FROM checks WHERE counter IS DISTINCT FROM counted ORDER BY law, subject
        "#
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(rows
        .into_iter()
        .map(|r| Difference { law: r.law, subject: r.subject, counter: r.counter, counted: r.counted })
        .collect())
}
