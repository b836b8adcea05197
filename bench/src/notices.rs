//! How fast events become notices and deliveries, and how fast senders get through deliveries that a
//! carrier takes at once. The reference is a plain insert of the same rows in the same run.

use crate::{
    Fault,
    report::{Bar, per_second},
    world::World,
};
use domain::notice::Channel;
use std::time::Instant;
use store::{
    notice::{Dispatch, Sent, claim, finish},
    outbox,
    sqlx::{AssertSqlSafe, Connection, Executor, PgConnection},
};
use tokio::task::JoinSet;

/// Events, as many in one transaction as the worker takes, and deliveries that a sender claims at once.
const EVENTS: i64 = 20_000;
const BATCH: i64 = 200;
const CLAIM: i64 = 20;

/// Deliveries that are sent: two statements each, so fewer do.
const SENT: usize = 5_000;

/// Measures both, in a world without bookings.
pub(crate) async fn run(world: &World) -> Result<Vec<Bar>, Fault> {
    world.reset().await?;
    let day = world.days.first().ok_or("no days")?;
    let mut connection = PgConnection::connect(&world.url).await?;
    let fill = format!(
        "SELECT bench_book(1 + n % 2000, 1, '{day}') FROM generate_series(1, {EVENTS}) AS n;
         UPDATE reservations SET status = 'confirmed';
         UPDATE events SET kind = 'reservation_confirmed';
         UPDATE consumers SET xid = '0', event_id = 0 WHERE name = 'notices';
         CREATE TABLE bench_notices (LIKE notices INCLUDING ALL);
         CREATE TABLE bench_deliveries (LIKE deliveries INCLUDING ALL)"
    );
    connection.execute(AssertSqlSafe(fill)).await?;
    connection.execute("VACUUM ANALYZE reservations").await?;

    let plain = {
        let began = Instant::now();
        for from in (1..=EVENTS).step_by(usize::try_from(BATCH)?) {
            connection.execute(AssertSqlSafe(plain_insert(day, from))).await?;
        }
        per_second(EVENTS, began.elapsed())
    };

    let db = world.db();
    let dispatch = Dispatch { channels: vec![Channel::Alimtalk, Channel::Sms] };
    let began = Instant::now();
    let mut handled = 0;
    while handled < EVENTS {
        handled += i64::try_from(outbox::run(db, &dispatch, BATCH).await?)?;
    }
    let dispatched = per_second(handled, began.elapsed());

    // Bookings are for tomorrow: day and night they may go out.
    let began = Instant::now();
    let mut sent = 0;
    while sent < SENT {
        let mut lanes = JoinSet::new();
        for delivery in claim(db, &[Channel::Alimtalk], CLAIM).await? {
            let db = db.clone();
            lanes.spawn(async move {
                let taken = Sent::Accepted("bench".to_owned());
                finish(&db, delivery.delivery, delivery.claim, &taken, None).await
            });
        }
        if lanes.is_empty() {
            return Err("fewer deliveries than were queued".into());
        }
        while let Some(done) = lanes.join_next().await {
            done??;
            sent += 1;
        }
    }
    let sent = per_second(i64::try_from(sent)?, began.elapsed());
    Ok(vec![
        // As many as bookings are to be: it must not fall behind them.
        Bar::at_least("notices_dispatched_per_second", dispatched, "events/s", 2_000.0, Some(plain)),
        Bar::figure("notices_dispatched_ratio", dispatched / plain, "x plain insert", Some(plain)),
        // Ten processes at the usual pace of a provider.
        Bar::at_least("notices_sent_per_second", sent, "deliveries/s", 500.0, None),
    ])
}

/// What a batch leaves, written by hand: a notice and a delivery for each event.
fn plain_insert(day: &str, from: i64) -> String {
    let to = from + BATCH - 1;
    format!(
        "WITH n AS (
             INSERT INTO bench_notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on)
             SELECT 'plain:' || i, i, 'confirmed', gen_random_uuid(), 1, 1, 1, '{day}' FROM generate_series({from}, {to}) AS i
             RETURNING notice_id)
         INSERT INTO bench_deliveries (notice_id, channel, urgent, key)
         SELECT notice_id, 'alimtalk', false, gen_random_uuid() FROM n"
    )
}
