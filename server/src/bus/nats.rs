//! The bus over NATS. Core NATS keeps nothing and promises nothing; what is promised here comes from
//! the two ends of it.
//!
//! A message waits in the database until the server has answered for it, so none is lost when a
//! process dies, or while the server is away. A listener that was cut off may have missed some:
//! each time it is connected again, everything watched is read anew, and until then every two
//! seconds. Messages carry ids only, and may come twice.

use super::{Address, POLL, SILENCE};
use crate::{live::Hub, work::stopped};
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use bytes::Bytes;
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;
use std::{io, sync::Arc, time::Duration};
use store::{
    Db,
    relay::{self, Changed},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until, timeout},
};

/// What changed.
const LIVE: &str = "alimi.live";
/// That there is work.
const WAKE: &str = "alimi.wake";

/// A server that does not answer this soon is away; transactions are open meanwhile.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the server is asked whether it is there; after two questions without an answer it is not.
const PING: Duration = Duration::from_secs(1);
/// Longest pause between two tries to connect.
const PAUSE: Duration = Duration::from_secs(1);
/// How often waiting messages are looked for when nobody says that there are some.
const IDLE: Duration = Duration::from_secs(1);
/// Messages handed over at once.
const BATCH: i64 = 200;

/// Why there is no bus.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadBus {
    /// An address that cannot be understood.
    #[error("BUS_URL: {0}")]
    Address(#[from] io::Error),
    /// The client cannot be set up, for example because a certificate cannot be read.
    #[error("the bus cannot be used: {0}")]
    Unfit(#[from] async_nats::ConnectError),
}

/// Whether the server is there, and how often that changed.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    is_up: bool,
    turn: u64,
}

/// A connection that comes back by itself. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Nats {
    client: Client,
    link: watch::Receiver<Link>,
}

impl Nats {
    /// Begins to connect.
    pub(super) async fn open(address: &Address) -> Result<Self, BadBus> {
        let servers: Vec<ServerAddr> =
            address.urls.split(',').map(|url| url.trim().parse()).collect::<Result<_, _>>()?;
        let (told, link) = watch::channel(Link::default());
        let mut options = ConnectOptions::new()
            .name("alimi")
            .retry_on_initial_connect()
            .connection_timeout(PATIENCE)
            .ping_interval(PING)
            .reconnect_delay_callback(|tries| {
                PAUSE.min(Duration::from_millis(50) * u32::try_from(tries).unwrap_or(1))
            })
            .event_callback(move |event| {
                follow(&told, &event);
                std::future::ready(())
            });
        // The client reads no name and password from addresses.
        if let Some((user, password)) = servers.first().and_then(credentials) {
            options = match password {
                Some(password) => options.user_and_password(user, password),
                None => options.token(user),
            };
        }
        if let Some(ca) = &address.ca {
            options = options.add_root_certificates(ca.clone()).require_tls(true);
        }
        if let Some((cert, key)) = &address.own {
            options = options.add_client_certificate(cert.clone(), key.clone()).require_tls(true);
        }
        Ok(Self { client: options.connect(servers).await?, link })
    }

    /// Passes on to the hub what replicas say.
    pub(super) async fn listen(self, hub: Arc<Hub>) {
        let mut link = self.link.clone();
        // Kept by the client across connections.
        let mut said = loop {
            match self.client.subscribe(LIVE).await {
                Ok(said) => break said,
                Err(_closed) => hub.resync(),
            }
            sleep(POLL).await;
        };
        loop {
            let now = *link.borrow_and_update();
            // Once the server has answered, it also knows our subscription.
            if !now.is_up || !self.is_answered().await {
                hub.hears(false);
                hub.resync();
                tokio::select! {
                    _ = link.changed() => {}
                    () = sleep(POLL) => {}
                }
                continue;
            }
            hub.hears(true);
            hub.resync();
            let mut sync = Instant::now() + SILENCE;
            loop {
                tokio::select! {
                    message = said.next() => match message {
                        Some(message) => match serde_json::from_slice::<Changed>(&message.payload) {
                            Ok(changed) => hub.changed(&changed),
                            Err(error) => tracing::warn!(%error, "a message of the bus cannot be read"),
                        },
                        None => break,
                    },
                    _ = link.changed() => break,
                    () = sleep_until(sync) => {
                        hub.resync();
                        sync = Instant::now() + SILENCE;
                    }
                }
            }
        }
    }

