//! Read models: the tables `view_*`, kept by one consumer and made anew from the facts on demand
//! ([decision 10](../../docs/decisions/0010-read-models.md)).
//!
//! An event only says what to read again; how much it changed never matters. So events may come
//! twice, late, or after a rebuild. The lock of the cursor is the right to write here.

use crate::{
    Db, Result,
    outbox::{Consumer, Event, lock_cursor_in_txn},
    relay,
};
use domain::{calendar::parse_iso, event::EventKind as K, id::HospitalId};
use sqlx::PgConnection;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// The age of what a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// Everything that happened before is in it.
    pub at: OffsetDateTime,
    /// Rises whenever the models move (microseconds since 1970).
    pub version: i64,
    /// Whether that is so long ago that readers have to be told.
    pub late: bool,
}

/// Figures older than this are late (seconds).
pub const LATE: i64 = 30;

/// How old the models are. Read it before them: they are at least as new.
///
/// # Errors
/// When the database fails.
pub async fn as_of(db: &Db) -> Result<AsOf> {
    let row = sqlx::query!(
        r#"SELECT a.at AS "at!", (extract(epoch FROM c.moved_at) * 1000000)::bigint AS "version!",
                  alimi_now() - a.at > make_interval(secs => $1::bigint) AS "late!"
           FROM consumers c, (SELECT views_as_of() AS at) a WHERE c.name = 'views'"#,
        LATE
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(AsOf { at: row.at, version: row.version, late: row.late })
}

/// Waits until the models know everything that had happened when this was called, for half a
/// second at most: who comes from an act of their own finds it there. Their age then.
///
/// # Errors
/// When the database fails.
pub async fn meet(db: &Db) -> Result<AsOf> {
    let asked = db.now().await?;
    let until = Instant::now() + MEET;
    loop {
        let known = as_of(db).await?;
        if known.at >= asked || Instant::now() > until {
            return Ok(known);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Keeps the models.
#[derive(Clone, Copy, Debug)]
pub struct Views;

impl Consumer for Views {
    const NAME: &'static str = "views";

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<()> {
        let mut keys = Keys::default();
        for event in events {
            keys.name(event);
        }
        keys.follow_in_txn(tx).await?;
        let hospitals: BTreeSet<i64> = events.iter().filter_map(|e| e.hospital).map(|h| h.0).collect();
        relay::tell_views_moved_in_txn(tx, hospitals).await
    }
}

/// What a batch of events wants read again.
#[derive(Debug, Default)]
struct Keys {
    reservations: BTreeSet<Uuid>,
    vaccinations: BTreeSet<Uuid>,
    stocks: BTreeSet<(i64, i64)>,
    days: BTreeSet<(i64, Date)>,
    /// Hospitals of which any day may have changed.
    whole: BTreeSet<i64>,
}

impl Keys {
    fn name(&mut self, event: &Event) {
        let Some(HospitalId(hospital)) = event.hospital else { return };
        if let Ok(reservation) = event.aggregate.parse() {
            self.reservations.insert(reservation);
        }
        if let Some(vaccination) = event.aggregate.strip_prefix("vaccination:").and_then(|id| id.parse().ok())
        {
            self.vaccinations.insert(vaccination);
        }
        if let Some(vaccine) = event.vaccine {
            self.stocks.insert((hospital, vaccine.0));
        }
        match event.kind {
            // These free places without naming reservations that still have them.
            Some(K::HoldReleased | K::HoldReleasedQuietly) => match days_of(event) {
                Some(days) => self.days.extend(days.into_iter().map(|day| (hospital, day))),
                None => drop(self.whole.insert(hospital)),
            },
            Some(
                K::DosesDiscarded
                | K::LotExpired
                | K::HospitalRegistered
                | K::HospitalChanged
                | K::DaysOpened
                | K::DayClosed
                | K::DayReopened,
            ) => drop(self.whole.insert(hospital)),
            _ => {}
        }
    }

    async fn follow_in_txn(self, tx: &mut PgConnection) -> Result<()> {
        let reservations: Vec<Uuid> = self.reservations.into_iter().collect();
        let vaccinations: Vec<Uuid> = self.vaccinations.into_iter().collect();
        let (stock_hospitals, stock_vaccines): (Vec<i64>, Vec<i64>) = self.stocks.into_iter().unzip();
        let (day_hospitals, days): (Vec<i64>, Vec<Date>) = self.days.into_iter().unzip();
        let whole: Vec<i64> = self.whole.into_iter().collect();
        sqlx::query!(
            "SELECT follow_views($1, $2, $3, $4, $5, $6, $7)",
            &reservations,
            &vaccinations,
            &stock_hospitals,
            &stock_vaccines,
            &day_hospitals,
            &days,
            &whole
        )
        .fetch_one(tx)
        .await?;
        Ok(())
    }
}

/// The days of a release, as newer events name them.
fn days_of(event: &Event) -> Option<Vec<Date>> {
    event.body.get("days")?.as_array()?.iter().map(|day| parse_iso(day.as_str()?).ok()).collect()
}

/// One of the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Everybody's reservations.
    Reservations,
    /// Reservations by day.
    Days,
    /// Ledgers and lines.
    Stocks,
    /// Doses given, by day.
    Vaccinations,
}

impl View {
    /// All of them; the days are counted from the reservations.
    pub const ALL: [Self; 4] = [Self::Reservations, Self::Days, Self::Stocks, Self::Vaccinations];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Reservations => "reservations",
            Self::Days => "days",
            Self::Stocks => "stocks",
            Self::Vaccinations => "vaccinations",
        }
    }

    /// Back from a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.key() == key)
    }

    /// What has to be made anew with it.
    fn with_dependants(self) -> &'static [Self] {
        match self {
            Self::Reservations => &[Self::Reservations, Self::Days],
            Self::Days => &[Self::Days],
            Self::Stocks => &[Self::Stocks],
            Self::Vaccinations => &[Self::Vaccinations],
        }
    }
}

