//! What senders do: claim deliveries for a while, send, and say how it went.
//!
//! A claim is a lease with a fence: a sender that was stuck longer than its lease finishes nothing
//! any more, because another one has the delivery under a new claim. The provider gets the
//! delivery's own key, so the same message sent by both is taken once.

use super::finish::{Sent, finish};
use crate::{Db, Error, Result, account::open_phone, email::open_address, push::open_subscription};
use domain::{
    email::EmailAddress,
    id::ReservationId,
    notice::{About, Channel, NoticeKind},
    person::Phone,
    push::Subscription,
    reservation::ReservationNumber,
    trace::Trace,
};
use uuid::Uuid;

/// How long a claim lasts, in seconds; a try takes less.
const LEASE_SECONDS: f64 = 60.0;

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
    pub to: Address,
    /// In which language: `ko` or `en`.
    pub language: String,
    /// What is said.
    pub about: About,
    /// Whether the reservation has moved on since: then it is not sent, a later notice says how.
    pub outdated: bool,
    /// The call it follows from.
    pub trace: Option<Trace>,
}

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// To a phone.
    Phone(Phone),
    /// To a proven e-mail address.
    Email(EmailAddress),
    /// To a browser.
    Browser(Subscription),
}

/// Claims deliveries on these channels that are due: urgent ones first, then those that wait longest;
/// at most `most`. What was due by day and is still here at night is put off until the morning. A
/// delivery whose address cannot be opened, or is no longer there, ends here, visibly.
///
/// # Errors
/// When the database fails.
pub async fn claim(db: &Db, channels: &[Channel], most: i64) -> Result<Vec<Claimed>> {
    let claim = Uuid::new_v4();
    let channels: Vec<String> = channels.iter().map(|c| c.key().to_owned()).collect();
    put_off(db, &channels).await?;
    let rows = sqlx::query!(
        r#"WITH due AS (
               SELECT d.delivery_id FROM unnest($4::text[]) AS c (channel) CROSS JOIN LATERAL (
                   SELECT delivery_id, urgent, not_before FROM deliveries
                   WHERE channel = c.channel AND state = 'queued' AND not_before <= alimi_now()
                     AND (claimed_until IS NULL OR claimed_until < alimi_now())
                   ORDER BY urgent DESC, not_before, delivery_id LIMIT $2 FOR UPDATE SKIP LOCKED) d
               ORDER BY d.urgent DESC, d.not_before, d.delivery_id LIMIT $2),
           claimed AS (
               UPDATE deliveries d
               SET claim = $1, claimed_until = alimi_now() + make_interval(secs => $3), tries = tries + 1
               FROM due WHERE d.delivery_id = due.delivery_id
               RETURNING d.delivery_id, d.notice_id, d.key, d.channel, d.urgent, d.subscription_id)
           SELECT c.delivery_id, c.key, c.channel, a.phone_sealed, e.address_sealed AS "address_sealed?",
                  p.endpoint_sealed AS "endpoint_sealed?", p.keys_sealed AS "keys_sealed?",
                  coalesce(s.language, 'ko') AS "language!", n.kind, n.reservation_id, r.number,
                  h.name AS hospital_name, v.name AS vaccine_name, v.name_en AS vaccine_name_en,
                  n.day_on, n.until_at, r.reason, n.trace,
                  a.erased_at IS NOT NULL OR r.version > n.version OR coalesce(n.until_at <= alimi_now(), false)
                      OR n.kind = 'reminder' AND coalesce(n.day_on <= alimi_today(), false) AS "outdated!"
           FROM claimed c JOIN notices n ON n.notice_id = c.notice_id
           JOIN accounts a ON a.account_id = n.account_id
           JOIN reservations r ON r.reservation_id = n.reservation_id
           JOIN hospitals h ON h.hospital_id = n.hospital_id JOIN vaccines v ON v.vaccine_id = n.vaccine_id
           LEFT JOIN account_emails e ON e.account_id = n.account_id
           LEFT JOIN push_subscriptions p ON p.subscription_id = c.subscription_id AND p.account_id = n.account_id
           LEFT JOIN notice_settings s ON s.account_id = n.account_id
           ORDER BY c.urgent DESC, c.delivery_id"#,
        claim,
        most,
        LEASE_SECONDS,
        &channels
    )
    .fetch_all(&db.pool)
    .await?;
    let mut claimed = Vec::with_capacity(rows.len());
    for r in rows {
        let channel = Channel::from_key(&r.channel).ok_or(Error::Unreadable("deliveries.channel"))?;
        let to = match channel {
            Channel::Alimtalk | Channel::Sms => {
                r.phone_sealed.map(|s| open_phone(db, &s).map(Address::Phone))
            }
            Channel::Email => r.address_sealed.map(|s| open_address(db, &s).map(Address::Email)),
            Channel::Push => r
                .endpoint_sealed
                .zip(r.keys_sealed)
                .map(|(endpoint, keys)| open_subscription(db, &endpoint, &keys).map(Address::Browser)),
        };
        let to = match to {
            Some(Ok(to)) => to,
            // It was removed meanwhile.
            None => {
                end(db, r.delivery_id, claim, &Sent::Skipped).await?;
                continue;
            }
            Some(Err(error)) => {
                tracing::error!(delivery = r.delivery_id, %error, "an address cannot be opened; given up");
                end(db, r.delivery_id, claim, &Sent::Refused("address cannot be opened".to_owned())).await?;
                continue;
            }
        };
        let about = About {
            kind: NoticeKind::from_key(&r.kind).ok_or(Error::Unreadable("notices.kind"))?,
            reservation: ReservationId(r.reservation_id),
            number: ReservationNumber::parse(&r.number).ok_or(Error::Unreadable("reservations.number"))?,
            hospital_name: r.hospital_name,
            vaccine_name: r.vaccine_name,
            vaccine_name_en: r.vaccine_name_en,
            day_on: r.day_on,
            until: r.until_at,
            reject_reason: None,
            cancel_reason: None,
        };
        claimed.push(Claimed {
            delivery: r.delivery_id,
            claim,
            key: r.key,
            channel,
            to,
            language: r.language,
            about: about.because(r.reason.as_deref()),
            outdated: r.outdated,
            trace: r.trace.as_deref().and_then(Trace::parse),
        });
    }
    Ok(claimed)
}

/// Ends a delivery that never came into a sender's hands. No other channel follows: a phone that
/// cannot be opened for one cannot be for the other.
async fn end(db: &Db, delivery: i64, claim: Uuid, how: &Sent) -> Result<()> {
    finish(db, delivery, claim, how, None).await.map(drop)
}

/// At night, what is due and can wait is due in the morning.
async fn put_off(db: &Db, channels: &[String]) -> Result<()> {
    sqlx::query!(
        "UPDATE deliveries d SET not_before = delivery_time(alimi_now(), n.account_id, d.urgent, n.day_on)
         FROM notices n
         WHERE offer_window_end(alimi_now(), 0) > alimi_now()
           AND d.channel = ANY ($1) AND d.state = 'queued' AND NOT d.urgent AND d.not_before <= alimi_now()
           AND (d.claimed_until IS NULL OR d.claimed_until < alimi_now())
           AND n.notice_id = d.notice_id
           AND delivery_time(alimi_now(), n.account_id, d.urgent, n.day_on) > alimi_now()",
        channels
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}
