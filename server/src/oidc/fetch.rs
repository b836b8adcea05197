//! Requests to providers, over our own client: one TLS stack, no redirects, short answers.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::{pin::Pin, time::Duration};
use tokio::time::timeout;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest answer that is read (bytes).
const MOST_ANSWER: usize = 256 * 1024;

/// The client; cheap to clone.
#[derive(Clone)]
pub(super) struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoAnswer(&'static str);

impl Http {
    pub(super) fn new() -> Self {
        let connector =
            HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
        Self(Client::builder(TokioExecutor::new()).pool_idle_timeout(PATIENCE).build(connector))
    }

    async fn send(self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let (head, body) = self
            .0
            .request(request.map(|body| Full::new(Bytes::from(body))))
            .await
            .map_err(|error| NoAnswer(if error.is_connect() { "no connection" } else { "connection lost" }))?
            .into_parts();
        let body = Limited::new(body, MOST_ANSWER).collect().await.map_err(|_| NoAnswer("answer cut off"))?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        let http = self.clone();
        Box::pin(async move {
            timeout(PATIENCE, http.send(request)).await.map_err(|_| NoAnswer("no answer in time"))?
        })
    }
}
