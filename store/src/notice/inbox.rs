//! 알림함: what was said to an account, and how it went out.

use crate::{Db, Error, Result, relay};
use domain::{
    id::{AccountId, HospitalId, ReservationId},
    notice::{About, Channel, NoticeKind},
    reservation::ReservationNumber,
};
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// Something that was said.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which.
    pub notice: i64,
    /// What it speaks of.
    pub about: About,
    /// What the hospital wrote to the person beside its reason. It may be personal, so it is read here
    /// only, and no message carries it.
    pub note: Option<String>,
    /// Said when.
    pub at: OffsetDateTime,
    /// Whether it was seen in the inbox before.
    pub read: bool,
    /// How it went out.
    pub deliveries: Vec<Delivered>,
}

/// One delivery, as its receipt shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Of which notice.
    pub notice: i64,
    /// On which channel.
    pub channel: Channel,
    /// How far it is.
    pub state: State,
    /// When it ended.
    pub at: Option<OffsetDateTime>,
    /// Until when it waits: for the morning, or for the next try.
    pub waits_until: Option<OffsetDateTime>,
}

/// How far a delivery is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for its turn.
    Queued,
    /// The provider took it.
    Sent,
    /// Given up.
    Failed,
    /// Not sent: things had changed.
    Skipped,
}

impl State {
    fn read(key: &str) -> Result<Self> {
        Ok(match key {
            "queued" => Self::Queued,
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            "skipped" => Self::Skipped,
            _ => return Err(Error::Unreadable("deliveries.state")),
        })
    }
}

/// Notices and whether there are older ones.
#[derive(Clone, Debug)]
pub struct Inbox {
    /// Newest first.
    pub notices: Vec<Notice>,
    /// How many were never seen.
    pub unread: u32,
}

/// The newest notices of an account, at most a hundred.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db, account: AccountId) -> Result<Inbox> {
    let notices = read(db, Some(account), None, None).await?;
    Ok(Inbox { notices, unread: count_unread(db, account).await? })
}

/// What was said about a reservation of a hospital.
///
/// # Errors
/// When the database fails.
pub async fn list_of_reservation(
    db: &Db,
    hospital: HospitalId,
    reservation: ReservationId,
) -> Result<Vec<Notice>> {
    read(db, None, Some(hospital), Some(reservation)).await
}

async fn read(
    db: &Db,
    account: Option<AccountId>,
    hospital: Option<HospitalId>,
    reservation: Option<ReservationId>,
) -> Result<Vec<Notice>> {
    let rows = sqlx::query!(
        "SELECT n.notice_id, n.kind, n.reservation_id, r.number, h.name AS hospital_name, v.name AS vaccine_name,
                v.name_en AS vaccine_name_en, n.day_on, n.until_at, r.reason, r.note, n.created_at, n.read_at
         FROM notices n JOIN reservations r ON r.reservation_id = n.reservation_id
         JOIN hospitals h ON h.hospital_id = n.hospital_id JOIN vaccines v ON v.vaccine_id = n.vaccine_id
         WHERE ($1::bigint IS NULL OR n.account_id = $1) AND ($2::bigint IS NULL OR n.hospital_id = $2)
           AND ($3::uuid IS NULL OR n.reservation_id = $3)
         ORDER BY n.notice_id DESC LIMIT 100",
        account.map(|a| a.0),
        hospital.map(|h| h.0),
        reservation.map(|r| r.0)
    )
    .fetch_all(&db.pool)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|r| r.notice_id).collect();
    let mut sent = list_deliveries(db, &ids).await?;
    rows.into_iter()
        .map(|r| {
            let kind = NoticeKind::from_key(&r.kind).ok_or(Error::Unreadable("notices.kind"))?;
            let (own, rest) = sent.drain(..).partition(|d| d.notice == r.notice_id);
            sent = rest;
            let written = matches!(kind, NoticeKind::Rejected | NoticeKind::CancelledByHospital);
            let about = About {
                kind,
                reservation: ReservationId(r.reservation_id),
                number: ReservationNumber::parse(&r.number)
                    .ok_or(Error::Unreadable("reservations.number"))?,
                hospital_name: r.hospital_name,
                vaccine_name: r.vaccine_name,
                vaccine_name_en: r.vaccine_name_en,
                day_on: r.day_on,
                until: r.until_at,
                reject_reason: None,
                cancel_reason: None,
            };
            Ok(Notice {
                notice: r.notice_id,
                about: about.because(r.reason.as_deref()),
                note: r.note.filter(|_| written),
                at: r.created_at,
                read: r.read_at.is_some(),
                deliveries: own,
            })
        })
        .collect()
}

async fn list_deliveries(db: &Db, notices: &[i64]) -> Result<Vec<Delivered>> {
    let rows = sqlx::query!(
        "SELECT notice_id, channel, state, ended_at,
                CASE WHEN state = 'queued' AND not_before > alimi_now() THEN not_before END AS waits_until
         FROM deliveries WHERE notice_id = ANY ($1) ORDER BY delivery_id",
        notices
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(Delivered {
                notice: r.notice_id,
                channel: Channel::from_key(&r.channel).ok_or(Error::Unreadable("deliveries.channel"))?,
                state: State::read(&r.state)?,
                at: r.ended_at,
                waits_until: r.waits_until,
            })
        })
        .collect()
}

/// How many notices of an account were never seen.
///
/// # Errors
/// When the database fails.
pub async fn count_unread(db: &Db, account: AccountId) -> Result<u32> {
    let n = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM notices WHERE account_id = $1 AND read_at IS NULL"#,
        account.0
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Notes that an account has seen its notices up to this one; its other open pages hear of it.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(db: &Db, account: AccountId, up_to: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    let done = sqlx::query!(
        "UPDATE notices SET read_at = alimi_now() WHERE account_id = $1 AND notice_id <= $2 AND read_at IS NULL",
        account.0,
        up_to
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() > 0 {
        relay::tell_inboxes_in_txn(&mut tx, &BTreeSet::from([account.0])).await?;
    }
    tx.commit().await?;
    db.tell();
    Ok(())
}
