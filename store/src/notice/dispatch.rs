//! The dispatcher: the consumer that turns events into notices and their deliveries, in the
//! transaction that moves its cursor. An event read twice says nothing twice.

use crate::{
    Result,
    outbox::{Consumer, Event},
    relay,
};
use domain::{
    event::EventKind,
    notice::{Channel, NoticeKind, of_event},
    reservation::{CancelledBy, ReservationStatus},
};
use sqlx::PgConnection;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Reads the events that somebody is told of.
#[derive(Clone, Debug, Default)]
pub struct Dispatch {
    /// The channels that are on; the inbox always is.
    pub channels: Vec<Channel>,
}

impl Consumer for Dispatch {
    const NAME: &'static str = "notices";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let mut told = BTreeSet::new();
        for event in events {
            let made = match event.kind {
                Some(EventKind::LineAlerted) => self.alert_line_in_txn(tx, event).await?,
                Some(kind) => self.tell_in_txn(tx, event, kind).await?,
                None => continue,
            };
            told.extend(made);
        }
        relay::tell_inboxes_in_txn(tx, &told).await
    }
}

/// A notice that was made, and whose inbox it is in.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) notice_id: i64,
    pub(super) account_id: i64,
}

impl Dispatch {
    /// One person hears of their own reservation. Returns whose inbox changed.
    async fn tell_in_txn(&self, tx: &mut PgConnection, event: &Event, kind: EventKind) -> Result<Vec<i64>> {
        let Ok(reservation) = event.aggregate.parse::<Uuid>() else { return Ok(vec![]) };
        // A vaccination is told with the day on which the person came.
        let Some(r) = sqlx::query!(
            r#"SELECT account_id, hospital_id, vaccine_id, day_on, offer_expires_at, cancelled_by,
                      (SELECT max(v.given_on) FROM vaccinations v
                       WHERE v.reservation_id = r.reservation_id AND v.voided_at IS NULL) AS given_on
               FROM reservations r WHERE reservation_id = $1"#,
            reservation
        )
        .fetch_optional(&mut *tx)
        .await?
        else {
            return Ok(vec![]);
        };
        let was = event.body.get("was").and_then(|was| was.as_str()).and_then(ReservationStatus::from_key);
        let by = r.cancelled_by.as_deref().and_then(CancelledBy::from_key);
        let Some(kind) = of_event(kind, was, by) else { return Ok(vec![]) };
        let day = match kind {
            NoticeKind::Vaccinated | NoticeKind::VaccinatedAfterAll => r.given_on.or(r.day_on),
            _ => r.day_on,
        };
        let made = sqlx::query_as!(
            Made,
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on, until_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id, account_id",
            format!("{}:{}:{}", event.number, r.account_id, kind.key()),
            r.account_id,
            kind.key(),
            reservation,
            r.hospital_id,
            r.vaccine_id,
            event.version,
            day,
            r.offer_expires_at
        )
        .fetch_all(&mut *tx)
        .await?;
        self.queue_in_txn(tx, &made, kind).await
    }

    /// Everybody in a line hears that doses are free (policy `everyone`). Returns whose inbox changed.
    async fn alert_line_in_txn(&self, tx: &mut PgConnection, event: &Event) -> Result<Vec<i64>> {
        let kind = NoticeKind::LineAlerted;
        let made = sqlx::query_as!(
            Made,
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on)
             SELECT $1 || ':' || account_id || ':' || $2, account_id, $2, reservation_id, hospital_id, vaccine_id, version, day_on
             FROM reservations
             WHERE hospital_id = $3 AND vaccine_id = $4 AND status = 'waiting' ORDER BY queue_no
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id, account_id",
            event.number,
            kind.key(),
            event.hospital.map(|h| h.0),
            event.vaccine.map(|v| v.0)
        )
        .fetch_all(&mut *tx)
        .await?;
        self.queue_in_txn(tx, &made, kind).await
    }

    /// Deliveries on the channels that are on, for accounts that want them; at night only what cannot
    /// wait. To the phone one, on the first channel: where it does not arrive, the sender queues the
    /// next. To the proven address one, and one to each browser. Returns whose notices they are.
    pub(super) async fn queue_in_txn(
        &self,
        tx: &mut PgConnection,
        made: &[Made],
        kind: NoticeKind,
    ) -> Result<Vec<i64>> {
        let notices: Vec<i64> = made.iter().map(|m| m.notice_id).collect();
        let accounts = made.iter().map(|m| m.account_id).collect();
        if notices.is_empty() || self.channels.is_empty() || !kind.is_sent() {
            return Ok(accounts);
        }
        let phone = Channel::PHONE.into_iter().find(|channel| self.channels.contains(channel));
        sqlx::query!(
            "INSERT INTO deliveries (notice_id, channel, subscription_id, urgent, key, not_before)
             SELECT n.notice_id, c.channel, c.subscription_id, $3, gen_random_uuid(),
                    delivery_time(alimi_now(), n.account_id, $3, n.day_on)
             FROM notices n LEFT JOIN notice_settings s ON s.account_id = n.account_id
             CROSS JOIN LATERAL (
                 SELECT $2::text AS channel, NULL::bigint AS subscription_id
                 WHERE $2 IS NOT NULL AND coalesce(s.message, true)
                 UNION ALL SELECT 'email', NULL FROM account_emails e
                 WHERE $4 AND e.account_id = n.account_id AND coalesce(s.email, true)
                 UNION ALL SELECT 'push', p.subscription_id FROM push_subscriptions p
                 WHERE $5 AND p.account_id = n.account_id AND p.ended_at IS NULL) c
             WHERE n.notice_id = ANY ($1) ORDER BY n.notice_id
             ON CONFLICT ON CONSTRAINT deliveries_channel_key DO NOTHING",
            &notices,
            phone.map(Channel::key),
            kind.is_urgent(),
            self.channels.contains(&Channel::Email),
            self.channels.contains(&Channel::Push)
        )
        .execute(tx)
        .await?;
        Ok(accounts)
    }
}
