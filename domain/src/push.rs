//! Where a browser wants to be told (Web Push): an address at its push service, and the keys that only
//! it can open messages with.
//!
//! The address is given by the browser, so by anybody: only those of the push services there are, and
//! of those the configuration adds, are ever called.

use crate::field::FieldError;
use std::fmt;

/// The push services of Chrome, Firefox, Safari and Edge; a leading dot stands for any name before it.
const KNOWN: [&str; 4] =
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];

/// Longest address that is kept.
const MOST: usize = 1_000;

/// Characters of a P-256 point and of sixteen bytes in base64url.
const KEY_LENGTHS: (usize, usize) = (87, 22);

/// One browser's subscription. It tells where somebody is reached: its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    endpoint: String,
    key: String,
    secret: String,
}

impl Subscription {
    /// Reads what a browser gave: the address, and `p256dh` and `auth` in base64url. `more` are hosts,
    /// with a port where it is not the usual one, that are known besides; on this machine they need no TLS.
    ///
    /// # Errors
    /// `Missing`, `TooLong`, `Malformed`, or `NotAChoice` for a push service nobody knows.
    pub fn parse(endpoint: &str, key: &str, secret: &str, more: &[String]) -> Result<Self, FieldError> {
        if endpoint.is_empty() {
            return Err(FieldError::Missing);
        }
        if endpoint.len() > MOST {
            return Err(FieldError::TooLong(MOST));
        }
        if !endpoint.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(FieldError::Malformed);
        }
        let (scheme, rest) = endpoint.split_once("://").ok_or(FieldError::Malformed)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let added = more.iter().any(|known| known == host);
        let here = matches!(host.split(':').next(), Some("127.0.0.1" | "localhost"));
        let known = KNOWN.iter().any(|k| if k.starts_with('.') { host.ends_with(k) } else { host == *k });
        if !(scheme == "https" && (known || added) || scheme == "http" && added && here) {
            return Err(FieldError::NotAChoice);
        }
        let (key, secret) = (key.trim_end_matches('='), secret.trim_end_matches('='));
        let is_base64url = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
        if (key.len(), secret.len()) != KEY_LENGTHS || !is_base64url(key) || !is_base64url(secret) {
            return Err(FieldError::Malformed);
        }
        Ok(Self { endpoint: endpoint.to_owned(), key: key.to_owned(), secret: secret.to_owned() })
    }

    /// Back from storage, where only what was read before lies: `{key} {secret}` and the address.
    pub fn from_parts(endpoint: String, keys: &str) -> Option<Self> {
        let (key, secret) = keys.split_once(' ')?;
        Some(Self { endpoint, key: key.to_owned(), secret: secret.to_owned() })
    }

    /// Where its messages are handed over.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Its public key and its secret, base64url, as kept: `{key} {secret}`.
    pub fn keys(&self) -> String {
        format!("{} {}", self.key, self.secret)
    }

    /// Its public key, base64url.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it proves messages with, base64url.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subscription(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(endpoint: &str, more: &[&str]) -> Result<Subscription, FieldError> {
        let more: Vec<String> = more.iter().map(|&m| m.to_owned()).collect();
        Subscription::parse(endpoint, &"B".repeat(87), &"a".repeat(22), &more)
    }

    #[test]
    fn the_browsers_push_services_are_known() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/abc",
            "https://wns2-par02p.notify.windows.com/w/?token=abc",
        ] {
            assert_eq!(read(good, &[]).unwrap().endpoint(), good);
        }
    }

    #[test]
    fn nothing_else_is_ever_called() {
        for bad in [
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com:8443/x",
            "https://fcm.googleapis.com@10.0.0.1/x",
            "https://fcm.googleapis.com.example/x",
            "https://evilpush.apple.com.example/x",
            "https://push.apple.com.evil/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "file:///etc/passwd",
        ] {
            assert_eq!(read(bad, &[]), Err(FieldError::NotAChoice), "{bad}");
        }
        assert_eq!(read("https://fcm.googleapis.com/a b", &[]), Err(FieldError::Malformed));
        assert_eq!(read("fcm.googleapis.com", &[]), Err(FieldError::Malformed));
        assert_eq!(read("", &[]), Err(FieldError::Missing));
    }

    #[test]
    fn added_hosts_are_called_without_tls_on_this_machine_only() {
        assert!(read("http://127.0.0.1:9000/x", &["127.0.0.1:9000"]).is_ok());
        assert!(read("http://127.0.0.1:9001/x", &["127.0.0.1:9000"]).is_err());
        assert!(read("https://push.example/x", &["push.example"]).is_ok());
        assert!(read("http://push.example/x", &["push.example"]).is_err());
    }

    #[test]
    fn keys_have_their_length_and_come_back_from_storage() {
        let parse =
            |key: &str, secret: &str| Subscription::parse("https://fcm.googleapis.com/x", key, secret, &[]);
        let kept = parse(&format!("{}=", "B".repeat(87)), &"a".repeat(22)).unwrap();
        assert_eq!(Subscription::from_parts(kept.endpoint().to_owned(), &kept.keys()), Some(kept));
        assert!(parse(&"B".repeat(86), &"a".repeat(22)).is_err());
        assert!(parse(&"B".repeat(87), &"+".repeat(22)).is_err());
    }
}
