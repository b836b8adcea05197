//! How replicas hear of each other: which topics changed ([`Hub::changed`]), and that there is work
//! ([`Bus::wakes`]). NOTIFY carries it, or a NATS server where `BUS_URL` names one
//! ([decision 17](../../../docs/decisions/0017-the-bus.md)).
//!
//! The bus is never needed to be right. What watches without it reads every two seconds, what works
//! looks each second; a message only makes them look sooner.

mod nats;
mod postgres;

pub(crate) use nats::BadBus;

use crate::live::Hub;
use nats::Nats;
use std::{path::PathBuf, sync::Arc, time::Duration};
use store::Db;
use tokio::sync::watch;

/// How often watched topics are read while nothing can be heard.
const POLL: Duration = Duration::from_secs(2);
/// Everything watched is read anew so often, whatever was heard.
const SILENCE: Duration = Duration::from_secs(30);

/// Where the bus is.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// NATS servers, comma separated, with name and password where they ask for them.
    pub(crate) urls: String,
    /// The certificate of their authority, where that is no public one.
    pub(crate) ca: Option<PathBuf>,
    /// What we show them: certificate and key.
    pub(crate) own: Option<(PathBuf, PathBuf)>,
}

/// One of the two. Cheap to clone.
#[derive(Clone)]
pub(crate) enum Bus {
    /// NOTIFY and LISTEN.
    Postgres,
    /// A NATS server.
    Nats(Nats),
}

impl Bus {
    /// The bus at an address; the database's without one. It need not answer yet.
    pub(crate) async fn open(address: Option<&Address>) -> Result<Self, BadBus> {
        Ok(match address {
            Some(address) => Self::Nats(Nats::open(address).await?),
            None => Self::Postgres,
        })
    }

    /// Passes on to the hub what replicas say, for ever.
    pub(crate) async fn listen(self, hub: Arc<Hub>) {
        match self {
            Self::Postgres => postgres::listen(hub).await,
            Self::Nats(nats) => nats.listen(hub).await,
        }
    }

    /// A counter that rises with each wake-up.
    pub(crate) fn wakes(&self, db: Db, stop: watch::Receiver<bool>) -> watch::Receiver<u64> {
        let (woken, receiver) = watch::channel(0);
        match self.clone() {
            Self::Postgres => drop(tokio::spawn(postgres::wakes(db, woken, stop))),
            Self::Nats(nats) => drop(tokio::spawn(nats.wakes(woken))),
        }
        receiver
    }

    /// Wakes the workers of all processes.
    pub(crate) async fn wake(&self, db: &Db) {
        match self {
            Self::Postgres => postgres::wake(db).await,
            Self::Nats(nats) => nats.wake().await,
        }
    }

    /// Takes messages that wait in the database to the bus, until `stop`. NOTIFY needs no carrier.
    pub(crate) async fn carry(self, db: Db, stop: watch::Receiver<bool>) {
        if let Self::Nats(nats) = self {
            nats.carry(db, stop).await;
        }
    }
}
