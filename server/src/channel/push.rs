//! Web Push: to browsers that asked for it, through the push service each of them names.
//!
//! A message says no more than the title of a notice, sealed so that only the browser can read it
//! (RFC 8291), and is signed as ours (VAPID, RFC 8292). Push services have no keys: under `Topic` a
//! message that is sent again replaces the first where that still waits, and the browser shows the two
//! under one tag.

use super::{
    Answer, Courier, Message,
    client::{Client, MOST_REST, PATIENCE, Public, open_public, silence},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use bytes::Bytes;
use domain::{notice::Channel, push::Subscription};
use http::{
    HeaderName, HeaderValue, Request, StatusCode, Uri,
    header::{AUTHORIZATION, RETRY_AFTER},
};
use http_body_util::Full;
use rand::{TryRng, rngs::SysRng};
use serde_json::json;
use std::time::Duration;
use store::notice::{Address, Sent};
use time::OffsetDateTime;
use tokio::time::timeout;
use web_push_native::{
    Auth, WebPushBuilder,
    p256::{
        PublicKey,
        ecdsa::{Signature, SigningKey, signature::Signer},
    },
};

/// For how long a push service keeps a message for a browser that is away, and how long our signature
/// is good.
const VALID: Duration = Duration::from_hours(12);

const TOPIC: HeaderName = HeaderName::from_static("topic");
const URGENCY: HeaderName = HeaderName::from_static("urgency");

/// Our signature, and the way out.
pub(crate) struct Push {
    client: Client<Public>,
    key: SigningKey,
    subject: String,
    public_key: String,
    /// Hosts that are known besides the browsers' own push services.
    more: Vec<String>,
}

/// Settings that sign nothing.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadPush {
    /// Not a key.
    #[error("ALIMI_VAPID_KEY is no key: `alimi vapid-key` makes one")]
    Key,
    /// Push services write there when something is wrong.
    #[error("ALIMI_VAPID_SUBJECT must be a mailto: or https: address")]
    Subject,
}

/// A new key for `ALIMI_VAPID_KEY`.
pub(crate) fn new_key() -> Option<String> {
    // Of all 32 bytes one in 2^32 is no key of the curve.
    for _ in 0..8 {
        let mut bytes = [0_u8; 32];
        SysRng.try_fill_bytes(&mut bytes).ok()?;
        if SigningKey::from_slice(&bytes).is_ok() {
            return Some(BASE64.encode(bytes));
        }
    }
    None
}

impl Push {
    /// Signs with a key; nothing is sent yet.
    pub(crate) fn new(key: &str, subject: &str, more: &[String]) -> Result<Self, BadPush> {
        let bytes = BASE64.decode(key).map_err(|_| BadPush::Key)?;
        let key = SigningKey::from_slice(&bytes).map_err(|_| BadPush::Key)?;
        if !(subject.starts_with("mailto:") || subject.starts_with("https://")) {
            return Err(BadPush::Subject);
        }
        let public_key = BASE64.encode(key.verifying_key().to_encoded_point(false).as_bytes());
        Ok(Self { client: open_public(), key, subject: subject.to_owned(), public_key, more: more.to_vec() })
    }

    /// What browsers subscribe with.
    pub(crate) fn public_key(&self) -> &str {
        &self.public_key
    }

