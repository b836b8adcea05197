//! The dispatcher: the consumer that turns events into notices and their deliveries, in the
//! transaction that moves its cursor. An event read twice says nothing twice.

use crate::{
    Result,
    outbox::{Consumer, Event},
};
use domain::{
    event::EventKind,
    notice::{Channel, NoticeKind, of_event},
    reservation::{CancelledBy, ReservationStatus},
};
use sqlx::PgConnection;
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
        for event in events {
            match event.kind {
                Some(EventKind::LineAlerted) => self.alert_line_in_txn(tx, event).await?,
                Some(kind) => self.tell_in_txn(tx, event, kind).await?,
                None => {}
            }
        }
        Ok(())
    }
}

impl Dispatch {
    /// One person hears of their own reservation.
    async fn tell_in_txn(&self, tx: &mut PgConnection, event: &Event, kind: EventKind) -> Result<()> {
        let Ok(reservation) = event.aggregate.parse::<Uuid>() else { return Ok(()) };
        let Some(r) = sqlx::query!(
            "SELECT account_id, hospital_id, vaccine_id, day_on, offer_expires_at, cancelled_by FROM reservations
             WHERE reservation_id = $1",
            reservation
        )
        .fetch_optional(&mut *tx)
        .await?
        else {
            return Ok(());
        };
        let was = event.body.get("was").and_then(|was| was.as_str()).and_then(ReservationStatus::from_key);
        let by = r.cancelled_by.as_deref().and_then(CancelledBy::from_key);
        let Some(kind) = of_event(kind, was, by) else { return Ok(()) };
        let notice = sqlx::query_scalar!(
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on, until_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id",
            format!("{}:{}:{}", event.number, r.account_id, kind.key()),
            r.account_id,
            kind.key(),
            reservation,
            r.hospital_id,
            r.vaccine_id,
            event.version,
            r.day_on,
            r.offer_expires_at
        )
        .fetch_optional(&mut *tx)
        .await?;
        match notice {
            Some(notice) => self.queue_in_txn(tx, &[notice], kind).await,
            None => Ok(()),
        }
    }

    /// Everybody in a line hears that doses are free (policy `everyone`).
    async fn alert_line_in_txn(&self, tx: &mut PgConnection, event: &Event) -> Result<()> {
        let kind = NoticeKind::LineAlerted;
        let notices = sqlx::query_scalar!(
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on)
             SELECT $1 || ':' || account_id || ':' || $2, account_id, $2, reservation_id, hospital_id, vaccine_id, version, day_on
             FROM reservations
             WHERE hospital_id = $3 AND vaccine_id = $4 AND status = 'waiting' ORDER BY queue_no
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id",
            event.number,
            kind.key(),
            event.hospital.map(|h| h.0),
            event.vaccine.map(|v| v.0)
        )
        .fetch_all(&mut *tx)
        .await?;
        self.queue_in_txn(tx, &notices, kind).await
    }

    /// One delivery on the first channel that is on, for accounts that want messages; at night only
    /// what cannot wait. Where it does not arrive, the sender queues the next channel.
    pub(super) async fn queue_in_txn(
        &self,
        tx: &mut PgConnection,
        notices: &[i64],
        kind: NoticeKind,
    ) -> Result<()> {
        let Some(channel) = self.channels.first().filter(|_| kind.is_sent()) else { return Ok(()) };
        let keys: Vec<Uuid> = notices.iter().map(|_| Uuid::new_v4()).collect();
        sqlx::query!(
            "INSERT INTO deliveries (notice_id, channel, urgent, key, not_before)
             SELECT n.notice_id, $3, $4, q.key,
                    CASE WHEN coalesce(s.quiet, true) AND NOT $4 AND coalesce(n.day_on > alimi_today() + 1, true)
                         THEN offer_window_end(alimi_now(), 0) ELSE alimi_now() END
             FROM unnest($1::bigint[], $2::uuid[]) AS q (notice_id, key)
             JOIN notices n ON n.notice_id = q.notice_id
             LEFT JOIN notice_settings s ON s.account_id = n.account_id
             WHERE coalesce(s.message, true)
             ON CONFLICT ON CONSTRAINT deliveries_channel_key DO NOTHING",
            notices,
            &keys,
            channel.key(),
            kind.is_urgent()
        )
        .execute(tx)
        .await?;
        Ok(())
    }
}
