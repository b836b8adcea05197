//! What the process is told by its environment and its command line.

use crate::channel::{BadProvider, Provider};
use clap::{Args, Parser, Subcommand};
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};
use store::seal::Keyring;

/// 코로나 백신 접종 알리미
#[derive(Debug, Parser)]
#[command(name = "alimi", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answers HTTP, and works in the same process unless told otherwise
    Serve(Serve),
    /// Works only: relays events, releases doses, sends messages, cleans up
    Work(Work),
    /// Brings the database's schema up to this release
    Migrate(Store),
    /// Adds demonstration data; running it twice changes nothing
    Seed(Store),
    /// Loads a register
    #[command(subcommand)]
    Import(Import),
    /// Recomputes every counter and prints the differences; 1 when there are any
    Audit(Store),
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
    pub(crate) connections: u32,
}

impl Store {
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

/// Messages out of the house. Off without a provider; the same in every process.
#[derive(Args, Clone, Debug)]
pub(crate) struct Messages {
    /// Address of the business-message provider
    #[arg(long, env = "ALIMI_PROVIDER_URL")]
    provider_url: Option<String>,
    /// Key the provider knows us by
    #[arg(long, env = "ALIMI_PROVIDER_KEY", hide_env_values = true)]
    provider_key: Option<String>,
    /// Number the messages come from
    #[arg(long, env = "ALIMI_PROVIDER_SENDER")]
    provider_sender: Option<String>,
    /// Key the provider signs its delivery reports with; without it `/hooks/provider` is not there
    #[arg(long, env = "ALIMI_PROVIDER_HOOK_KEY", hide_env_values = true)]
    provider_hook_key: Option<String>,
    /// Most messages a second of this process
    #[arg(long = "provider-per-second", env = "ALIMI_PROVIDER_PER_SECOND", default_value_t = 50)]
    pub(crate) per_second: u32,
}

impl Messages {
    /// The provider, where one is named. Half a name is a mistake, not silence.
    pub(crate) fn provider(&self) -> Result<Option<Provider>, ConfigError> {
        match (
            given(self.provider_url.as_deref()),
            given(self.provider_key.as_deref()),
            given(self.provider_sender.as_deref()),
        ) {
            (None, None, None) => Ok(None),
            (Some(url), Some(key), Some(sender)) => Ok(Some(Provider::new(url, key, sender)?)),
            _ => Err(ConfigError::HalfProvider),
        }
    }

    /// What reports are signed with.
    pub(crate) fn hook_key(&self) -> Option<&str> {
        given(self.provider_hook_key.as_deref())
    }
}

/// A setting that is there and not empty.
fn given(setting: Option<&str>) -> Option<&str> {
    setting.map(str::trim).filter(|s| !s.is_empty())
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
    /// Proxies in front that add to X-Forwarded-For
    #[arg(long, env = "ALIMI_TRUSTED_PROXIES", default_value_t = 0)]
    pub(crate) trusted_proxies: usize,
    /// Behind TLS: Secure cookies with __Host- names, and HSTS
    #[arg(long, env = "ALIMI_SECURE_COOKIES", default_value_t = false, action = clap::ArgAction::Set)]
    pub(crate) secure_cookies: bool,
    /// Sign-in tries of one address in ten minutes
    #[arg(long, env = "ALIMI_TRIES_PER_ADDRESS", default_value_t = 300)]
    pub(crate) tries_per_address: u32,
    /// Calls of the open API with one token in a minute
    #[arg(long, env = "ALIMI_API_CALLS_PER_TOKEN", default_value_t = 600)]
    pub(crate) calls_per_token: u32,
    /// Calls of the open API from one address in a minute
    #[arg(long, env = "ALIMI_API_CALLS_PER_ADDRESS", default_value_t = 1200)]
    pub(crate) calls_per_address: u32,
    /// Address for Prometheus, apart from the service's: it stays inside; none without it
    #[arg(long, env = "ALIMI_METRICS_LISTEN")]
    pub(crate) metrics_listen: Option<SocketAddr>,
    /// Seconds between being asked to stop and stopping, for the proxy in front to notice
    #[arg(long, env = "ALIMI_DRAIN", default_value_t = 0)]
    pub(crate) drain: u64,
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
    /// The provider cannot be reached like this.
    #[error(transparent)]
    BadProvider(#[from] BadProvider),
}

impl Web {
    /// Refuses settings that must not go together.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        let ip = self.listen.ip();
        if self.dev && !ip.is_loopback() { Err(ConfigError::DevInPublic(ip)) } else { Ok(()) }
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
        vec![
            format!("http://{}", self.listen),
            format!("http://localhost:{port}"),
            format!("http://127.0.0.1:{port}"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Parser)]
    struct Only {
        #[command(flatten)]
        web: Web,
        #[command(flatten)]
        messages: Messages,
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
    fn half_a_provider_is_a_mistake_and_none_is_silence() {
        let open = |args: &[&str]| Only::parse_from([&["alimi"], args].concat()).messages.provider();
        let whole =
            ["--provider-url", "https://m.example", "--provider-key", "k", "--provider-sender", "1339"];
        assert!(open(&[]).unwrap().is_none());
        assert!(open(&whole).unwrap().is_some());
        assert_eq!(open(&whole[..4]).err(), Some(ConfigError::HalfProvider));
        assert_eq!(open(&["--provider-url", " "]).map(|p| p.is_some()), Ok(false));
    }

    #[test]
    fn origins_default_to_this_machine() {
        let origins = web(&["--listen", "127.0.0.1:4000"]).allowed_origins();
        assert!(origins.contains(&"http://localhost:4000".to_owned()));
        let given = web(&["--origins", "https://alimi.example/, https://b.example"]).allowed_origins();
        assert_eq!(given, ["https://alimi.example", "https://b.example"]);
    }
}
