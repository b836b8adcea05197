//! What the tables say, read apart from the store's own queries.

use super::{Place, World};
use domain::{id::HospitalId, id::ReservationId, reservation::ReservationStatus};
use sqlx::{AssertSqlSafe, Row};
use time::Date;

/// One day's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DayRow {
    pub(crate) capacity: i32,
    pub(crate) taken: i32,
    pub(crate) closed: Option<String>,
}

impl World {
    /// Doses nobody has a hold on; none where there is no stock.
    pub(crate) async fn bookable(&self, place: Place) -> i32 {
        sqlx::query_scalar("SELECT bookable FROM stocks WHERE hospital_id = $1 AND vaccine_id = $2")
            .bind(place.hospital.0)
            .bind(place.vaccine.0)
            .fetch_optional(self.db.pool())
            .await
            .unwrap()
            .unwrap_or(0)
    }

    /// A day, if it was ever opened.
    pub(crate) async fn find_day(&self, hospital: HospitalId, on: Date) -> Option<DayRow> {
        sqlx::query("SELECT capacity, taken, closed FROM days WHERE hospital_id = $1 AND day_on = $2")
            .bind(hospital.0)
            .bind(on)
            .fetch_optional(self.db.pool())
            .await
            .unwrap()
            .map(|r| DayRow { capacity: r.get(0), taken: r.get(1), closed: r.get(2) })
    }

    /// Places taken on a day that is open.
    pub(crate) async fn taken(&self, hospital: HospitalId, on: Date) -> i32 {
        self.find_day(hospital, on).await.unwrap().taken
    }

    /// A reservation's state and version.
    pub(crate) async fn status(&self, reservation: ReservationId) -> (ReservationStatus, i64) {
        let (status, version): (String, i64) =
            sqlx::query_as("SELECT status, version FROM reservations WHERE reservation_id = $1")
                .bind(reservation.0)
                .fetch_one(self.db.pool())
                .await
                .unwrap();
        (ReservationStatus::from_key(&status).unwrap(), version)
    }

    /// How many events of a kind there are.
    pub(crate) async fn events(&self, kind: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM events WHERE kind = $1")
            .bind(kind)
            .fetch_one(self.db.pool())
            .await
            .unwrap()
    }

    /// The events of one aggregate, in the order of its versions: kind and version.
    pub(crate) async fn events_of(&self, aggregate: &str) -> Vec<(String, i64)> {
        sqlx::query_as("SELECT kind, version FROM events WHERE aggregate_id = $1 ORDER BY version, event_id")
            .bind(aggregate)
            .fetch_all(self.db.pool())
            .await
            .unwrap()
    }

    /// The acts noted in the audit log, oldest first: action, subject, reason.
    pub(crate) async fn acts(&self) -> Vec<(String, String, Option<String>)> {
        sqlx::query_as("SELECT action, subject, reason FROM audit_log ORDER BY audit_id")
            .fetch_all(self.db.pool())
            .await
            .unwrap()
    }

    /// How many rows a table has.
    pub(crate) async fn rows(&self, table: &str) -> i64 {
        sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
            .fetch_one(self.db.pool())
            .await
            .unwrap()
    }

    /// Changes something by hand, as no command would; how many rows it touched.
    pub(crate) async fn by_hand(&self, sql: &'static str) -> u64 {
        sqlx::query(sql).execute(self.db.pool()).await.unwrap().rows_affected()
    }

    /// Waits until a command in this database waits for a lock, so that what follows comes
    /// later than what it has looked at.
    pub(crate) async fn until_somebody_waits_for_a_lock(&self) {
        self.until_waiting_for_locks(1).await;
    }

    /// Waits until so many commands in this database wait for locks.
    pub(crate) async fn until_waiting_for_locks(&self, commands: i64) {
        super::until("commands wait for locks", async || {
            let waiting: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
            .fetch_one(self.db.pool())
            .await
            .unwrap();
            waiting >= commands
        })
        .await;
    }
}
