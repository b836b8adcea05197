//! TLS of our own: the certificate, read anew on SIGHUP, and the handshake's time limit.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::{
    net::TcpStream,
    signal::unix::{SignalKind, signal},
    time::timeout,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

/// Time for a handshake.
const HANDSHAKE: Duration = Duration::from_secs(5);

/// Where certificate and key are.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) cert: PathBuf,
    pub(crate) key: PathBuf,
}

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadCertificate {
    /// A file cannot be read, or is no PEM.
    #[error("{0}: {1}")]
    File(PathBuf, tokio_rustls::rustls::pki_types::pem::Error),
    /// The two do not fit, or are of no use.
    #[error("the certificate cannot be used: {0}")]
    Unfit(#[from] tokio_rustls::rustls::Error),
}

/// Shakes hands with the certificate of the moment. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Tls(Arc<RwLock<Arc<ServerConfig>>>);

impl Tls {
    /// Reads the files, and again whenever the process gets SIGHUP. Should they be unusable then,
    /// the certificate before stays.
    pub(crate) fn open(files: Files) -> Result<Self, BadCertificate> {
        let tls = Self(Arc::new(RwLock::new(read(&files)?)));
        tokio::spawn(tls.clone().renew(files));
        Ok(tls)
    }

    async fn renew(self, files: Files) {
        let Ok(mut asked) = signal(SignalKind::hangup()) else { return };
        while asked.recv().await.is_some() {
            match read(&files) {
                Ok(config) => {
                    *self.0.write().unwrap_or_else(PoisonError::into_inner) = config;
                    tracing::info!("the certificate was read anew");
                }
                Err(error) => tracing::error!(%error, "the certificate before is kept"),
            }
        }
    }

    /// The encrypted connection, if the other side gets there in time.
    pub(super) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let config = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        timeout(HANDSHAKE, TlsAcceptor::from(config).accept(stream))
            .await
            .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

fn read(files: &Files) -> Result<Arc<ServerConfig>, BadCertificate> {
    let of = |file: &PathBuf| {
        let file = file.clone();
        move |error| BadCertificate::File(file, error)
    };
    let chain = CertificateDer::pem_file_iter(&files.cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(of(&files.cert))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(of(&files.key))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
