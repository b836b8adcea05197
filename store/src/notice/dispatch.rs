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
use std::collections::{BTreeSet, HashMap};
use time::{Date, OffsetDateTime};
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
        let mut own = Vec::new();
        for event in events {
            match event.kind {
                Some(EventKind::LineAlerted) => {
                    // In the order of events, as inboxes show them.
                    told.extend(self.tell_in_txn(tx, &std::mem::take(&mut own)).await?);
                    told.extend(self.alert_line_in_txn(tx, event).await?);
                }
                Some(kind) => own.push((event, kind)),
                None => {}
            }
        }
        told.extend(self.tell_in_txn(tx, &own).await?);
        relay::tell_inboxes_in_txn(tx, &told).await
    }
}

/// A notice that was made, and whose inbox it is in.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) notice_id: i64,
    pub(super) account_id: i64,
    pub(super) kind: String,
}

/// Notices that are to be made, column by column.
#[derive(Default)]
struct Telling {
    keys: Vec<String>,
    accounts: Vec<i64>,
    kinds: Vec<String>,
    reservations: Vec<Uuid>,
    hospitals: Vec<i64>,
    vaccines: Vec<i64>,
    versions: Vec<i64>,
    days: Vec<Option<Date>>,
    untils: Vec<Option<OffsetDateTime>>,
    traces: Vec<Option<String>>,
}

