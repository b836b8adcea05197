//! What senders do: claim deliveries for a while, send, and say how it went.
//!
//! A claim is a lease with a fence: a sender that was stuck longer than its lease finishes nothing
//! any more, because another one has the delivery under a new claim. The provider gets the
//! delivery's own key, so the same message sent by both is taken once.

use crate::{Answer, Db, Error, Result, account::open_phone};
use domain::{
    id::{AccountId, ReservationId},
    notice::{Channel, NoticeKind},
    person::Phone,
    refusal::Refusal,
    reservation::{CancelReason, RejectReason, ReservationNumber},
};
use sqlx::PgConnection;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// How long a claim lasts, in seconds; a try takes less.
const LEASE_SECONDS: f64 = 60.0;

/// Tries before a delivery is given up.
const MOST_TRIES: i16 = 8;

/// A delivery in a sender's hands, with everything its text needs.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Which.
    pub delivery: i64,
    /// The fence: [`finish`] wants it back.
    pub claim: Uuid,
    /// What the provider takes once.
    pub key: Uuid,
    /// On which channel.
    pub channel: Channel,
    /// To whom.
    pub phone: Phone,
    /// In which language: `ko` or `en`.
    pub language: String,
    /// What is said.
    pub kind: NoticeKind,
    /// About which reservation.
    pub reservation: ReservationId,
    /// Its number.
    pub number: ReservationNumber,
    /// Where.
    pub hospital_name: String,
    /// Korean name of the vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// The day it speaks of.
    pub day_on: Option<Date>,
    /// Until when an offer can be accepted.
    pub until: Option<OffsetDateTime>,
    /// Why it was rejected.
    pub reject_reason: Option<RejectReason>,
    /// Why the hospital cancelled it.
    pub cancel_reason: Option<CancelReason>,
    /// Whether the reservation has moved on since: then it is not sent, a later notice says how.
    pub outdated: bool,
}

/// Claims deliveries that are due: urgent ones first, then those that wait longest; at most `most`.
///
/// # Errors
/// When the database fails or a value cannot be opened.
pub async fn claim(db: &Db, most: i64) -> Result<Vec<Claimed>> {
    let claim = Uuid::new_v4();
    let rows = sqlx::query!(
        r#"WITH due AS (
               SELECT delivery_id FROM deliveries
               WHERE state = 'queued' AND not_before <= alimi_now()
                 AND (claimed_until IS NULL OR claimed_until < alimi_now())
               ORDER BY urgent DESC, not_before, delivery_id LIMIT $2 FOR UPDATE SKIP LOCKED),
           claimed AS (
               UPDATE deliveries d
               SET claim = $1, claimed_until = alimi_now() + make_interval(secs => $3), tries = tries + 1
               FROM due WHERE d.delivery_id = due.delivery_id
               RETURNING d.delivery_id, d.notice_id, d.key, d.channel, d.urgent)
           SELECT c.delivery_id, c.key, c.channel, a.phone_sealed, coalesce(s.language, 'ko') AS "language!", n.kind,
                  n.reservation_id, r.number, h.name AS hospital_name, v.name AS vaccine_name, v.name_en AS vaccine_name_en,
                  n.day_on, n.until_at, r.reason,
                  a.erased_at IS NOT NULL OR r.version > n.version OR coalesce(n.until_at <= alimi_now(), false)
                      OR n.kind = 'reminder' AND coalesce(n.day_on <= alimi_today(), false) AS "outdated!"
           FROM claimed c JOIN notices n ON n.notice_id = c.notice_id
           JOIN accounts a ON a.account_id = n.account_id
           JOIN reservations r ON r.reservation_id = n.reservation_id
           JOIN hospitals h ON h.hospital_id = n.hospital_id JOIN vaccines v ON v.vaccine_id = n.vaccine_id
           LEFT JOIN notice_settings s ON s.account_id = n.account_id
           ORDER BY c.urgent DESC, c.delivery_id"#,
        claim,
        most,
        LEASE_SECONDS
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            let kind = NoticeKind::from_key(&r.kind).ok_or(Error::Unreadable("notices.kind"))?;
            let reason = r.reason.as_deref();
            Ok(Claimed {
                delivery: r.delivery_id,
                claim,
                key: r.key,
                channel: Channel::from_key(&r.channel).ok_or(Error::Unreadable("deliveries.channel"))?,
                phone: r
                    .phone_sealed
                    .as_deref()
                    .map_or_else(|| Ok(Phone::erased()), |s| open_phone(db, s))?,
                language: r.language,
                kind,
                reservation: ReservationId(r.reservation_id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(Error::Unreadable("reservations.number"))?,
                hospital_name: r.hospital_name,
                vaccine_name: r.vaccine_name,
                vaccine_name_en: r.vaccine_name_en,
                day_on: r.day_on,
                until: r.until_at,
                reject_reason: reason
                    .filter(|_| kind == NoticeKind::Rejected)
                    .and_then(RejectReason::from_key),
                cancel_reason: reason
                    .filter(|_| kind == NoticeKind::CancelledByHospital)
                    .and_then(CancelReason::from_key),
                outdated: r.outdated,
            })
        })
        .collect()
}

