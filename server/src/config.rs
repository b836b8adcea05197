//! What the process is told by its environment and its command line.

mod bus;
mod messages;

pub(crate) use messages::Messages;
use messages::given;

use crate::{
    channel::{BadMail, BadProvider, BadPush},
    http::{network::Network, tls::Files},
};
use clap::{Args, Parser, Subcommand};
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};
use store::{Connect, read_model::View, seal::Keyring};

/// 코로나 백신 접종 알리미
#[derive(Debug, Parser)]
#[command(name = "alimi", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) log: Log,
}

/// What the process says of itself.
#[derive(Args, Clone, Debug)]
pub(crate) struct Log {
    /// How lines of the log are written; `RUST_LOG` says which
    #[arg(long, env = "ALIMI_LOG", value_enum, default_value_t = Form::Text, global = true)]
    pub(crate) log: Form,
    /// Address of a collector of OpenTelemetry (OTLP over HTTP); nothing is collected without it
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", global = true)]
    collector: Option<String>,
    /// Address for Prometheus, apart from the service's: it stays inside; none without it
    #[arg(long, env = "ALIMI_METRICS_LISTEN", global = true)]
    pub(crate) metrics_listen: Option<SocketAddr>,
}

impl Log {
    /// To whom steps of calls go.
    pub(crate) fn collector(&self) -> Option<&str> {
        given(self.collector.as_deref())
    }
}

/// For whom a line is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Form {
    /// For people
    Text,
    /// For programs: one object a line
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answers HTTP, and works in the same process unless told otherwise
    Serve(Box<Serve>),
    /// Works only: relays events, releases doses, sends messages, cleans up
    Work(Box<Work>),
    /// Brings the database's schema up to this release
    Migrate(Migrate),
    /// Adds demonstration data; running it twice changes nothing
    Seed(Store),
    /// Loads a register
    #[command(subcommand)]
    Import(Import),
    /// Seals all personal data anew that the first key did not seal; 1 when some is left
    RotateKeys(Store),
    /// Recomputes every counter and prints the differences; 1 when there are any
    Audit {
        /// Compares the read models with the facts instead, once they have caught up
        #[arg(long)]
        views: bool,
        #[command(flatten)]
        store: Store,
    },
    /// Makes a read model anew from the facts, or all of them; the service may run meanwhile
    Rebuild {
        /// reservations, days, stocks or vaccinations
        #[arg(value_parser = view)]
        view: Option<View>,
        #[command(flatten)]
        store: Store,
    },
    /// Makes a key that signs browser notifications and prints it
    VapidKey,
    /// Invites an admin and prints the code to hand over: the first one, or one who is locked out
    InviteAdmin(InviteAdmin),
}

/// Who is to be admin.
#[derive(Args, Clone, Debug)]
pub(crate) struct InviteAdmin {
    /// The name to sign in with
    pub(crate) login: String,
    /// What they are called on screen
    #[arg(long, default_value = "관리자")]
    pub(crate) label: String,
    #[command(flatten)]
    pub(crate) store: Store,
}

fn view(name: &str) -> Result<View, String> {
    View::from_key(name).ok_or_else(|| View::ALL.map(View::key).join(", "))
}

/// What to load.
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    /// Hospitals from a CSV file, all or none
    Hospitals {
        /// The file
        file: PathBuf,
        #[command(flatten)]
        store: Store,
    },
}

/// Where the facts are, and the keys to them.
#[derive(Args, Clone, Debug)]
pub(crate) struct Store {
    /// Address of the database
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: String,
    /// Keys that seal personal data: `id:64 hex digits`, comma separated, the first one seals
    #[arg(long, env = "ALIMI_DATA_KEYS", hide_env_values = true)]
    data_keys: String,
    /// Key of the blind indexes: 64 hex digits
    #[arg(long, env = "ALIMI_INDEX_KEY", hide_env_values = true)]
    index_key: String,
    /// Most connections to the database
    #[arg(long, env = "ALIMI_CONNECTIONS", default_value_t = 16)]
    connections: u32,
    /// Address of a standby (streaming replica): pages that say how old they are read there
    #[arg(long, env = "DATABASE_READ_URL", hide_env_values = true)]
    database_read_url: Option<String>,
    #[command(flatten)]
    pub(crate) bus: bus::Bus,
}

