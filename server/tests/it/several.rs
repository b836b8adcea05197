//! What stands between several replicas: a NATS server as the bus, haproxy in front. Real programs,
//! found in PATH or where Debian and `scripts/install` put them.

use crate::harness::{Server, World, free_addresses, get, until};
use hyper::StatusCode;
use std::{
    io::Write,
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use uuid::Uuid;

/// By what the replicas of a test hear of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// The database's NOTIFY.
    Notify,
    /// A NATS server.
    Nats,
}

/// Each test once with NOTIFY and once with NATS.
macro_rules! over_both {
    ($($test:ident)*) => {
        mod over_notify {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::several::Carrier::Notify).await;
            })*
        }
        mod over_nats {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $test() {
                super::$test(crate::several::Carrier::Nats).await;
            })*
        }
    };
}
pub(crate) use over_both;

fn program(name: &str) -> Command {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/bin");
    let known = [tools, PathBuf::from("/usr/sbin"), PathBuf::from("/usr/local/bin")];
    let found = known.iter().map(|folder| folder.join(name)).find(|path| path.exists());
    Command::new(found.unwrap_or_else(|| name.into()))
}

/// A NATS server of the test's own, with a password.
pub(crate) struct Nats {
    address: SocketAddr,
    more: Vec<String>,
    child: Child,
}

impl Nats {
    pub(crate) async fn start() -> Self {
        Self::start_with(Vec::new()).await
    }

    /// With further options on its command line.
    pub(crate) async fn start_with(more: Vec<String>) -> Self {
        let [address] = free_addresses();
        let child = Self::spawn(address, &more);
        let nats = Self { address, more, child };
        nats.answers().await;
        nats
    }

    fn spawn(address: SocketAddr, more: &[String]) -> Child {
        let port = address.port().to_string();
        program("nats-server")
            .args(["-a", "127.0.0.1", "-p", &port, "--user", "alimi", "--pass", "secret"])
            .args(more)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("scripts/install nats brings nats-server")
    }

    async fn answers(&self) {
        until("the NATS server listens", async || TcpStream::connect(self.address).is_ok()).await;
    }

    /// What processes are told.
    pub(crate) fn url(&self) -> String {
        format!("nats://alimi:secret@{}", self.address)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Gone from one moment to the next.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Back at the same address.
    pub(crate) async fn start_again(&mut self) {
        self.child = Self::spawn(self.address, &self.more);
        self.answers().await;
    }

    /// Wakes all workers, as a process does after a commit.
    pub(crate) fn wake(&self) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let hello = "CONNECT {\"verbose\":false,\"user\":\"alimi\",\"pass\":\"secret\"}\r\n";
        write!(stream, "{hello}PUB alimi.wake 0\r\n\r\nPING\r\n").unwrap();
        // Read to the answer: it was heard before.
        let mut heard = Vec::new();
        while !heard.ends_with(b"PONG\r\n") {
            let mut byte = [0];
            std::io::Read::read_exact(&mut stream, &mut byte).unwrap();
            heard.push(byte[0]);
        }
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// haproxy in front of some replicas, with the settings that `deploy/` gives out.
pub(crate) struct Front {
    pub(crate) address: SocketAddr,
    pub(crate) replicas: Vec<Option<Server>>,
    file: PathBuf,
    child: Child,
}

impl Front {
    /// Two or three replicas, and haproxy once it has found them all.
    pub(crate) async fn of(world: &World, count: usize) -> Self {
        let [address] = free_addresses();
        let settings =
            [("ALIMI_ORIGINS", format!("http://{address}")), ("ALIMI_TRUSTED_PROXIES", "1".into())];
        let replicas: Vec<_> = (0..count).map(|_| Some(world.serve_with(&settings))).collect();
        let deployed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/haproxy.cfg");
        let mut text = std::fs::read_to_string(deployed).unwrap().replace("$FRONT", &address.to_string());
        for (name, replica) in ["$FIRST", "$SECOND", "$THIRD"].into_iter().zip(&replicas) {
            text = text.replace(name, &replica.as_ref().unwrap().address.to_string());
        }
        let text: Vec<&str> = text.lines().filter(|line| !line.contains('$')).collect();
        let file = std::env::temp_dir().join(format!("alimi-front-{}.cfg", Uuid::new_v4().simple()));
        std::fs::write(&file, text.join("\n") + "\n").unwrap();
        let child = program("haproxy")
            .args(["-db", "-f"])
            .arg(&file)
            .stderr(Stdio::null())
            .spawn()
            .expect("scripts/install haproxy brings it");
        until("haproxy has found a replica", async || {
            TcpStream::connect(address).is_ok()
                && get(address, "/readyz", None).await.status == StatusCode::OK
        })
        .await;
        Self { address, replicas, file, child }
    }

    /// Kills one of the replicas, as `kill -9` does, whatever it is at.
    pub(crate) fn kill(&mut self, replica: usize) {
        let replica = self.replicas[replica].take().expect("it lives");
        replica.signal("-KILL");
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_file(&self.file);
    }
}
