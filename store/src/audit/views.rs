//! `alimi audit --views`: compares the read models with what the facts say now.
//!
//! Both are seen in one snapshot. Events that the consumer has not read yet are no difference:
//! hospitals they concern are looked at again until the consumer has come past them.

use super::Difference;
use crate::{Db, Result, outbox::Consumer, read_model::Views};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long the consumer may take to catch up.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(100);

/// All differences of the read models; none is the only good answer. A consumer that does not
/// catch up within a minute is one too.
///
/// # Errors
/// When the database fails.
pub async fn run(db: &Db) -> Result<Vec<Difference>> {
    let until = Instant::now() + PATIENCE;
    if !catch_up(db, until).await? {
        let unread = count_unread(db).await?;
        return Ok(vec![Difference {
            law: "view.unread".into(),
            subject: format!("consumer {}", Views::NAME),
            counter: unread,
            counted: 0,
        }]);
    }
    loop {
        let (differences, undecided) = compare(db).await?;
        if undecided == 0 || Instant::now() > until {
            return Ok(differences);
        }
        sleep(PAUSE).await;
    }
}

/// Waits until everything that is in the outbox now was read.
async fn catch_up(db: &Db, until: Instant) -> Result<bool> {
    let last = sqlx::query!(
        r#"SELECT xid::text AS "xid!", event_id FROM events ORDER BY xid DESC, event_id DESC LIMIT 1"#
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(last) = last else { return Ok(true) };
    loop {
        let past = sqlx::query_scalar!(
            r#"SELECT (xid, event_id) >= ($2::text::xid8, $3::bigint) AS "past!" FROM consumers WHERE name = $1"#,
            Views::NAME,
            last.xid,
            last.event_id
        )
        .fetch_one(&db.pool)
        .await?;
        if past || Instant::now() > until {
            return Ok(past);
        }
        sleep(PAUSE).await;
    }
}

async fn count_unread(db: &Db) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM events e JOIN consumers c ON c.name = $1 WHERE (e.xid, e.event_id) > (c.xid, c.event_id)"#,
        Views::NAME
    )
    .fetch_one(&db.pool)
    .await?)
}

