//! Leaving without a loss: a process that is asked to stop first says that it is leaving, and
//! goes on answering until the proxy in front has noticed (N8).
//!
//! Meanwhile `/readyz` says no, answers close their connections, and live pages are sent away
//! one after the other, so that they do not all knock at another replica in one moment.

use super::Site;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, header::CONNECTION};
use std::time::Duration;
use tokio::sync::watch;

/// Whether the process is leaving, and how long that takes.
#[derive(Clone, Debug)]
pub(crate) struct Drain {
    begun: watch::Sender<bool>,
    time: Duration,
}

impl Drain {
    /// Not yet leaving.
    pub(crate) fn new(time: Duration) -> Self {
        Self { begun: watch::Sender::new(false), time }
    }

    /// Begins to leave.
    pub(crate) fn begin(&self) {
        self.begun.send_replace(true);
    }

    /// How long it takes from there.
    pub(crate) fn time(&self) -> Duration {
        self.time
    }

    pub(super) fn has_begun(&self) -> bool {
        *self.begun.borrow()
    }

    /// Resolves once the process is leaving, at some moment of the time that takes.
    pub(crate) async fn turn(self) {
        let mut begun = self.begun.subscribe();
        // `self` holds the sender: the wait cannot fail.
        let _ = begun.wait_for(|begun| *begun).await;
        tokio::time::sleep(self.time.mul_f64(rand::random())).await;
    }
}

/// While leaving, each answer is the last one of its connection.
pub(super) async fn last_answer(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if site.drain.has_begun() && response.status() != http::StatusCode::SWITCHING_PROTOCOLS {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
