//! The service under measurement: a release build, with sessions, idempotency and limits on.

use crate::{
    Fault, Options,
    world::{DATA_KEYS, INDEX_KEY, World},
};
use std::{net::SocketAddr, process::Stdio, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// Where the system chooses the port.
pub(crate) const ANY_PORT: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

/// By then a service that has just started has read what it keeps in memory.
pub(crate) const AT_REST: Duration = Duration::from_secs(2);

/// How long it says that it leaves before it does.
const DRAIN: Duration = Duration::from_secs(3);

/// The running service.
pub(crate) struct Service {
    /// Where it answers.
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Service {
    /// Starts it and waits until it listens.
    pub(crate) async fn start(options: &Options, world: &World, listen: SocketAddr) -> Result<Self, Fault> {
        let mut child = Command::new(&options.alimi)
            .arg("serve")
            .env("DATABASE_URL", &world.url)
            .env("ALIMI_DATA_KEYS", DATA_KEYS)
            .env("ALIMI_INDEX_KEY", INDEX_KEY)
            .env("ALIMI_LISTEN", listen.to_string())
            .env("ALIMI_DRAIN", DRAIN.as_secs().to_string())
            // A queue at the door is what the overload is about, and nothing else.
            .envs((!options.is_overload()).then_some(("ALIMI_SLOW_MS", "600000")))
            .env("RUST_LOG", "warn")
            // A whole country comes from this machine.
            .env("ALIMI_CALLS_PER_ADDRESS", "1000000000")
            .env("ALIMI_CALLS_PER_ACCOUNT", "1000000")
            .env("ALIMI_API_CALLS_PER_ADDRESS", "1000000000")
            .env("ALIMI_SOCKETS_PER_ADDRESS", "1000000")
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

    /// The processor time it has used.
    pub(crate) fn cpu(&self) -> Result<Duration, Fault> {
        let stat = std::fs::read_to_string(self.file("stat")?)?;
        // Its name, in brackets, may contain anything; user and system time are the 12th and 13th after it.
        let (_, fields) = stat.rsplit_once(") ").ok_or("no name in stat")?;
        let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }

    /// The memory it holds (KiB).
    pub(crate) fn memory(&self) -> Result<f64, Fault> {
        let status = std::fs::read_to_string(self.file("status")?)?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim_end_matches("kB").trim().parse()?)
    }

    fn file(&self, name: &str) -> Result<String, Fault> {
        let id = self.child.id().ok_or("the service has ended by itself")?;
        Ok(format!("/proc/{id}/{name}"))
    }

    /// Asks it to stop, and waits until it has.
    pub(crate) async fn leave(mut self) -> Result<(), Fault> {
        let id = self.child.id().ok_or("the service has ended by itself")?;
        Command::new("kill").args(["-TERM", &id.to_string()]).status().await?;
        let status = tokio::time::timeout(DRAIN * 10, self.child.wait()).await??;
        if status.success() { Ok(()) } else { Err(format!("the service ended with {status}").into()) }
    }

    /// Ends it at once.
    pub(crate) async fn stop(mut self) -> Result<(), Fault> {
        self.child.kill().await?;
        Ok(())
    }
}
