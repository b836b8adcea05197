//! Giving back: a hold whose reservation is over returns its dose and its place (E1, C5). The dose
//! is kept for the line in the same transaction, unless the hospital itself took the booking
//! away (F7, F8).
//!
//! Deleting the hold is what makes it happen exactly once, however often and by whomever the
//! event is read. Rows are locked in the order of the house: stocks, days, holds.

use crate::{
    Result,
    outbox::{Consumer, Event},
};
use domain::event::EventKind;
use sqlx::PgConnection;
use uuid::Uuid;

/// Reads the events that free a hold.
#[derive(Clone, Copy, Debug)]
pub struct Release;

impl Consumer for Release {
    const NAME: &'static str = "release";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let over: Vec<Uuid> = events
            .iter()
            .filter(|e| e.kind.is_some_and(EventKind::frees_a_hold))
            .filter_map(|e| e.aggregate.parse().ok())
            .collect();
        if over.is_empty() { Ok(()) } else { release_in_txn(tx, &over).await }
    }
}

async fn release_in_txn(tx: &mut PgConnection, over: &[Uuid]) -> Result<()> {
    sqlx::query!(
        "SELECT 1 AS locked FROM stocks s
         WHERE (s.hospital_id, s.vaccine_id) IN (SELECT hospital_id, vaccine_id FROM holds WHERE reservation_id = ANY ($1))
         ORDER BY s.hospital_id, s.vaccine_id FOR NO KEY UPDATE OF s",
        over
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!(
        "SELECT 1 AS locked FROM days d
         WHERE (d.hospital_id, d.day_on) IN (SELECT hospital_id, day_on FROM holds WHERE reservation_id = ANY ($1))
         ORDER BY d.hospital_id, d.day_on FOR NO KEY UPDATE OF d",
        over
    )
    .fetch_all(&mut *tx)
    .await?;
    // Only holds of reservations that are over: a booking that was made anew keeps its own.
    let freed = sqlx::query!(
        r#"WITH freed AS (
             DELETE FROM holds h USING reservations r
             WHERE h.reservation_id = ANY ($1) AND r.reservation_id = h.reservation_id
               AND r.status NOT IN ('waiting', 'offered', 'requested', 'confirmed')
             RETURNING h.reservation_id, h.kind, h.hospital_id, h.vaccine_id, h.day_on,
                       r.status <> 'cancelled' OR r.cancelled_by NOT IN ('manager', 'disposal') AS alerts),
         doses AS (
             UPDATE stocks s SET reserved = s.reserved - f.reserved, offered = s.offered - f.offered, version = s.version + 1
             FROM (SELECT hospital_id, vaccine_id, count(*) FILTER (WHERE kind = 'reserved') AS reserved,
                          count(*) FILTER (WHERE kind = 'offered') AS offered,
                          count(*) FILTER (WHERE alerts) AS alerting,
                          coalesce(jsonb_agg(DISTINCT day_on) FILTER (WHERE day_on IS NOT NULL), '[]') AS days
                   FROM freed GROUP BY hospital_id, vaccine_id) f
             WHERE s.hospital_id = f.hospital_id AND s.vaccine_id = f.vaccine_id
             RETURNING s.hospital_id, s.vaccine_id, s.version, f.alerting, f.days),
         places AS (
             UPDATE days d SET taken = d.taken - f.n
             FROM (SELECT hospital_id, day_on, count(*) AS n FROM freed WHERE day_on IS NOT NULL
                   GROUP BY hospital_id, day_on) f
             WHERE d.hospital_id = f.hospital_id AND d.day_on = f.day_on),
         noted AS (
             INSERT INTO events (kind, aggregate_id, hospital_id, vaccine_id, version, body)
             SELECT CASE WHEN doses.alerting > 0 THEN 'hold_released' ELSE 'hold_released_quietly' END,
                    'stock:' || doses.hospital_id || ':' || doses.vaccine_id, doses.hospital_id, doses.vaccine_id,
                    doses.version, jsonb_build_object('days', doses.days)
             FROM doses)
         SELECT hospital_id, vaccine_id, alerting::integer AS "alerting!" FROM doses WHERE alerting > 0
         ORDER BY hospital_id, vaccine_id"#,
        over
    )
    .fetch_all(&mut *tx)
    .await?;
    for stock in freed {
        sqlx::query!(
            "SELECT earmark_doses($1, $2, $3, alimi_now())",
            stock.hospital_id,
            stock.vaccine_id,
            stock.alerting
        )
        .fetch_one(&mut *tx)
        .await?;
    }
    Ok(())
}
