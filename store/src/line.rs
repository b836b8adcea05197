//! Who gets a freed dose: events call a line, a worker serves it (B4, B5, E2).
//!
//! A call is a row, not a message: it stays until the line was served, so a worker that dies
//! leaves it to the next one. Any number of workers may serve; the stock's lock orders them.

use crate::{
    Db, Result,
    outbox::{Consumer, Event},
};
use domain::{event::LineCall, waitlist};
use sqlx::PgConnection;
use std::collections::BTreeSet;

/// Offers in one transaction at the most.
const MOST_OFFERS: i32 = 100;

/// Reads the events that call a line.
#[derive(Clone, Copy, Debug)]
pub struct Line;

impl Consumer for Line {
    const NAME: &'static str = "line";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        // (hospital, vaccine or all of them, what may be offered): in order, so that two callers
        // of the same lines do not wait for each other crosswise.
        let calls: BTreeSet<(i64, Option<i64>, LineCall)> = events
            .iter()
            .filter_map(|e| {
                let call = e.kind?.calls_line()?;
                // A place that became free may be wanted by those who wait for another vaccine.
                let vaccine = e.vaccine.filter(|_| call != LineCall::Every).map(|v| v.0);
                Some((e.hospital?.0, vaccine, call))
            })
            .collect();
        let hospitals: Vec<i64> = calls.iter().map(|c| c.0).collect();
        let vaccines: Vec<Option<i64>> = calls.iter().map(|c| c.1).collect();
        let every: Vec<bool> = calls.iter().map(|c| c.2 != LineCall::Earmarked).collect();
        let in_turns: Vec<bool> = calls.iter().map(|c| c.2 == LineCall::InTurns).collect();
        call_in_txn(tx, &hospitals, &vaccines, &every, &in_turns).await
    }
}

/// Calls lines in which somebody waits, or for which doses are kept though everybody has left. A
/// hospital that alerts everyone does so when doses or places become free, not when somebody joins or
/// another day opens ahead.
async fn call_in_txn(
    tx: &mut PgConnection,
    hospitals: &[i64],
    vaccines: &[Option<i64>],
    every: &[bool],
    in_turns: &[bool],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO line_calls (hospital_id, vaccine_id, every_since)
         SELECT s.hospital_id, s.vaccine_id, CASE WHEN bool_or(q.every) THEN alimi_now() END
         FROM unnest($1::bigint[], $2::bigint[], $3::bool[], $4::bool[]) AS q (hospital_id, vaccine_id, every, in_turns)
         JOIN stocks s ON s.hospital_id = q.hospital_id AND (q.vaccine_id IS NULL OR s.vaccine_id = q.vaccine_id)
         JOIN hospitals h ON h.hospital_id = s.hospital_id
         WHERE (NOT q.in_turns OR h.wait_policy = 'turns')
           AND (s.earmarked > 0 OR EXISTS (
               SELECT FROM reservations w WHERE w.hospital_id = s.hospital_id AND w.vaccine_id = s.vaccine_id
               AND w.status = 'waiting'))
         GROUP BY s.hospital_id, s.vaccine_id ORDER BY s.hospital_id, s.vaccine_id
         ON CONFLICT ON CONSTRAINT line_calls_pkey DO UPDATE
         SET every_since = greatest(line_calls.every_since, excluded.every_since)",
        hospitals,
        vaccines as &[Option<i64>],
        every,
        in_turns
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Calls every line: booking works again after it did not (N5).
///
/// # Errors
/// When the database fails.
pub async fn call_all(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    let hospitals = sqlx::query_scalar!(
        "SELECT DISTINCT hospital_id FROM reservations WHERE status = 'waiting' ORDER BY hospital_id"
    )
    .fetch_all(&mut *tx)
    .await?;
    let n = hospitals.len();
    call_in_txn(&mut tx, &hospitals, &vec![None; n], &vec![true; n], &vec![false; n]).await?;
    tx.commit().await?;
    db.ring();
    Ok(())
}

/// Serves the lines that were called: each gets at most a hundred offers a transaction. Returns
/// how many offers were made. At night lines wait for the morning.
///
/// # Errors
/// When the database fails; the calls stay.
pub async fn serve(db: &Db) -> Result<u32> {
    let calls = sqlx::query!(
        "SELECT hospital_id, vaccine_id FROM line_calls ORDER BY hospital_id, vaccine_id LIMIT 200"
    )
    .fetch_all(&db.pool)
    .await?;
    if calls.is_empty() || !waitlist::offers_run(db.now().await?) {
        return Ok(0);
    }
    let mut made = 0;
    for call in calls {
        // Whoever has the row serves the call, and ends it in the same transaction: a hospital that
        // alerts everyone does so once for each call, however many workers look.
        let mut tx = db.begin().await?;
        let since = sqlx::query_scalar!(
            "SELECT every_since FROM line_calls WHERE hospital_id = $1 AND vaccine_id = $2 FOR UPDATE SKIP LOCKED",
            call.hospital_id,
            call.vaccine_id
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(since) = since else { continue };
        let served = sqlx::query!(
            r#"SELECT made AS "made!", again AS "again!" FROM make_offers($1, $2, $3, $4)"#,
            call.hospital_id,
            call.vaccine_id,
            since,
            MOST_OFFERS
        )
        .fetch_one(&mut *tx)
        .await?;
        made += u32::try_from(served.made).unwrap_or(0);
        if !served.again {
            sqlx::query!(
                "DELETE FROM line_calls WHERE hospital_id = $1 AND vaccine_id = $2",
                call.hospital_id,
                call.vaccine_id
            )
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
    }
    if made > 0 {
        db.ring();
    }
    Ok(made)
}
