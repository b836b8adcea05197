//! The board's reads: the outbox from a place on, and hospitals as they are.

use crate::{
    Db, Result,
    outbox::Position,
    view::{
        count,
        hospital::{Card, Left},
        read_province,
    },
};
use domain::{event::EventKind, id::HospitalId, search::Name};
use sqlx::types::Json;
use std::{collections::BTreeSet, time::Instant};
use time::{Date, OffsetDateTime, Time};

/// A hospital on the board.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// With four next days with a place, whatever the doses' expiry and the hour.
    pub(super) card: Card,
    /// Its name, ready to be searched for.
    pub(super) name: Name,
    pub(super) closes_at: Time,
    /// Last day of the bookable doses.
    pub(super) lasts_until: Option<Date>,
}

/// What a look at the outbox found.
#[derive(Debug)]
pub(super) struct Look {
    /// Hospitals that events named; `None` when any may have changed.
    pub(super) hospitals: Option<Vec<i64>>,
    /// Where to go on.
    pub(super) at: Position,
    pub(super) as_of: OffsetDateTime,
    /// When this was, by the database's clock, and by ours.
    pub(super) now: OffsetDateTime,
    pub(super) began: Instant,
}

/// A place in the outbox before which everything has ended, and the present.
pub(super) async fn begin(db: &Db) -> Result<(Position, OffsetDateTime)> {
    let row = sqlx::query!(
        r#"SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS "xid!", alimi_now() AS "now!""#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok((Position { xid: row.xid, event_id: 0 }, row.now))
}

/// Reads on from a place. An event above the oldest running transaction is taken too, but read
/// again next time, as others may still come before it.
pub(super) async fn look(db: &Db, from: &Position, most: i64) -> Result<Look> {
    let began = Instant::now();
    let rows = sqlx::query!(
        r#"SELECT n.now AS "now!", e.xid::text AS "xid?", e.event_id AS "event_id?", e.hospital_id AS "hospital_id?",
                  e.kind AS "kind?", e.happened_at AS "happened_at?", e.xid < pg_snapshot_xmin(pg_current_snapshot()) AS settled
           FROM (SELECT alimi_now() AS now) n
           LEFT JOIN LATERAL (
               SELECT * FROM events WHERE (xid, event_id) > ($1::text::xid8, $2::bigint)
               ORDER BY xid, event_id LIMIT $3) e ON true
           ORDER BY e.xid, e.event_id"#,
        from.xid,
        from.event_id,
        most
    )
    .fetch_all(&db.pool)
    .await?;
    let mut at = from.clone();
    let now = rows.first().map_or(OffsetDateTime::UNIX_EPOCH, |r| r.now);
    let mut as_of = now;
    let cut = i64::try_from(rows.len()).is_ok_and(|n| n >= most);
    let mut hospitals = BTreeSet::new();
    let mut any = false;
    for row in rows {
        let (Some(xid), Some(event_id), Some(happened_at)) = (row.xid, row.event_id, row.happened_at) else {
            continue;
        };
        hospitals.extend(row.hospital_id);
        // Its name stands on every card.
        any |= row.kind.as_deref() == Some(EventKind::VaccineChanged.key());
        if row.settled == Some(true) {
            at = Position { xid, event_id };
            if cut {
                // There is more: we are as old as the last one read.
                as_of = happened_at.min(now);
            }
        } else {
            as_of = happened_at.min(now);
            break;
        }
    }
    Ok(Look { hospitals: (!any).then(|| hospitals.into_iter().collect()), at, as_of, now, began })
}

/// Hospitals as they are; all of them without `only`.
pub(super) async fn read(db: &Db, only: Option<&[i64]>) -> Result<Vec<Place>> {
    let rows = sqlx::query!(
        r#"SELECT h.hospital_id, h.name, h.province, h.closes_at, h.latitude, h.longitude,
                  coalesce(l.left_over, '[]') AS "left_over!: Json<Vec<Left>>", l.lasts AS "lasts?",
                  coalesce(n.days, '{}') AS "days!: Vec<Date>", p.places AS "places!", w.waiting AS "waiting!"
           FROM hospitals h
           LEFT JOIN LATERAL (
               SELECT jsonb_agg(jsonb_build_object('vaccine', v.vaccine_id, 'name', v.name, 'name_en', v.name_en,
                                                   'bookable', s.bookable) ORDER BY v.vaccine_id) AS left_over,
                      max(s.lasts_until) FILTER (WHERE s.bookable > 0) AS lasts
               FROM stocks s JOIN vaccines v ON v.vaccine_id = s.vaccine_id WHERE s.hospital_id = h.hospital_id) l ON true
           LEFT JOIN LATERAL (
               SELECT array_agg(x.day_on ORDER BY x.day_on) AS days FROM (
                   SELECT d.day_on FROM days d
                   WHERE d.hospital_id = h.hospital_id AND d.closed IS NULL AND d.taken < d.capacity
                     AND d.day_on >= alimi_today()
                   ORDER BY d.day_on LIMIT 4) x) n ON true
           LEFT JOIN LATERAL (
               SELECT coalesce(sum(d.capacity - d.taken), 0) AS places FROM days d
               WHERE d.hospital_id = h.hospital_id AND d.closed IS NULL
                 AND d.day_on BETWEEN alimi_today() AND alimi_today() + 13) p ON true
           LEFT JOIN LATERAL (
               SELECT count(*) AS waiting FROM reservations r
               WHERE r.hospital_id = h.hospital_id AND r.status = 'waiting') w ON true
           WHERE $1::bigint[] IS NULL OR h.hospital_id = ANY ($1)"#,
        only
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Place {
                name: Name::new(&r.name),
                card: Card {
                    hospital: HospitalId(r.hospital_id),
                    name: r.name,
                    province: read_province(&r.province)?,
                    left: r.left_over.0,
                    next_days: r.days,
                    places: r.places,
                    waiting: count(r.waiting),
                    position: r.latitude.zip(r.longitude),
                },
                closes_at: r.closes_at,
                lasts_until: r.lasts,
            })
        })
        .collect()
}