/// How soon to ask again for the models, or for a cursor that is at work.
pub(crate) const PAUSE: Duration = Duration::from_millis(20);

/// How long a page waits for the models.
pub(crate) const MEET: Duration = Duration::from_millis(500);

/// Makes a model anew from the facts while everything runs: one short transaction for each
/// hospital, so that no consumer waits long. Returns how many hospitals there were.
///
/// # Errors
/// When the database fails; the hospitals done so far stay done.
pub async fn rebuild(db: &Db, view: View) -> Result<usize> {
    let hospitals = sqlx::query_scalar!("SELECT hospital_id FROM hospitals ORDER BY hospital_id")
        .fetch_all(&db.pool)
        .await?;
    for hospital in &hospitals {
        while !rebuild_hospital(db, view, *hospital).await? {
            tokio::time::sleep(PAUSE).await;
        }
    }
    Ok(hospitals.len())
}

/// False while the consumer is at work.
async fn rebuild_hospital(db: &Db, view: View, hospital: i64) -> Result<bool> {
    let mut tx = db.begin().await?;
    if lock_cursor_in_txn(&mut tx, Views::NAME).await?.is_none() {
        return Ok(false);
    }
    // A hospital of many years may take longer than a command.
    sqlx::query!("SET LOCAL statement_timeout = '1min'").execute(&mut *tx).await?;
    for view in view.with_dependants() {
        sqlx::query!("SELECT rebuild_view($1, $2)", view.key(), hospital).fetch_one(&mut *tx).await?;
    }
    // Open pages hear of it.
    sqlx::query!("UPDATE consumers SET moved_at = greatest(alimi_now(), moved_at + interval '1 microsecond') WHERE name = $1", Views::NAME).execute(&mut *tx).await?;
    relay::tell_views_moved_in_txn(&mut tx, BTreeSet::from([hospital])).await?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::VaccineId;
    use serde_json::json;
    use time::macros::date;

    fn event(kind: K, aggregate: &str, body: serde_json::Value) -> Event {
        Event {
            number: "1:1".into(),
            kind: Some(kind),
            aggregate: aggregate.into(),
            hospital: Some(HospitalId(7)),
            vaccine: Some(VaccineId(2)),
            version: 1,
            body,
            trace: None,
        }
    }

    #[test]
    fn a_release_names_its_days_and_an_older_one_the_whole_hospital() {
        let mut keys = Keys::default();
        keys.name(&event(K::HoldReleased, "stock:7:2", json!({"days": ["2026-12-03", "2026-12-01"]})));
        assert_eq!(keys.days, BTreeSet::from([(7, date!(2026 - 12 - 01)), (7, date!(2026 - 12 - 03))]));
        assert!(keys.whole.is_empty());
        keys.name(&event(K::HoldReleasedQuietly, "stock:7:2", json!({})));
        assert!(keys.whole.contains(&7));
        assert_eq!(keys.stocks, BTreeSet::from([(7, 2)]));
    }

    #[test]
    fn names_of_models_lead_back_to_them() {
        for view in View::ALL {
            assert_eq!(View::from_key(view.key()), Some(view));
        }
        assert_eq!(View::from_key("all"), None);
    }
}
