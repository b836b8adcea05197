//! What the provider reports later: `POST /hooks/provider`, signed.
//!
//! `X-Signature: sha256=…` is the HMAC-SHA256 of the body in hexadecimal. Whoever repeats a report
//! changes nothing; any answer but success asks for the report again.

use super::Site;
use crate::{channel::plain, config::Messages};
use axum::{body::Bytes, extract::State};
use domain::notice::Channel;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use sha2::Sha256;
use std::sync::Arc;
use store::{Db, notice};
use uuid::Uuid;

/// The key of reports.
#[derive(Clone)]
pub(crate) struct Hook {
    key: Option<Arc<str>>,
}

impl Hook {
    pub(crate) fn new(messages: &Messages) -> Self {
        Self { key: messages.hook_key().map(Arc::from) }
    }
}

/// A delivery report.
#[derive(Deserialize)]
struct Report {
    /// The key the message was sent with.
    key: Uuid,
    /// `undeliverable` is what concerns us.
    status: String,
    /// Why.
    #[serde(default)]
    code: String,
}

/// A report arrives. What could not be delivered after all goes out on the next channel.
pub(super) async fn provider(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Some(key) = &site.hook.key else { return StatusCode::NOT_FOUND };
    let signature = headers.get("x-signature").and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !is_signed(key.as_bytes(), &body, signature) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(report) = serde_json::from_slice::<Report>(&body) else { return StatusCode::BAD_REQUEST };
    if report.status != "undeliverable" {
        return StatusCode::NO_CONTENT;
    }
    match note(&site.db, &report).await {
        Ok(_) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::error!(%error, "a delivery report could not be noted; the provider repeats it");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// The channels that are on now are those of whoever sends, not of this process.
async fn note(db: &Db, report: &Report) -> store::Result<bool> {
    let on: Vec<Channel> = notice::list_senders(db).await?.into_iter().map(|s| s.channel).collect();
    notice::mark_undeliverable(db, report.key, &plain(&report.code), &on).await
}

fn is_signed(key: &[u8], body: &[u8], signature: &str) -> bool {
    let Some(claimed) = signature.strip_prefix("sha256=").and_then(read_hex) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return false };
    mac.update(body);
    mac.verify_slice(&claimed).is_ok()
}

fn read_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_signed_over_its_body() {
        // RFC 4231, test case 2
        let good = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        assert!(is_signed(b"Jefe", body, good));
        assert!(!is_signed(b"Jefe", b"what do ya want for nothing!", good));
        assert!(!is_signed(b"jefe", body, good));
        for bad in ["", "sha256=", "sha256=5b", "sha256=zz", &good[7..], &good[..good.len() - 1]] {
            assert!(!is_signed(b"Jefe", body, bad), "{bad}");
        }
    }
}
