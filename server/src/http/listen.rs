//! Listens, and stops without losing an answer.
//!
//! `axum::serve` knows no time limit for headers and forgets upgraded connections when it
//! stops; this loop has the one and waits for the other.

use super::{tls::Tls, trace::Peer};
use axum::{Router, body::Body};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{net::SocketAddr, pin::pin, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

/// Time for a request's headers to arrive, and for the next request on a kept connection.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// Time for requests under way when the process stops.
const FINISH_TIME: Duration = Duration::from_secs(10);

/// Told to everything that must end with the process; whoever holds one is waited for.
pub(crate) type Stopping = watch::Receiver<bool>;

/// Waits for the process to stop.
pub(crate) async fn stopped(stopping: &mut Stopping) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Answers connections until `stop` is true, then finishes what is under way.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    stop: watch::Sender<bool>,
) {
    let mut stopping = stop.subscribe();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    tokio::spawn(open(stream, peer, tls.clone(), router.clone(), stop.subscribe()));
                }
                // Out of file descriptors, most likely: others must close first.
                Err(error) => {
                    tracing::warn!(%error, "no connection accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
            () = stopped(&mut stopping) => break,
        }
    }
    drop((listener, stopping));
    if tokio::time::timeout(FINISH_TIME, stop.closed()).await.is_err() {
        tracing::warn!(left = stop.receiver_count(), "connections were cut off");
    }
}

/// A connection, behind TLS where this server speaks it.
async fn open(stream: TcpStream, peer: SocketAddr, tls: Option<Tls>, router: Router, stopping: Stopping) {
    let _ = stream.set_nodelay(true);
    let Some(tls) = tls else { return connection(stream, peer, router, stopping).await };
    match tls.accept(stream).await {
        Ok(stream) => connection(stream, peer, router, stopping).await,
        Err(error) => tracing::debug!(%error, "no handshake"),
    }
}

async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    mut stopping: Stopping,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let mut told = false;
    loop {
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            () = stopped(&mut stopping), if !told => {
                told = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