    async fn post(&self, to: &Subscription, message: &Message) -> Result<Answer, &'static str> {
        // The list of known push services may be shorter than when it was subscribed.
        Subscription::parse(to.endpoint(), to.key(), to.secret(), &self.more)
            .map_err(|_| "unknown service")?;
        let endpoint: Uri = to.endpoint().parse().map_err(|_| "not an address")?;
        let request = self.request(&endpoint, to, message).ok_or("not written")?;
        let response = self.client.request(request).await.map_err(|error| silence(&error))?;
        let header = |name: HeaderName| response.headers().get(name).and_then(|v| v.to_str().ok());
        let rest = header(RETRY_AFTER).and_then(|v| v.parse().ok()).map(Duration::from_secs);
        Ok(read(response.status(), rest))
    }

    fn request(&self, endpoint: &Uri, to: &Subscription, message: &Message) -> Option<Request<Full<Bytes>>> {
        let key = PublicKey::from_sec1_bytes(&BASE64.decode(to.key()).ok()?).ok()?;
        let secret = BASE64.decode(to.secret()).ok().filter(|bytes| bytes.len() == 16)?;
        let auth = Auth::clone_from_slice(&secret);
        let sealed = WebPushBuilder::new(endpoint.clone(), key, auth)
            .with_valid_duration(VALID)
            .build(payload(message))
            .ok()?;
        let (mut head, body) = sealed.into_parts();
        let authorization = self.authorization(endpoint, now())?;
        head.headers.insert(AUTHORIZATION, HeaderValue::from_str(&authorization).ok()?);
        head.headers.insert(TOPIC, HeaderValue::from_str(&message.key.simple().to_string()).ok()?);
        let urgency = if message.kind.is_urgent() { "high" } else { "normal" };
        head.headers.insert(URGENCY, HeaderValue::from_static(urgency));
        Some(Request::from_parts(head, Full::new(Bytes::from(body))))
    }

    /// Who we are, to this push service, for a while.
    fn authorization(&self, endpoint: &Uri, now: OffsetDateTime) -> Option<String> {
        let audience = format!("{}://{}", endpoint.scheme_str()?, endpoint.authority()?);
        let until = (now + VALID).unix_timestamp();
        let head = BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = BASE64.encode(json!({"aud": audience, "exp": until, "sub": self.subject}).to_string());
        let signature: Signature = self.key.sign(format!("{head}.{claims}").as_bytes());
        let signature = BASE64.encode(signature.to_bytes());
        Some(format!("vapid t={head}.{claims}.{signature}, k={}", self.public_key))
    }
}

/// The hour it is outside: push services judge a signature by their own clocks, not by our database's.
#[expect(clippy::disallowed_methods, reason = "a moment for others' clocks")]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// What `sw.js` reads: what happened, and where the rest is.
fn payload(message: &Message) -> Vec<u8> {
    let t = message.lang.texts();
    json!({
        "title": message.title,
        "body": t.notices.push_body,
        "lang": message.lang.key(),
        "url": "/my/notices",
        "tag": message.key,
    })
    .to_string()
    .into_bytes()
}

impl Courier for Push {
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Push]
    }

    async fn send(&self, message: &Message) -> Answer {
        let Address::Browser(to) = &message.to else {
            return Sent::Refused("not a browser".to_owned()).into();
        };
        match timeout(PATIENCE, self.post(to, message)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(why @ ("unknown service" | "not an address" | "not written"))) => {
                Sent::Refused(why.to_owned()).into()
            }
            Ok(Err(why)) => Sent::Failed(why.to_owned()).into(),
            Err(_) => Sent::Failed("no answer in time".to_owned()).into(),
        }
    }
}

