//! Snapshots for `/live`: small, versioned, many at a time.

use super::count;
use crate::{Db, Result, reservation::read_status};
use domain::{
    calendar,
    id::{AccountId, HospitalId, ReservationId},
    live::{HospitalNow, InboxNow, ReservationNow},
    waitlist::Line,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Whether a reservation is the account's own.
///
/// # Errors
/// When the database fails.
pub async fn owns(db: &Db, account: AccountId, reservation: ReservationId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM reservations WHERE reservation_id = $1 AND account_id = $2) AS "owns!""#,
        reservation.0,
        account.0
    )
    .fetch_one(&db.pool)
    .await?)
}

/// Reservations as they are now; unknown ones are missing from the answer.
///
/// # Errors
/// When the database fails.
pub async fn reservation_live(db: &Db, reservations: &[ReservationId]) -> Result<Vec<ReservationNow>> {
    let ids: Vec<Uuid> = reservations.iter().map(|r| r.0).collect();
    let rows = sqlx::query!(
        r#"SELECT r.reservation_id, r.version, r.status, r.day_on, extract(epoch FROM alimi_now())::bigint AS "as_of!",
                  extract(epoch FROM r.offer_expires_at)::bigint AS offer_until,
                  r.status = 'waiting' AND is_bookable(r.hospital_id, r.vaccine_id, r.day_on) AS "bookable!",
                  l.place AS "place?", l.waiting AS "waiting?"
           FROM reservations r
           LEFT JOIN LATERAL place_in_line(r.hospital_id, r.vaccine_id,
                                           CASE WHEN r.status = 'waiting' THEN r.queue_no END) l ON true
           WHERE r.reservation_id = ANY ($1)"#,
        &ids
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(ReservationNow {
                reservation_id: r.reservation_id,
                version: r.version,
                status: read_status(&r.status)?,
                day_on: r.day_on.map(calendar::iso),
                line: r.place.zip(r.waiting).map(|(p, w)| Line { position: count(p), waiting: count(w) }),
                offer_until: r.offer_until,
                bookable: r.bookable,
                as_of: r.as_of,
            })
        })
        .collect()
}

/// Hospitals as they are now: doses of every vaccine, places of the next fourteen open days.
/// The version is the microsecond of the reading: later readings see at least as much.
///
/// # Errors
/// When the database fails.
pub async fn hospital_live(db: &Db, hospitals: &[HospitalId]) -> Result<Vec<HospitalNow>> {
    let ids: Vec<i64> = hospitals.iter().map(|h| h.0).collect();
    let heads = sqlx::query!(
        r#"SELECT hospital_id, (extract(epoch FROM alimi_now()) * 1000000)::bigint AS "version!",
                  extract(epoch FROM alimi_now())::bigint AS "as_of!"
           FROM hospitals WHERE hospital_id = ANY ($1)"#,
        &ids
    )
    .fetch_all(&db.pool)
    .await?;
    let mut now: HashMap<i64, HospitalNow> = heads
        .into_iter()
        .map(|h| {
            let empty = HospitalNow {
                hospital_id: h.hospital_id,
                version: h.version,
                bookable: Vec::new(),
                places: Vec::new(),
                as_of: h.as_of,
            };
            (h.hospital_id, empty)
        })
        .collect();
    let stocks = sqlx::query!(
        "SELECT hospital_id, vaccine_id, bookable FROM stocks WHERE hospital_id = ANY ($1) ORDER BY vaccine_id",
        &ids
    )
    .fetch_all(&db.pool)
    .await?;
    for s in stocks {
        if let Some(h) = now.get_mut(&s.hospital_id) {
            h.bookable.push((s.vaccine_id, count(i64::from(s.bookable))));
        }
    }
    let days = sqlx::query!(
        r#"SELECT d.hospital_id AS "hospital_id!", d.day_on AS "day_on!", d.free AS "free!"
           FROM unnest($1::bigint[]) AS q (hospital_id)
           JOIN LATERAL (
               SELECT d.hospital_id, d.day_on, d.capacity - d.taken AS free
               FROM days d JOIN hospitals h ON h.hospital_id = d.hospital_id
               WHERE d.hospital_id = q.hospital_id AND d.closed IS NULL AND d.day_on >= alimi_today()
                 AND (d.day_on > alimi_today() OR (alimi_now() AT TIME ZONE 'Asia/Seoul')::time < h.closes_at)
               ORDER BY d.day_on LIMIT 14) d ON true"#,
        &ids
    )
    .fetch_all(&db.pool)
    .await?;
    for d in days {
        if let Some(h) = now.get_mut(&d.hospital_id) {
            h.places.push((calendar::iso(d.day_on), count(i64::from(d.free))));
        }
    }
    Ok(now.into_values().collect())
}

/// The inboxes of accounts as they are now, each with its account.
///
/// # Errors
/// When the database fails.
pub async fn inbox_live(db: &Db, accounts: &[AccountId]) -> Result<Vec<(AccountId, InboxNow)>> {
    let ids: Vec<i64> = accounts.iter().map(|a| a.0).collect();
    let rows = sqlx::query!(
        r#"SELECT q.account_id AS "account_id!", (extract(epoch FROM alimi_now()) * 1000000)::bigint AS "version!",
                  extract(epoch FROM alimi_now())::bigint AS "as_of!",
                  (SELECT count(*) FROM notices n WHERE n.account_id = q.account_id AND n.read_at IS NULL) AS "unread!"
           FROM unnest($1::bigint[]) AS q (account_id)"#,
        &ids
    )
    .fetch_all(&db.pool)
    .await?;
    let read = rows.into_iter().map(|r| {
        let now = InboxNow { unread: count(r.unread), version: r.version, as_of: r.as_of };
        (AccountId(r.account_id), now)
    });
    Ok(read.collect())
}