    /// Counts wake-ups.
    pub(super) async fn wakes(self, woken: watch::Sender<u64>) {
        let Ok(mut calls) = self.client.subscribe(WAKE).await else { return };
        while calls.next().await.is_some() {
            woken.send_modify(|n| *n += 1);
        }
    }

    /// Wakes the workers of all processes; lost while the server is away: they look each second.
    pub(super) async fn wake(&self) {
        if self.link.borrow().is_up
            && let Err(error) = self.client.publish(WAKE, Bytes::new()).await
        {
            tracing::warn!(%error, "workers could not be woken; they look by themselves each second");
        }
    }

    /// Takes waiting messages to the server until `stop`. While it is away they wait.
    pub(super) async fn carry(self, db: Db, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                () = db.told() => {}
                () = sleep(IDLE) => {}
                () = stopped(&mut stop) => return,
            }
            while self.link.borrow().is_up {
                match relay::carry(&db, BATCH, async |messages| self.hand_over(messages).await).await {
                    Ok(0) => break,
                    Ok(_) => {}
                    Err(error) => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "messages for the bus cannot be read"
                        );
                        break;
                    }
                }
            }
        }
    }

    /// Whether the server has all of them.
    async fn hand_over(&self, messages: Vec<String>) -> bool {
        let send = async {
            for message in messages {
                self.client.publish(LIVE, message.into()).await?;
            }
            Ok::<_, async_nats::PublishError>(())
        };
        matches!(timeout(PATIENCE, send).await, Ok(Ok(()))) && self.is_answered().await
    }

    /// Whether the server answers: it sends us what we send ourselves. It reads in order, so it has
    /// read whatever was sent before.
    async fn is_answered(&self) -> bool {
        let echo = async {
            let own = self.client.new_inbox();
            let mut heard = self.client.subscribe(own.clone()).await.ok()?;
            self.client.publish(own, Bytes::new()).await.ok()?;
            heard.next().await
        };
        timeout(PATIENCE, echo).await.is_ok_and(|heard| heard.is_some())
    }
}

/// Name and password of an address; a name alone is a token.
fn credentials(server: &ServerAddr) -> Option<(String, Option<String>)> {
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    Some((plain(server.username()?), server.password().map(plain)))
}

/// Notes what the client says of its connection.
fn follow(link: &watch::Sender<Link>, event: &Event) {
    let is_up = match event {
        Event::Connected => true,
        Event::Disconnected | Event::Closed => false,
        // What was dropped is read anew.
        Event::SlowConsumer(_) => link.borrow().is_up,
        Event::ServerError(error) => {
            tracing::warn!(%error, "the bus");
            return;
        }
        // Each try to connect that fails, and notes of the server.
        other => {
            tracing::debug!(%other, "the bus");
            return;
        }
    };
    if link.borrow().is_up != is_up {
        if is_up {
            tracing::info!("the bus is there");
        } else {
            tracing::warn!("the bus is away; reading instead");
        }
    }
    link.send_modify(|link| *link = Link { is_up, turn: link.turn + 1 });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_user_and_password_or_a_token() {
        let of = |url: &str| credentials(&url.parse().unwrap());
        assert_eq!(of("nats://host:4222"), None);
        assert_eq!(of("nats://t0ken@host"), Some(("t0ken".into(), None)));
        assert_eq!(of("tls://alimi:p%40ss@host"), Some(("alimi".into(), Some("p@ss".into()))));
    }
}