/// What an answer means. Who is gone will not come back under this address.
fn read(status: StatusCode, rest: Option<Duration>) -> Answer {
    let sent = match status.as_u16() {
        200..=299 => Sent::Accepted(format!("http {}", status.as_u16())),
        404 | 410 => Sent::Gone,
        413 => Sent::Refused("too_long".to_owned()),
        code => Sent::Failed(format!("http {code}")),
    };
    let rest = (status == StatusCode::TOO_MANY_REQUESTS)
        .then(|| rest.unwrap_or(Duration::from_secs(1)).min(MOST_REST));
    Answer { sent, rest }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::text::Lang;
    use domain::notice::NoticeKind;
    use http_body_util::BodyExt;
    use serde_json::Value;
    use time::macros::datetime;
    use uuid::Uuid;
    use web_push_native::p256::{
        SecretKey,
        ecdsa::{VerifyingKey, signature::Verifier},
        elliptic_curve::sec1::ToEncodedPoint,
    };

    const KEY: &str = "RS0WdYWWo1HajXg3NZR1olzCf31i-ZBGDkFyCs7j1jw";
    const SECRET: [u8; 16] = [9; 16];

    fn push() -> Push {
        Push::new(KEY, "mailto:ops@alimi.example", &[]).unwrap()
    }

    /// A browser's keys, and its subscription.
    fn browser() -> (SecretKey, Subscription) {
        let secret = SecretKey::from_slice(&[7; 32]).unwrap();
        let key = BASE64.encode(secret.public_key().to_encoded_point(false).as_bytes());
        let endpoint = "https://fcm.googleapis.com/fcm/send/abc";
        (secret, Subscription::parse(endpoint, &key, &BASE64.encode(SECRET), &[]).unwrap())
    }

    fn message(kind: NoticeKind, to: Subscription) -> Message {
        Message {
            key: Uuid::from_u128(5),
            channel: Channel::Push,
            to: Address::Browser(to),
            kind,
            lang: Lang::En,
            title: "Your booking is confirmed",
            body: "병원 · 2026".to_owned(),
        }
    }

    #[tokio::test]
    async fn only_the_browser_reads_it_and_it_says_no_more_than_the_title() {
        let (secret, subscription) = browser();
        let endpoint: Uri = subscription.endpoint().parse().unwrap();
        let message = message(NoticeKind::OfferMade, subscription.clone());
        let request = push().request(&endpoint, &subscription, &message).unwrap();
        assert_eq!((request.method(), request.uri()), (&http::Method::POST, &endpoint));
        assert_eq!(request.headers()["content-encoding"], "aes128gcm");
        assert_eq!(
            (&request.headers()["ttl"], &request.headers()["urgency"]),
            (&"43200".parse().unwrap(), &"high".parse().unwrap())
        );
        assert_eq!(request.headers()["topic"], "00000000000000000000000000000005");
        let body = request.into_body().collect().await.unwrap().to_bytes().to_vec();
        let opened = web_push_native::decrypt(body, &secret, &Auth::from(SECRET)).unwrap();
        let said: Value = serde_json::from_slice(&opened).unwrap();
        assert_eq!(
            said,
            json!({"title": "Your booking is confirmed", "body": "Read it in your notices.", "lang": "en",
                   "url": "/my/notices", "tag": Uuid::from_u128(5)})
        );
    }

    #[test]
    fn it_is_signed_for_this_push_service_and_for_half_a_day() {
        let push = push();
        let endpoint = "https://updates.push.services.mozilla.com/wpush/v2/abc".parse().unwrap();
        let now = datetime!(2026-12-01 10:00 +9);
        let header = push.authorization(&endpoint, now).unwrap();
        let (token, key) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(key, push.public_key());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(key).unwrap()).unwrap();
        let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
        key.verify(signed.as_bytes(), &signature).unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        let open = |part| serde_json::from_slice::<Value>(&BASE64.decode(part).unwrap()).unwrap();
        assert_eq!(open(head), json!({"typ": "JWT", "alg": "ES256"}));
        assert_eq!(
            open(claims),
            json!({"aud": "https://updates.push.services.mozilla.com", "sub": "mailto:ops@alimi.example",
                   "exp": now.unix_timestamp() + 43_200})
        );
    }

    #[test]
    fn answers_of_push_services() {
        let sent = |status: u16| read(StatusCode::from_u16(status).unwrap(), None).sent;
        assert_eq!(sent(201), Sent::Accepted("http 201".to_owned()));
        assert_eq!((sent(404), sent(410)), (Sent::Gone, Sent::Gone));
        assert_eq!(sent(413), Sent::Refused("too_long".to_owned()));
        for status in [301, 400, 401, 403, 429, 500, 503] {
            assert_eq!(sent(status), Sent::Failed(format!("http {status}")));
        }
        let rest = read(StatusCode::TOO_MANY_REQUESTS, Some(Duration::from_hours(1))).rest;
        assert_eq!(rest, Some(MOST_REST));
    }

    #[tokio::test]
    async fn a_service_that_is_no_longer_known_is_not_called() {
        let (_, subscription) = browser();
        let elsewhere =
            Subscription::from_parts("https://10.0.0.1/x".to_owned(), &subscription.keys()).unwrap();
        let answer = push().send(&message(NoticeKind::Confirmed, elsewhere)).await;
        assert_eq!(answer.sent, Sent::Refused("unknown service".to_owned()));
    }

    #[test]
    fn keys_are_made_and_read() {
        let key = new_key().unwrap();
        assert!(Push::new(&key, "mailto:a@b.example", &[]).is_ok());
        assert_eq!(Push::new(&key, "ops", &[]).err(), Some(BadPush::Subject));
        assert_eq!(Push::new("abc", "mailto:a@b.example", &[]).err(), Some(BadPush::Key));
        assert_eq!(push().public_key().len(), 87);
    }
}