/// Who changes the schema.
#[derive(Args, Clone, Debug)]
pub(crate) struct Migrate {
    #[command(flatten)]
    pub(crate) store: Store,
    /// Address of the database with the role that owns the schema; the service's own
    /// role gets the rights it needs, and may then only add to the audit log. Without it the two are one
    #[arg(long, env = "MIGRATE_DATABASE_URL", hide_env_values = true)]
    pub(crate) migrate_database_url: Option<String>,
}

impl Store {
    /// Which databases, and how; `application` is what the process is called there.
    pub(crate) fn connect(&self, application: &'static str) -> Result<Connect, ConfigError> {
        Ok(Connect {
            url: self.database_url.clone(),
            connections: self.connections,
            application,
            keeps_messages: self.bus.address()?.is_some(),
            read_url: given(self.database_read_url.as_deref()).map(str::to_owned),
        })
    }

    /// The keys.
    pub(crate) fn keyring(&self) -> Result<Keyring, store::seal::KeyError> {
        Keyring::parse(&self.data_keys, &self.index_key)
    }
}

/// How HTTP is answered.
#[derive(Args, Clone, Debug)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) web: Web,
    #[command(flatten)]
    pub(crate) messages: Messages,
    /// Sign-in providers (OpenID Connect), comma separated; each has settings of its own, for `kakao`
    /// `ALIMI_OIDC_KAKAO_ISSUER`, `…_CLIENT_ID`, `…_CLIENT_SECRET` and `…_LABEL`
    #[arg(long, env = "ALIMI_OIDC", value_delimiter = ',')]
    pub(crate) oidc: Vec<String>,
    /// Whether to do the background work in this process too
    #[arg(long, env = "ALIMI_WORKERS", default_value_t = true, action = clap::ArgAction::Set)]
    pub(crate) workers: bool,
}

/// How is worked without HTTP.
#[derive(Args, Clone, Debug)]
pub(crate) struct Work {
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) messages: Messages,
}

