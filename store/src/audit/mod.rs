//! `alimi audit`: recomputes every counter from what it counts and names each difference.
//!
//! All queries see one snapshot. A hold whose reservation is over is pending release, and a
//! difference only after sixty seconds; where nothing ever ended, at once.

mod views;

pub use views::run as run_views;

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
#[expect(clippy::too_many_lines, reason = "one query, one snapshot")]
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
                   max(expires_on) FILTER (WHERE registered - administered - discarded - expired > 0
                                             AND suspended_at IS NULL) AS lasts_until
            FROM lots JOIN (SELECT vaccine_id, lot_number, suspended_at FROM lot_numbers) n USING (vaccine_id, lot_number)
            GROUP BY hospital_id, vaccine_id),
        marked AS (SELECT hospital_id, vaccine_id, sum(doses) AS doses FROM earmarks GROUP BY hospital_id, vaccine_id),
        given AS (
            SELECT lot_id, count(*) AS n FROM vaccinations WHERE voided_at IS NULL GROUP BY lot_id),
        destroyed AS (
            SELECT lot_id, sum(amount) FILTER (WHERE kind = 'doses') AS doses,
                   sum(amount) FILTER (WHERE kind = 'expired_doses') AS expired
            FROM disposals WHERE lot_id IS NOT NULL GROUP BY lot_id),
        placed AS (
            SELECT hospital_id, day_on, count(*) AS n FROM (
                SELECT hospital_id, day_on FROM holds WHERE day_on IS NOT NULL
                UNION ALL SELECT hospital_id, place_on FROM vaccinations WHERE voided_at IS NULL) p
            GROUP BY hospital_id, day_on),
        supplied AS (
            SELECT hospital_id, vaccine_id, sum(doses) AS doses FROM supplies WHERE state = 'registered'
            GROUP BY hospital_id, vaccine_id),
        stock AS (
            SELECT format('hospital %s vaccine %s', k.hospital_id, k.vaccine_id) AS subject, s.*,
                   coalesce(h.reserved, 0) AS h_reserved, coalesce(h.offered, 0) AS h_offered,
                   coalesce(l.registered, 0) AS l_registered, coalesce(l.administered, 0) AS l_administered,
                   coalesce(l.discarded, 0) AS l_discarded, coalesce(l.expired, 0) AS l_expired,
                   l.lasts_until AS l_lasts_until, coalesce(u.doses, 0) AS u_doses, coalesce(m.doses, 0) AS m_doses
            FROM (SELECT hospital_id, vaccine_id FROM stocks UNION SELECT hospital_id, vaccine_id FROM held
                  UNION SELECT hospital_id, vaccine_id FROM lotted) k
            LEFT JOIN stocks s USING (hospital_id, vaccine_id) LEFT JOIN held h USING (hospital_id, vaccine_id)
            LEFT JOIN lotted l USING (hospital_id, vaccine_id) LEFT JOIN supplied u USING (hospital_id, vaccine_id)
            LEFT JOIN marked m USING (hospital_id, vaccine_id)),
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
            UNION ALL SELECT 'stock.earmarked', subject, earmarked, m_doses FROM stock
            UNION ALL SELECT 'lot.administered', format('lot %s', l.lot_id), l.administered, coalesce(g.n, 0)
                FROM lots l LEFT JOIN given g USING (lot_id)
            UNION ALL SELECT 'lot.discarded', format('lot %s', l.lot_id), l.discarded, coalesce(d.doses, 0)
                FROM lots l LEFT JOIN destroyed d USING (lot_id)
            UNION ALL SELECT 'lot.expired_destroyed', format('lot %s', l.lot_id), l.expired_destroyed, coalesce(d.expired, 0)
                FROM lots l LEFT JOIN destroyed d USING (lot_id)
            UNION ALL SELECT 'supply.vials_discarded', format('supply %s', s.supply_id), s.vials_discarded, coalesce(d.n, 0)
                FROM supplies s
                LEFT JOIN (SELECT supply_id, sum(amount) AS n FROM disposals WHERE kind = 'vials' GROUP BY supply_id) d
                    USING (supply_id)
            UNION ALL SELECT 'day.taken', format('hospital %s on %s', k.hospital_id, k.day_on), d.taken, coalesce(p.n, 0)
                FROM (SELECT hospital_id, day_on FROM days UNION SELECT hospital_id, day_on FROM placed) k
                LEFT JOIN days d USING (hospital_id, day_on)
                LEFT JOIN placed p USING (hospital_id, day_on)
            UNION ALL SELECT 'vaccine.vials_supplied', format('vaccine %s', v.vaccine_id), v.vials_supplied, coalesce(n.n, 0)
                FROM vaccines v
                LEFT JOIN (SELECT vaccine_id, sum(vials) AS n FROM supplies GROUP BY vaccine_id) n USING (vaccine_id)
            -- a booking or offer has its hold, and the hold names the same dose, place and person; a vaccination
            -- has used the hold, and the status follows
            UNION ALL SELECT 'reservation.hold', format('reservation %s (%s)', r.reservation_id, r.status), 1,
                CASE WHEN (h.hospital_id, h.vaccine_id, h.person_id) = (r.hospital_id, r.vaccine_id, r.person_id)
                      AND h.day_on IS NOT DISTINCT FROM r.day_on
                      AND h.kind = CASE r.status WHEN 'offered' THEN 'offered' ELSE 'reserved' END
                     THEN 1 ELSE 0 END
                FROM reservations r LEFT JOIN holds h USING (reservation_id)
                WHERE r.status IN ('offered', 'requested', 'confirmed')
                  AND NOT EXISTS (SELECT FROM vaccinations g
                                  WHERE g.reservation_id = r.reservation_id AND g.voided_at IS NULL)
            -- a used hold is gone
            UNION ALL SELECT 'vaccination.hold', format('vaccination %s', g.vaccination_id), 0, 1
                FROM vaccinations g JOIN holds h ON h.reservation_id = g.reservation_id WHERE g.voided_at IS NULL
            -- an offer under way stands in the log of turns, and only such a one does
            UNION ALL SELECT 'offer.open', format('reservation %s', reservation_id),
                CASE WHEN r.status = 'offered' THEN 1 ELSE 0 END, count(o.reservation_id)
                FROM reservations r FULL JOIN (SELECT reservation_id FROM offers WHERE outcome IS NULL) o USING (reservation_id)
                WHERE r.status = 'offered' OR o.reservation_id IS NOT NULL
                GROUP BY reservation_id, r.status
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