/// How a try went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The provider took it, under this number of its own.
    Accepted(String),
    /// The provider will never take it: the next channel is tried, if it is on.
    Refused(String),
    /// It may go better later.
    Failed(String),
    /// Things had changed; nothing was sent.
    Skipped,
}

/// What became of the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is over.
    Ended,
    /// It will be tried again.
    Later,
    /// The claim had passed to somebody else: nothing was noted.
    Lost,
}

/// Notes how a try went, if the claim still holds. A failed one comes again after a pause that
/// doubles, from five seconds to ten minutes, with some chance in it; after eight tries it is given
/// up. A refused one is followed by a delivery on `next`, where that is another channel.
///
/// # Errors
/// When the database fails.
pub async fn finish(db: &Db, delivery: &Claimed, sent: &Sent, next: Option<Channel>) -> Result<Finished> {
    let (outcome, detail) = match sent {
        Sent::Accepted(id) => ("accepted", Some(id.as_str())),
        Sent::Refused(why) => ("refused", Some(why.as_str())),
        Sent::Failed(why) => ("failed", Some(why.as_str())),
        Sent::Skipped => ("skipped", None),
    };
    let detail: Option<String> = detail.map(|d| d.chars().take(300).collect());
    let mut tx = db.begin().await?;
    let state = sqlx::query_scalar!(
        r#"UPDATE deliveries
           SET state = CASE WHEN $3 = 'accepted' THEN 'sent' WHEN $3 = 'skipped' THEN 'skipped'
                            WHEN $3 = 'refused' OR tries >= $5 THEN 'failed' ELSE 'queued' END,
               ended_at = CASE WHEN $3 = 'failed' AND tries < $5 THEN NULL ELSE alimi_now() END,
               not_before = CASE WHEN $3 = 'failed'
                   THEN alimi_now() + make_interval(secs => least(5 * power(2, tries - 1), 600) * (0.75 + random() / 2))
                   ELSE not_before END,
               provider_id = CASE WHEN $3 = 'accepted' THEN $4 ELSE provider_id END,
               error = CASE WHEN $3 IN ('refused', 'failed') THEN $4 END,
               claim = NULL, claimed_until = NULL
           WHERE delivery_id = $1 AND claim = $2 AND state = 'queued'
           RETURNING state"#,
        delivery.delivery,
        delivery.claim,
        outcome,
        detail,
        MOST_TRIES
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(state) = state else { return Ok(Finished::Lost) };
    sqlx::query!(
        "INSERT INTO attempts (delivery_id, outcome, detail) VALUES ($1, $2, $3)",
        delivery.delivery,
        outcome,
        detail
    )
    .execute(&mut *tx)
    .await?;
    if let Some(next) = next.filter(|n| state == "failed" && *n != delivery.channel) {
        queue_next_in_txn(&mut tx, delivery.delivery, next).await?;
    }
    tx.commit().await?;
    Ok(if state == "queued" { Finished::Later } else { Finished::Ended })
}

/// The same notice on another channel, unless it went out there already.
pub(super) async fn queue_next_in_txn(tx: &mut PgConnection, delivery: i64, next: Channel) -> Result<()> {
    sqlx::query!(
        "INSERT INTO deliveries (notice_id, channel, urgent, key)
         SELECT notice_id, $2, urgent, $3 FROM deliveries WHERE delivery_id = $1
         ON CONFLICT ON CONSTRAINT deliveries_channel_key DO NOTHING",
        delivery,
        next.key(),
        Uuid::new_v4()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Deliveries that wait, and for how many seconds the one that is due longest does.
///
/// # Errors
/// When the database fails.
pub async fn count_queued(db: &Db) -> Result<(u32, f64)> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "n!",
                  coalesce(extract(epoch FROM alimi_now() - min(not_before)), 0)::float8 AS "seconds!"
           FROM deliveries WHERE state = 'queued'"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok((u32::try_from(row.n).unwrap_or(u32::MAX), row.seconds.max(0.0)))
}

/// A delivery that was given up.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Which.
    pub delivery: i64,
    /// On which channel.
    pub channel: Channel,
    /// What it said.
    pub kind: NoticeKind,
    /// About a reservation of which hospital.
    pub hospital_name: String,
    /// How it failed, the last time.
    pub error: String,
    /// Tries.
    pub tries: i16,
    /// Given up when.
    pub at: OffsetDateTime,
}

/// Deliveries that were given up, newest first, at most 500.
///
/// # Errors
/// When the database fails.
pub async fn list_failed(db: &Db) -> Result<Vec<Failed>> {
    let rows = sqlx::query!(
        r#"SELECT d.delivery_id, d.channel, n.kind, h.name AS hospital_name, coalesce(d.error, '') AS "error!", d.tries,
                  d.ended_at AS "at!"
           FROM deliveries d JOIN notices n ON n.notice_id = d.notice_id JOIN hospitals h ON h.hospital_id = n.hospital_id
           WHERE d.state = 'failed' ORDER BY d.delivery_id DESC LIMIT 500"#
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Failed {
                delivery: r.delivery_id,
                channel: Channel::from_key(&r.channel).ok_or(Error::Unreadable("deliveries.channel"))?,
                kind: NoticeKind::from_key(&r.kind).ok_or(Error::Unreadable("notices.kind"))?,
                hospital_name: r.hospital_name,
                error: r.error,
                tries: r.tries,
                at: r.at,
            })
        })
        .collect()
}

/// Has a delivery that was given up tried again, under the same key.
///
/// # Errors
/// When the database fails. `Unknown` when it was not given up.
pub async fn resend(db: &Db, by: AccountId, delivery: i64) -> Answer<()> {
    let mut tx = db.begin().await?;
    let again = sqlx::query!(
        "UPDATE deliveries SET state = 'queued', ended_at = NULL, tries = 0, not_before = alimi_now()
         WHERE delivery_id = $1 AND state = 'failed'",
        delivery
    )
    .execute(&mut *tx)
    .await?;
    if again.rows_affected() == 0 {
        return Ok(Err(Refusal::Unknown));
    }
    let act = crate::audit_log::Act {
        by: Some(by),
        action: "delivery_resent",
        subject: format!("delivery:{delivery}"),
        hospital: None,
        reason: None,
    };
    crate::audit_log::write_in_txn(&mut tx, act).await?;
    tx.commit().await?;
    db.ring();
    Ok(Ok(()))
}