/// The HTTP side.
#[derive(Args, Clone, Debug)]
pub(crate) struct Web {
    /// Address to listen on
    #[arg(long, env = "ALIMI_LISTEN", default_value = "127.0.0.1:3000")]
    pub(crate) listen: SocketAddr,
    /// Folder of the site's files
    #[arg(long, env = "ALIMI_SITE", default_value = "target/site")]
    pub(crate) site: PathBuf,
    /// Development: one-time codes appear in the terminal and on /dev/inbox; only on loopback
    #[arg(long, env = "ALIMI_DEV", default_value_t = false, action = clap::ArgAction::Set)]
    pub(crate) dev: bool,
    /// Origins that may open live sockets and post forms, comma separated
    #[arg(long, env = "ALIMI_ORIGINS", value_delimiter = ',')]
    origins: Vec<String>,
    /// Domain that passkeys belong to; without it, that of the first origin which is no bare address
    #[arg(long, env = "ALIMI_PASSKEY_DOMAIN")]
    passkey_domain: Option<String>,
    /// Proxies in front that add to X-Forwarded-For
    #[arg(long, env = "ALIMI_TRUSTED_PROXIES", default_value_t = 0)]
    pub(crate) trusted_proxies: usize,
    /// Addresses or networks those proxies connect from, comma separated; what others say in
    /// X-Forwarded-For is not believed
    #[arg(
        long,
        env = "ALIMI_PROXY_ADDRESSES",
        value_delimiter = ',',
        default_value = "127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7"
    )]
    pub(crate) proxy_addresses: Vec<Network>,
    /// Certificate chain (PEM): the server speaks TLS itself; SIGHUP reads both files again
    #[arg(long, env = "ALIMI_TLS_CERT")]
    tls_cert: Option<PathBuf>,
    /// The certificate's key (PEM)
    #[arg(long, env = "ALIMI_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Behind TLS: Secure cookies with __Host- names, and HSTS
    #[arg(long, env = "ALIMI_SECURE_COOKIES", default_value_t = false, action = clap::ArgAction::Set)]
    secure_cookies: bool,
    /// Sign-in tries of one address in ten minutes
    #[arg(long, env = "ALIMI_TRIES_PER_ADDRESS", default_value_t = 300)]
    pub(crate) tries_per_address: u32,
    /// Forms of one account in a minute; twice as many searches, a sixth as many files
    #[arg(long, env = "ALIMI_CALLS_PER_ACCOUNT", default_value_t = 120)]
    pub(crate) calls_per_account: u32,
    /// The same of one address without signing in; all of an address together have ten times that
    #[arg(long, env = "ALIMI_CALLS_PER_ADDRESS", default_value_t = 1200)]
    pub(crate) calls_per_address: u32,
    /// Calls of the open API with one token in a minute
    #[arg(long, env = "ALIMI_API_CALLS_PER_TOKEN", default_value_t = 600)]
    pub(crate) api_calls_per_token: u32,
    /// Calls of the open API from one address in a minute
    #[arg(long, env = "ALIMI_API_CALLS_PER_ADDRESS", default_value_t = 1200)]
    pub(crate) api_calls_per_address: u32,
    /// Seconds between being asked to stop and stopping, for the proxy in front to notice
    #[arg(long, env = "ALIMI_DRAIN", default_value_t = 0)]
    pub(crate) drain: u64,
    /// Requests worked on at once; some more wait a moment, the rest is told to come back
    #[arg(long, env = "ALIMI_AT_ONCE", default_value_t = 256)]
    pub(crate) at_once: usize,
    /// Answers slower than this on average (ms), three seconds in a row, make people queue at the door
    #[arg(long, env = "ALIMI_SLOW_MS", default_value_t = 500)]
    pub(crate) slow_ms: u64,
    /// Most live sockets of one account
    #[arg(long, env = "ALIMI_SOCKETS_PER_ACCOUNT", default_value_t = 20)]
    pub(crate) sockets_per_account: usize,
    /// Most live sockets of one address
    #[arg(long, env = "ALIMI_SOCKETS_PER_ADDRESS", default_value_t = 500)]
    pub(crate) sockets_per_address: usize,
}

/// Settings that contradict each other.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ConfigError {
    /// Development shows one-time codes to whoever asks.
    #[error("ALIMI_DEV=true shows one-time codes: it listens on loopback only, not on {0}")]
    DevInPublic(IpAddr),
    /// Messages would seem to be on.
    #[error("ALIMI_PROVIDER_URL, ALIMI_PROVIDER_KEY and ALIMI_PROVIDER_SENDER go together: set all or none")]
    HalfProvider,
    /// E-mails would seem to be on.
    #[error("ALIMI_SMTP_URL, ALIMI_SMTP_FROM and ALIMI_PUBLIC_URL go together")]
    HalfMail,
    /// Browser notifications would seem to be on.
    #[error("ALIMI_VAPID_KEY and ALIMI_VAPID_SUBJECT go together: set both or none")]
    HalfPush,
    /// TLS would seem to be on.
    #[error("ALIMI_TLS_CERT and ALIMI_TLS_KEY go together: set both or none")]
    HalfCertificate,
    /// The bus would seem to know us.
    #[error("BUS_CERT and BUS_KEY go together: set both or none")]
    HalfBusCertificate,
    /// The bus would seem to be on.
    #[error("BUS_CA, BUS_CERT and BUS_KEY belong to BUS_URL: set that too, or none of them")]
    NoBus,
    /// The provider cannot be reached like this.
    #[error(transparent)]
    BadProvider(#[from] BadProvider),
    /// Nor the mail server.
    #[error(transparent)]
    BadMail(#[from] BadMail),
    /// Nor a browser.
    #[error(transparent)]
    BadPush(#[from] BadPush),
}

impl Web {
    /// Refuses settings that must not go together.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.tls_cert.is_some() != self.tls_key.is_some() {
            return Err(ConfigError::HalfCertificate);
        }
        let ip = self.listen.ip();
        if self.dev && !ip.is_loopback() { Err(ConfigError::DevInPublic(ip)) } else { Ok(()) }
    }

    /// Where certificate and key are, if this server speaks TLS itself.
    pub(crate) fn tls(&self) -> Option<Files> {
        Some(Files { cert: self.tls_cert.clone()?, key: self.tls_key.clone()? })
    }

    /// Whether browsers reach the service over TLS, here or at a proxy in front.
    pub(crate) fn is_secure(&self) -> bool {
        self.secure_cookies || self.tls_cert.is_some()
    }

    /// The origin sign-in providers lead back to: the first allowed one.
    pub(crate) fn own_origin(&self) -> String {
        self.allowed_origins().swap_remove(0)
    }

    /// The allowed origins; by default those under which this machine reaches the server.
    pub(crate) fn allowed_origins(&self) -> Vec<String> {
        let given: Vec<String> = self
            .origins
            .iter()
            .map(|o| o.trim().trim_end_matches('/').to_owned())
            .filter(|o| !o.is_empty())
            .collect();
        if !given.is_empty() {
            return given;
        }
        let port = self.listen.port();
        let scheme = if self.tls_cert.is_some() { "https" } else { "http" };
        vec![
            format!("{scheme}://{}", self.listen),
            format!("{scheme}://localhost:{port}"),
            format!("{scheme}://127.0.0.1:{port}"),
        ]
    }
}

