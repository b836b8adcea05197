//! What replicas hear of each other by.

use super::{ConfigError, messages::given};
use crate::bus::Address;
use clap::Args;
use std::path::PathBuf;

/// The bus: NOTIFY of the database without these.
#[derive(Args, Clone, Debug)]
pub(crate) struct Bus {
    /// NATS servers that carry what replicas tell each other, comma separated:
    /// `nats://user:password@host:4222`, or `tls://…`; the same in every process
    #[arg(long, env = "BUS_URL", hide_env_values = true)]
    bus_url: Option<String>,
    /// File with the certificate of their authority, where that is no public one; then TLS is required
    #[arg(long, env = "BUS_CA")]
    bus_ca: Option<PathBuf>,
    /// Certificate this process shows them (PEM)
    #[arg(long, env = "BUS_CERT")]
    bus_cert: Option<PathBuf>,
    /// The key of that certificate (PEM)
    #[arg(long, env = "BUS_KEY")]
    bus_key: Option<PathBuf>,
}

impl Bus {
    /// Where NATS is, if it is used.
    pub(crate) fn address(&self) -> Result<Option<Address>, ConfigError> {
        let own = match (self.bus_cert.clone(), self.bus_key.clone()) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            _ => return Err(ConfigError::HalfBusCertificate),
        };
        let Some(urls) = given(self.bus_url.as_deref()) else {
            // Without an address they would seem to be of use.
            let unused = self.bus_ca.is_some() || own.is_some();
            return if unused { Err(ConfigError::NoBus) } else { Ok(None) };
        };
        Ok(Some(Address { urls: urls.to_owned(), ca: self.bus_ca.clone(), own }))
    }
}
