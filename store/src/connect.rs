//! How the facts are reached: pools, and what each of their connections is told first.

use crate::{Db, Result, seal::Keyring};
use sqlx::{
    Connection, Executor, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

/// Connections that only the waitlist uses.
const WAITING_CONNECTIONS: u32 = 2;

/// The longest wait for a connection to the standby.
const STANDBY_PATIENCE: Duration = Duration::from_secs(1);

/// Which databases a process works with, and how.
#[derive(Clone, Debug)]
pub struct Connect {
    /// Address of the database.
    pub url: String,
    /// Most connections to it.
    pub connections: u32,
    /// What the process is called in `pg_stat_activity`.
    pub application: &'static str,
    /// Whether a message bus carries what replicas tell each other: then messages wait in the database
    /// for it ([`crate::relay::carry`]) instead of going out by NOTIFY.
    pub keeps_messages: bool,
    /// Address of a standby for pages that say how old they are ([`crate::standby`]).
    pub read_url: Option<String>,
}

impl Connect {
    /// To one database that carries messages itself.
    pub fn to(url: &str, connections: u32) -> Self {
        Self { url: url.to_owned(), connections, application: "alimi", keeps_messages: false, read_url: None }
    }
}

impl Db {
    /// Opens a pool of at most `connections`.
    ///
    /// # Errors
    /// When the address is malformed or the server cannot be reached within ten seconds.
    pub async fn connect(url: &str, keys: Keyring, connections: u32) -> Result<Self> {
        Self::open(&Connect::to(url, connections), keys).await
    }

    /// Opens what is asked for.
    ///
    /// # Errors
    /// When an address is malformed or the database cannot be reached within ten seconds.
    pub async fn open(to: &Connect, keys: Keyring) -> Result<Self> {
        let mut options = PgConnectOptions::from_str(&to.url)?.application_name(to.application);
        if to.keeps_messages {
            options = options.options([("alimi.bus", "kept")]);
        }
        let pool = pool_options(to.connections).connect_with(options.clone()).await?;
        let waiting = pool_options(WAITING_CONNECTIONS).connect_lazy_with(options);
        // It may be away: nobody waits long for it.
        let standby = match &to.read_url {
            Some(url) => {
                let options = PgConnectOptions::from_str(url)?.application_name(to.application);
                let pool = pool_options(to.connections).acquire_timeout(STANDBY_PATIENCE);
                Some(pool.connect_lazy_with(options))
            }
            None => None,
        };
        Ok(Self::from_pools(pool, waiting, standby, keys))
    }

    /// Wraps a pool that is already open (tests).
    pub fn from_pool(pool: PgPool, keys: Keyring) -> Self {
        Self::from_pools(pool.clone(), pool, None, keys)
    }
}

fn pool_options(connections: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|conn, _| {
            Box::pin(async move {
                // Long transactions hold back every consumer's horizon: none may be long. Compiling a
                // plan costs more than any of these statements gains by it.
                conn.execute(
                    "SET jit = off; SET statement_timeout = '5s'; SET lock_timeout = '3s'; SET TIME ZONE 'UTC'; \
                     SET idle_in_transaction_session_timeout = '5s'",
                )
                .await
                .map(drop)
            })
        })
        // A request dropped in mid-transaction must not hand its transaction to the next one.
        // (The pool itself asks a returned connection whether it still answers.)
        .after_release(|conn, _| Box::pin(async move { Ok(!conn.is_in_transaction()) }))
        // A connection that has been lying around may have died with the server; one just
        // returned was asked a moment ago, and asking again costs every query a round trip.
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move { Ok(meta.idle_for < Duration::from_secs(2) || conn.ping().await.is_ok()) })
        })
}