/// The name of an origin's machine; none for a bare address, which no passkey can belong to.
fn domain_of(origin: &str) -> Option<&str> {
    let host = origin.split_once("://")?.1.split(['/', ':', '[']).next()?;
    (!host.is_empty() && host.parse::<IpAddr>().is_err()).then_some(host)
}

impl Web {
    /// The domain passkeys belong to, and where its pages are seen.
    pub(crate) fn passkey_site(&self) -> store::passkey::Site {
        let origins = self.allowed_origins();
        let found =
            given(self.passkey_domain.as_deref()).or_else(|| origins.iter().find_map(|o| domain_of(o)));
        store::passkey::Site { domain: found.unwrap_or("localhost").to_owned(), origins }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        web: Web,
    }

    fn web(args: &[&str]) -> Web {
        Only::parse_from([&["alimi"], args].concat()).web
    }

    #[test]
    fn development_never_listens_in_public() {
        assert_eq!(web(&["--dev", "true"]).check(), Ok(()));
        assert_eq!(web(&["--dev", "true", "--listen", "[::1]:1"]).check(), Ok(()));
        let everywhere = web(&["--dev", "true", "--listen", "0.0.0.0:3000"]);
        assert_eq!(everywhere.check(), Err(ConfigError::DevInPublic([0, 0, 0, 0].into())));
        assert_eq!(web(&["--listen", "0.0.0.0:3000"]).check(), Ok(()));
    }

    #[test]
    fn passkeys_belong_to_a_name_never_to_a_bare_address() {
        let domain = |args: &[&str]| web(args).passkey_site().domain;
        assert_eq!(domain(&[]), "localhost");
        assert_eq!(domain(&["--origins", "https://10.0.0.1,https://alimi.example:8443"]), "alimi.example");
        assert_eq!(domain(&["--origins", "https://[::1]:3000"]), "localhost");
        let both = ["--origins", "https://a.alimi.example", "--passkey-domain", "alimi.example"];
        assert_eq!(domain(&both), "alimi.example");
    }

    #[test]
    fn origins_default_to_this_machine() {
        let origins = web(&["--listen", "127.0.0.1:4000"]).allowed_origins();
        assert!(origins.contains(&"http://localhost:4000".to_owned()));
        let given = web(&["--origins", "https://alimi.example/, https://b.example"]).allowed_origins();
        assert_eq!(given, ["https://alimi.example", "https://b.example"]);
    }
}