impl Dispatch {
    /// Each person hears of their own reservation; as many at once as there are. Returns whose inbox changed.
    async fn tell_in_txn(&self, tx: &mut PgConnection, events: &[(&Event, EventKind)]) -> Result<Vec<i64>> {
        let about = |event: &Event| event.aggregate.parse::<Uuid>().ok();
        let ids: Vec<Uuid> = events.iter().filter_map(|(event, _)| about(event)).collect();
        if ids.is_empty() {
            return Ok(vec![]);
        }
        // A vaccination is told with the day on which the person came.
        let known = sqlx::query!(
            r#"SELECT reservation_id, account_id, hospital_id, vaccine_id, day_on, offer_expires_at, cancelled_by,
                      (SELECT max(v.given_on) FROM vaccinations v
                       WHERE v.reservation_id = r.reservation_id AND v.voided_at IS NULL) AS given_on
               FROM reservations r WHERE reservation_id = ANY ($1)"#,
            &ids
        )
        .fetch_all(&mut *tx)
        .await?;
        let known: HashMap<Uuid, _> = known.into_iter().map(|r| (r.reservation_id, r)).collect();
        let mut all = Telling::default();
        for (event, kind) in events {
            let Some(r) = about(event).and_then(|id| known.get(&id)) else { continue };
            let was =
                event.body.get("was").and_then(|was| was.as_str()).and_then(ReservationStatus::from_key);
            let by = r.cancelled_by.as_deref().and_then(CancelledBy::from_key);
            let Some(kind) = of_event(*kind, was, by) else { continue };
            all.keys.push(format!("{}:{}:{}", event.number, r.account_id, kind.key()));
            all.accounts.push(r.account_id);
            all.kinds.push(kind.key().to_owned());
            all.reservations.push(r.reservation_id);
            all.hospitals.push(r.hospital_id);
            all.vaccines.push(r.vaccine_id);
            all.versions.push(event.version);
            all.days.push(match kind {
                NoticeKind::Vaccinated | NoticeKind::VaccinatedAfterAll => r.given_on.or(r.day_on),
                _ => r.day_on,
            });
            all.untils.push(r.offer_expires_at);
            all.traces.push(event.trace.map(|t| t.to_string()));
        }
        let made = sqlx::query_as!(
            Made,
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on, until_at,
                                  trace)
             SELECT q.dedupe_key, q.account_id, q.kind, q.reservation_id, q.hospital_id, q.vaccine_id, q.version, q.day_on, q.until_at,
                    coalesce(q.trace, alimi_trace())
             FROM unnest($1::text[], $2::bigint[], $3::text[], $4::uuid[], $5::bigint[], $6::bigint[], $7::bigint[],
                         $8::date[], $9::timestamptz[], $10::text[])
                  WITH ORDINALITY AS q (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version,
                                        day_on, until_at, trace, place)
             ORDER BY q.place
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id, account_id, kind",
            &all.keys,
            &all.accounts,
            &all.kinds,
            &all.reservations,
            &all.hospitals,
            &all.vaccines,
            &all.versions,
            &all.days as &[Option<Date>],
            &all.untils as &[Option<OffsetDateTime>],
            &all.traces as &[Option<String>]
        )
        .fetch_all(&mut *tx)
        .await?;
        self.queue_in_txn(tx, &made).await
    }

    /// Everybody in a line hears that doses are free (policy `everyone`). Returns whose inbox changed.
    async fn alert_line_in_txn(&self, tx: &mut PgConnection, event: &Event) -> Result<Vec<i64>> {
        let kind = NoticeKind::LineAlerted;
        let made = sqlx::query_as!(
            Made,
            "INSERT INTO notices (dedupe_key, account_id, kind, reservation_id, hospital_id, vaccine_id, version, day_on, trace)
             SELECT $1 || ':' || account_id || ':' || $2, account_id, $2, reservation_id, hospital_id, vaccine_id, version, day_on,
                    coalesce($5, alimi_trace())
             FROM reservations
             WHERE hospital_id = $3 AND vaccine_id = $4 AND status = 'waiting' ORDER BY queue_no
             ON CONFLICT ON CONSTRAINT notices_dedupe_key DO NOTHING RETURNING notice_id, account_id, kind",
            event.number,
            kind.key(),
            event.hospital.map(|h| h.0),
            event.vaccine.map(|v| v.0),
            event.trace.map(|t| t.to_string())
        )
        .fetch_all(&mut *tx)
        .await?;
        self.queue_in_txn(tx, &made).await
    }

    /// Deliveries on the channels that are on, for accounts that want them; at night only what cannot
    /// wait. To the phone one, on the first channel: where it does not arrive, the sender queues the
    /// next. To the proven address one, and one to each browser. Returns whose notices they are.
    pub(super) async fn queue_in_txn(&self, tx: &mut PgConnection, made: &[Made]) -> Result<Vec<i64>> {
        let kind = |made: &Made| NoticeKind::from_key(&made.kind);
        let sent = made.iter().filter(|m| kind(m).is_some_and(NoticeKind::is_sent));
        let (notices, urgent): (Vec<i64>, Vec<bool>) =
            sent.map(|m| (m.notice_id, kind(m).is_some_and(NoticeKind::is_urgent))).unzip();
        let accounts = made.iter().map(|m| m.account_id).collect();
        if notices.is_empty() || self.channels.is_empty() {
            return Ok(accounts);
        }
        let phone = Channel::PHONE.into_iter().find(|channel| self.channels.contains(channel));
        sqlx::query!(
            "INSERT INTO deliveries (notice_id, channel, subscription_id, urgent, key, not_before)
             SELECT n.notice_id, c.channel, c.subscription_id, q.urgent, gen_random_uuid(),
                    delivery_time(alimi_now(), n.account_id, q.urgent, n.day_on)
             FROM unnest($1::bigint[], $3::boolean[]) AS q (notice_id, urgent)
             JOIN notices n ON n.notice_id = q.notice_id
             LEFT JOIN notice_settings s ON s.account_id = n.account_id
             CROSS JOIN LATERAL (
                 SELECT $2::text AS channel, NULL::bigint AS subscription_id
                 WHERE $2 IS NOT NULL AND coalesce(s.message, true)
                 UNION ALL SELECT 'email', NULL FROM account_emails e
                 WHERE $4 AND e.account_id = n.account_id AND coalesce(s.email, true)
                 UNION ALL SELECT 'push', p.subscription_id FROM push_subscriptions p
                 WHERE $5 AND p.account_id = n.account_id AND p.ended_at IS NULL) c
             ORDER BY n.notice_id
             ON CONFLICT ON CONSTRAINT deliveries_channel_key DO NOTHING",
            &notices,
            phone.map(Channel::key),
            &urgent,
            self.channels.contains(&Channel::Email),
            self.channels.contains(&Channel::Push)
        )
        .execute(tx)
        .await?;
        Ok(accounts)
    }
}
