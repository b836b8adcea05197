//! Database servers of a test's own: they can die, and be followed by a standby.

use std::{
    path::{Path, PathBuf},
    process::Command,
};
use store::sqlx::{self, AssertSqlSafe, Connection, Executor, PgConnection};
use uuid::Uuid;

/// A cluster; removed with everything in it when dropped.
pub(crate) struct Cluster(PathBuf);

impl Cluster {
    /// A new one.
    pub(crate) fn start() -> Self {
        let cluster = Self::named();
        cluster.start_again();
        cluster
    }

    fn named() -> Self {
        Self(std::env::temp_dir().join(format!("alimi-cluster-{}", Uuid::new_v4().simple())))
    }

    fn script(&self, command: &str) -> String {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/postgres");
        let done = Command::new(script).arg(command).arg(&self.0).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    /// The address of its database `postgres`.
    pub(crate) fn url(&self) -> String {
        self.script("url")
    }

    /// Where its files lie.
    fn place(&self) -> String {
        std::fs::read_to_string(self.0.join("location")).unwrap().trim().to_owned()
    }

    /// Gone from one moment to the next.
    pub(crate) fn crash(&self) {
        let pid_file = Path::new(&self.place()).join("data/postmaster.pid");
        let pid = std::fs::read_to_string(pid_file).unwrap().lines().next().unwrap().to_owned();
        assert!(Command::new("kill").args(["-KILL", &pid]).status().unwrap().success());
    }

    /// Back, with what it had.
    pub(crate) fn start_again(&self) {
        self.script("start");
    }

    /// Gone, and back.
    pub(crate) fn crash_and_restart(&self) {
        self.crash();
        self.start_again();
    }

    /// A standby that follows this one: a base backup, and what comes after it by streaming.
    pub(crate) async fn follow(&self) -> Self {
        let (standby, place) = (Self::named(), self.place());
        let copy = format!("{place}-standby");
        std::fs::create_dir_all(&standby.0).unwrap();
        for name in ["password", "kind"] {
            std::fs::copy(self.0.join(name), standby.0.join(name)).unwrap();
        }
        std::fs::write(standby.0.join("location"), &copy).unwrap();
        shell(
            "mkdir -m 700 $1 && chown --reference $0/data $1 && cp -a $0/complete $0/roles $1/",
            &place,
            &copy,
        );

        let url = self.url();
        let mut primary = PgConnection::connect(&url).await.unwrap();
        primary.execute("SELECT pg_backup_start('standby', fast => true)").await.unwrap();
        // Files that vanish meanwhile are no fault: what is torn, the primary's log mends.
        shell("cp -a $0/data $1/ 2>/dev/null || test -f $1/data/PG_VERSION", &place, &copy);
        let label: String = sqlx::query_scalar("SELECT labelfile FROM pg_backup_stop()")
            .fetch_one(&mut primary)
            .await
            .unwrap();
        std::fs::write(format!("{copy}/data/backup_label"), label).unwrap();
        std::fs::write(format!("{copy}/data/standby.signal"), "").unwrap();
        let settings = format!("{copy}/data/postgresql.auto.conf");
        let known = std::fs::read_to_string(&settings).unwrap();
        std::fs::write(&settings, format!("{known}primary_conninfo = '{url}'\n")).unwrap();
        shell(
            "rm -rf $1/data/postmaster.* $1/data/pg_wal/0* && chown --reference $0/data $1/data/*",
            &place,
            &copy,
        );
        standby.start_again();
        standby
    }

    /// Runs a statement as the owner of everything.
    pub(crate) async fn run(&self, sql: &str) {
        let mut connection = PgConnection::connect(&self.url()).await.unwrap();
        connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap();
    }
}

/// Runs a line with two folders as `$0` and `$1`.
fn shell(line: &str, from: &str, to: &str) {
    let done = Command::new("sh").args(["-c", line, from, to]).output().unwrap();
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.script("reset");
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