/// The differences, and how many more concern hospitals of which not everything was read.
async fn compare(db: &Db) -> Result<(Vec<Difference>, usize)> {
    let mut tx = db.pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    sqlx::query!("SET LOCAL statement_timeout = '5min'").execute(&mut *tx).await?;
    let rows = sqlx::query!(
        r#"
        WITH booked AS (
            SELECT hospital_id, day_on,
                   count(*) FILTER (WHERE status = 'requested') AS requested,
                   count(*) FILTER (WHERE status = 'confirmed') AS confirmed,
                   count(*) FILTER (WHERE status = 'vaccinated') AS vaccinated,
                   count(*) FILTER (WHERE status = 'no_show') AS no_show,
                   count(*) FILTER (WHERE status = 'expired') AS expired,
                   count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
                   count(*) FILTER (WHERE status = 'rejected') AS rejected
            FROM reservations WHERE day_on IS NOT NULL AND status NOT IN ('waiting', 'offered', 'withdrawn')
            GROUP BY hospital_id, day_on),
        days_truth AS (
            SELECT hospital_id, day_on, d.capacity, d.taken, d.capacity IS NOT NULL AND d.closed IS NULL AS open,
                   n.requested, n.confirmed, n.vaccinated, n.no_show, n.expired, n.cancelled, n.rejected
            FROM days d FULL JOIN booked n USING (hospital_id, day_on)),
        stocks_truth AS (
            SELECT hospital_id, vaccine_id, s.registered, s.administered, s.discarded, s.expired, s.reserved, s.offered,
                   s.earmarked, s.bookable, w.waiting, s.lasts_until
            FROM stocks s FULL JOIN (SELECT hospital_id, vaccine_id, count(*) AS waiting FROM reservations
                                     WHERE status = 'waiting' GROUP BY hospital_id, vaccine_id) w
                 USING (hospital_id, vaccine_id)),
        unread AS (
            SELECT DISTINCT e.hospital_id FROM events e JOIN consumers c ON c.name = $1
            WHERE (e.xid, e.event_id) > (c.xid, c.event_id)),
        checks AS (
            SELECT 'view_reservations.row' AS law, format('reservation %s', reservation_id) AS subject,
                   coalesce(r.hospital_id, m.hospital_id) AS hospital_id, coalesce(m.version, -1) AS counter,
                   -- a row that differs in anything but its version is wrong all the same
                   CASE WHEN (r.hospital_id, r.vaccine_id, r.account_id, r.person_id, r.number, r.day_on, r.dose_no, r.status,
                              r.queue_no, r.offer_expires_at, r.created_at)
                             IS NOT DISTINCT FROM (m.hospital_id, m.vaccine_id, m.account_id, m.person_id, m.number, m.day_on,
                              m.dose_no, m.status, m.queue_no, m.offer_expires_at, m.created_at)
                        THEN coalesce(r.version, -1) ELSE -2 END AS counted
            FROM reservations r FULL JOIN view_reservations m USING (reservation_id)
            UNION ALL
            SELECT c.law, format('hospital %s on %s', hospital_id, day_on), hospital_id, coalesce(c.counter, 0),
                   coalesce(c.counted, 0)
            FROM days_truth t FULL JOIN view_days m USING (hospital_id, day_on),
                LATERAL (VALUES
                    ('view_days.capacity', m.capacity, t.capacity),
                    ('view_days.taken', m.taken, t.taken),
                    ('view_days.open', m.open::int, t.open::int),
                    ('view_days.requested', m.requested, t.requested),
                    ('view_days.confirmed', m.confirmed, t.confirmed),
                    ('view_days.vaccinated', m.vaccinated, t.vaccinated),
                    ('view_days.no_show', m.no_show, t.no_show),
                    ('view_days.expired', m.expired, t.expired),
                    ('view_days.cancelled', m.cancelled, t.cancelled),
                    ('view_days.rejected', m.rejected, t.rejected)) AS c (law, counter, counted)
            UNION ALL
            SELECT c.law, format('hospital %s vaccine %s', hospital_id, vaccine_id), hospital_id, coalesce(c.counter, 0),
                   coalesce(c.counted, 0)
            FROM stocks_truth t FULL JOIN view_stocks m USING (hospital_id, vaccine_id),
                LATERAL (VALUES
                    ('view_stocks.registered', m.registered, t.registered),
                    ('view_stocks.administered', m.administered, t.administered),
                    ('view_stocks.discarded', m.discarded, t.discarded),
                    ('view_stocks.expired', m.expired, t.expired),
                    ('view_stocks.reserved', m.reserved, t.reserved),
                    ('view_stocks.offered', m.offered, t.offered),
                    ('view_stocks.earmarked', m.earmarked, t.earmarked),
                    ('view_stocks.bookable', m.bookable, t.bookable),
                    ('view_stocks.waiting', m.waiting, t.waiting),
                    ('view_stocks.lasts_until', m.lasts_until - date '2000-01-01', t.lasts_until - date '2000-01-01')) AS c (law, counter, counted)
            UNION ALL
            SELECT 'view_vaccinations.doses', format('hospital %s vaccine %s dose %s on %s', hospital_id, vaccine_id, dose_no,
                   given_on), hospital_id, coalesce(m.doses, 0), coalesce(t.doses, 0)
            FROM (SELECT given_on, hospital_id, vaccine_id, dose_no, count(*) AS doses FROM vaccinations
                  WHERE voided_at IS NULL GROUP BY given_on, hospital_id, vaccine_id, dose_no) t
            FULL JOIN view_vaccinations m USING (given_on, hospital_id, vaccine_id, dose_no))
        SELECT law AS "law!", subject AS "subject!", counter::bigint AS "counter!", counted::bigint AS "counted!",
               u.hospital_id IS NOT NULL AS "undecided!"
        FROM checks LEFT JOIN unread u USING (hospital_id)
        WHERE counter <> counted ORDER BY law, subject
        "#,
        Views::NAME
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.rollback().await?;
    let undecided = rows.iter().filter(|r| r.undecided).count();
    let found = rows.into_iter().map(|r| Difference {
        law: r.law,
        subject: r.subject,
        counter: r.counter,
        counted: r.counted,
    });
    Ok((found.collect(), undecided))
}
