//! The database of a run: the application's own schema with all its indexes, two thousand
//! hospitals and people with sessions.

use crate::{Fault, Options};
use store::{
    Db,
    seal::{Keyring, Place},
    sqlx::{self, AssertSqlSafe, Connection, Executor, PgConnection, Row},
};

/// Keys of the run; nothing in its database is about anybody.
pub(crate) const DATA_KEYS: &str = "bench:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
/// The index key of the run.
pub(crate) const INDEX_KEY: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

/// The database of a run.
pub(crate) struct World {
    /// Its address.
    pub(crate) url: String,
    /// How many people it has; their ids count from one.
    pub(crate) people: u32,
    /// The thirty open days, `YYYY-MM-DD`.
    pub(crate) days: Vec<String>,
    server_url: String,
    name: String,
    db: Db,
}

impl World {
    /// Makes the database, migrates and fills it.
    pub(crate) async fn make(options: &Options, name: &str, people: u32) -> Result<Self, Fault> {
        let mut server = PgConnection::connect(&options.database_url).await?;
        server.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
        let (base, _) = options.database_url.rsplit_once('/').ok_or("the address names no database")?;
        let url = format!("{base}/{name}");
        let keys = Keyring::parse(DATA_KEYS, INDEX_KEY)?;
        let hex = |place, text| {
            keys.seal(place, text).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
        };
        let sql = include_str!("../sql/world.sql")
            .replace("$PHONE", &hex(Place::Phone, "01000000000"))
            .replace("$NAME", &hex(Place::Name, "벤치"))
            .replace("$BIRTH", &hex(Place::Birth, "1980-01-01"))
            .replace("$PEOPLE", &people.to_string());
        let db = Db::connect(&url, keys, 4).await?;
        db.migrate().await?;
        let mut connection = PgConnection::connect(&url).await?;
        let statements = sql + "\n;" + include_str!("../sql/reference.sql");
        // VACUUM must stand alone, and functions contain semicolons: cut at the marks only.
        let (fill, rest) = statements.split_once("VACUUM ANALYZE;").ok_or("no VACUUM in world.sql")?;
        connection.execute(AssertSqlSafe(fill.to_owned())).await?;
        connection.execute("VACUUM ANALYZE").await?;
        connection.execute(AssertSqlSafe(rest.trim_start_matches(['\n', ';']).to_owned())).await?;
        let days = sqlx::query("SELECT day_on::text FROM days WHERE hospital_id = 1 ORDER BY day_on")
            .fetch_all(&mut connection)
            .await?
            .iter()
            .map(|r| r.try_get(0))
            .collect::<Result<_, _>>()?;
        Ok(Self { url, people, days, server_url: options.database_url.clone(), name: name.into(), db })
    }

    /// Takes all bookings out again, so that everybody can book anew. No service may run meanwhile: what
    /// empties a table waits for everybody who reads it, and they for it.
    pub(crate) async fn reset(&self) -> Result<(), Fault> {
        let mut connection = PgConnection::connect(&self.url).await?;
        connection
            .execute(
                "TRUNCATE reservations, holds, events, idempotency_keys, view_reservations, view_days CASCADE;
                 UPDATE consumers SET xid = pg_current_xact_id(), event_id = 9223372036854775807;
                 UPDATE stocks SET reserved = 0 WHERE reserved > 0;
                 UPDATE days SET taken = 0 WHERE taken > 0;
                 SELECT setval('bench_person', 1, false);",
            )
            .await?;
        connection.execute("VACUUM ANALYZE stocks, days").await?;
        connection.execute("CHECKPOINT").await?;
        Ok(())
    }

    /// Takes the bookings of the first `people` out again, and what followed from them.
    pub(crate) async fn unbook(&self, people: u32) -> Result<(), Fault> {
        let sql = format!(
            "CREATE TEMP TABLE gone AS SELECT reservation_id, hospital_id, day_on FROM reservations WHERE person_id <= {people};
             DELETE FROM events e USING gone g WHERE e.aggregate_id = g.reservation_id::text;
             DELETE FROM idempotency_keys WHERE account_id <= {people};
             DELETE FROM notices n USING gone g WHERE n.reservation_id = g.reservation_id;
             DELETE FROM view_reservations v USING gone g WHERE v.reservation_id = g.reservation_id;
             DELETE FROM holds h USING gone g WHERE h.reservation_id = g.reservation_id;
             DELETE FROM reservations r USING gone g WHERE r.reservation_id = g.reservation_id;
             UPDATE stocks s SET reserved = s.reserved - g.n
             FROM (SELECT hospital_id, count(*) AS n FROM gone GROUP BY hospital_id) g WHERE g.hospital_id = s.hospital_id;
             UPDATE days d SET taken = d.taken - g.n
             FROM (SELECT hospital_id, day_on, count(*) AS n FROM gone GROUP BY hospital_id, day_on) g
             WHERE g.hospital_id = d.hospital_id AND g.day_on = d.day_on;
             DROP TABLE gone"
        );
        self.run(&sql).await
    }

    /// The people with these numbers have booked.
    pub(crate) async fn grow(&self, from: u32, to: u32) -> Result<(), Fault> {
        let sql = include_str!("../sql/grow.sql")
            .replace("$FROM", &from.to_string())
            .replace("$TO", &to.to_string());
        self.run(&sql).await
    }

    /// Statements that end with a clean-up, as after every large change.
    async fn run(&self, sql: &str) -> Result<(), Fault> {
        let mut connection = PgConnection::connect(&self.url).await?;
        connection.execute(AssertSqlSafe(sql.to_owned())).await?;
        connection.execute("VACUUM ANALYZE").await?;
        connection.execute("CHECKPOINT").await?;
        Ok(())
    }

    /// The store, as a worker has it.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Committed bookings.
    pub(crate) async fn count(&self) -> Result<i64, Fault> {
        let mut connection = PgConnection::connect(&self.url).await?;
        let row = sqlx::query("SELECT count(*) FROM reservations WHERE status = 'requested'")
            .fetch_one(&mut connection)
            .await?;
        Ok(row.try_get(0)?)
    }

    /// Differences the audit finds.
    pub(crate) async fn audit(&self) -> Result<usize, Fault> {
        Ok(store::audit::run(&self.db).await?.len())
    }

    /// Drops the database.
    pub(crate) async fn drop(self) -> Result<(), Fault> {
        self.db.pool().close().await;
        let mut server = PgConnection::connect(&self.server_url).await?;
        server.execute(AssertSqlSafe(format!("DROP DATABASE {} WITH (FORCE)", self.name))).await?;
        Ok(())
    }
}
