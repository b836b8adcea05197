//! The service under measurement: a release build, with sessions, idempotency and limits on.

use crate::{
    Fault, Options,
    world::{DATA_KEYS, INDEX_KEY, World},
};
use std::{net::SocketAddr, process::Stdio};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// The running service.
pub(crate) struct Service {
    /// Where it answers.
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Service {
    /// Starts it on a free port and waits until it listens.
    pub(crate) async fn start(options: &Options, world: &World) -> Result<Self, Fault> {
        let mut child = Command::new(&options.alimi)
            .arg("serve")
            .env("DATABASE_URL", &world.url)
            .env("ALIMI_DATA_KEYS", DATA_KEYS)
            .env("ALIMI_INDEX_KEY", INDEX_KEY)
            .env("ALIMI_LISTEN", "127.0.0.1:0")
            .env("RUST_LOG", "warn")
            // A whole country comes from this machine.
            .env("ALIMI_CALLS_PER_ADDRESS", "1000000000")
            .env("ALIMI_CALLS_PER_ACCOUNT", "1000000")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some((_, address)) = line.split_once("listening on http://") {
                let address = address.trim().parse()?;
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Ok(Self { address, child });
            }
        }
        Err("the service ended before it listened".into())
    }

    /// Stops it.
    pub(crate) async fn stop(mut self) -> Result<(), Fault> {
        self.child.kill().await?;
        Ok(())
    }
}
