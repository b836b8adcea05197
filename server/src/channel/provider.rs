//! A business-message provider over HTTPS: 알림톡, and text messages where that does not arrive.
//!
//! `POST {url}/messages` with the delivery's key as `Idempotency-Key`. The provider takes a key once;
//! to the same key it answers 409 with the number it gave the first time. So a message may be sent
//! again whenever it is not known what became of it.

use super::{
    Answer, Courier, Message,
    client::{Client, MOST_REST, PATIENCE, open, silence},
    words::{fits_alimtalk, fits_sms},
};
use bytes::Bytes;
use domain::{notice::Channel, person::Phone};
use http::{
    HeaderName, HeaderValue, Request, StatusCode, Uri,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER},
};
use http_body_util::{BodyExt, Full, Limited};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::notice::{Address, Sent};
use tokio::time::timeout;

/// Largest answer that is read (bytes).
const MOST_ANSWER: usize = 16 * 1024;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The provider, and who we are to it.
pub(crate) struct Provider {
    client: Client,
    messages: Uri,
    authorization: HeaderValue,
    sender: String,
}

/// Settings that name no provider.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadProvider {
    /// Phone numbers do not travel in the clear.
    #[error("ALIMI_PROVIDER_URL must begin with https:// (http:// only for this machine)")]
    NotHttps,
    /// Not an address, or a key that no header can hold.
    #[error("ALIMI_PROVIDER_URL or ALIMI_PROVIDER_KEY cannot be understood")]
    Unreadable,
}

impl Provider {
    /// A provider at an address; nothing is sent yet.
    pub(crate) fn new(url: &str, key: &str, sender: &str) -> Result<Self, BadProvider> {
        let messages: Uri =
            format!("{}/messages", url.trim_end_matches('/')).parse().map_err(|_| BadProvider::Unreadable)?;
        let here = matches!(messages.host(), Some("127.0.0.1" | "localhost" | "[::1]"));
        match messages.scheme_str() {
            Some("https") => {}
            Some("http") if here => {}
            _ => return Err(BadProvider::NotHttps),
        }
        let mut authorization =
            HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| BadProvider::Unreadable)?;
        authorization.set_sensitive(true);
        Ok(Self { client: open(), messages, authorization, sender: sender.to_owned() })
    }

    async fn post(&self, to: &Phone, message: &Message, text: &str) -> Result<Answer, &'static str> {
        let body = Outgoing::new(message, to, &self.sender, text);
        let body = serde_json::to_vec(&body).map_err(|_| "not written")?;
        let key = HeaderValue::from_str(&message.key.to_string()).map_err(|_| "not written")?;
        let request = Request::post(self.messages.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .header(IDEMPOTENCY_KEY, key)
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| "not written")?;
        let response = self.client.request(request).await.map_err(|error| silence(&error))?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, MOST_ANSWER).collect().await.map_err(|_| "answer cut off")?;
        let rest = head.headers.get(RETRY_AFTER).and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
        Ok(read(head.status, rest.map(Duration::from_secs), &body.to_bytes()))
    }
}

impl Courier for Provider {
    fn channels(&self) -> &'static [Channel] {
        &Channel::PHONE
    }

    async fn send(&self, message: &Message) -> Answer {
        let Address::Phone(to) = &message.to else {
            return Sent::Refused("not a phone".to_owned()).into();
        };
        let text = message.text();
        if message.channel == Channel::Alimtalk && !fits_alimtalk(&text) {
            return Sent::Refused("too_long".to_owned()).into();
        }
        match timeout(PATIENCE, self.post(to, message, &text)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(why)) => Sent::Failed(why.to_owned()).into(),
            Err(_) => Sent::Failed("no answer in time".to_owned()).into(),
        }
    }
}

/// What the provider reads.
#[derive(Serialize)]
struct Outgoing<'a> {
    channel: &'static str,
    to: &'a str,
    from: &'a str,
    /// An AlimTalk follows a template the provider has on file: one for each kind and language.
    #[serde(skip_serializing_if = "Option::is_none")]
    template: Option<&'static str>,
    language: &'static str,
    /// A long message has a subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'static str>,
    text: &'a str,
}

impl<'a> Outgoing<'a> {
    fn new(message: &Message, to: &'a Phone, from: &'a str, text: &'a str) -> Self {
        let (channel, template, subject) = match message.channel {
            Channel::Alimtalk => ("alimtalk", Some(message.kind.key()), None),
            _ if fits_sms(text) => ("sms", None, None),
            _ => ("lms", None, Some(message.title)),
        };
        Self { channel, to: to.digits(), from, template, language: message.lang.key(), subject, text }
    }
}

/// What the provider answers, as far as we ask.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Incoming {
    /// Its number for the message.
    id: Option<String>,
    /// Why not.
    code: Option<String>,
}

/// What an answer means. A refusal for good must say why; anything unclear is a failure, which is
/// tried again.
fn read(status: StatusCode, rest: Option<Duration>, body: &[u8]) -> Answer {
    let said: Incoming = serde_json::from_slice(body).unwrap_or_default();
    let failed = || Sent::Failed(format!("http {}", status.as_u16()));
    let sent = match status.as_u16() {
        200..=299 | 409 => said.id.filter(|id| (1..=100).contains(&id.len())).map(Sent::Accepted),
        401 | 403 | 408 | 425 | 429 => None,
        400..=499 => said.code.map(|code| Sent::Refused(plain(&code))),
        _ => None,
    };
    let rest = match status.as_u16() {
        429 => Some(rest.unwrap_or(Duration::from_secs(1)).min(MOST_REST)),
        _ => None,
    };
    Answer { sent: sent.unwrap_or_else(failed), rest }
}

/// A provider's code as it is kept: words may hold a phone number, a code holds none.
pub(crate) fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphabetic() || *c == '_').take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::text::Lang;
    use domain::notice::NoticeKind;
    use uuid::Uuid;

    fn answer(status: u16, body: &str) -> Answer {
        read(StatusCode::from_u16(status).unwrap(), None, body.as_bytes())
    }

    fn accepted(id: &str) -> Answer {
        Sent::Accepted(id.to_owned()).into()
    }

    fn failed(status: u16) -> Answer {
        Sent::Failed(format!("http {status}")).into()
    }

    #[test]
    fn a_number_of_the_providers_is_a_receipt_the_first_time_and_every_other() {
        assert_eq!(answer(200, r#"{"id":"m1"}"#), accepted("m1"));
        assert_eq!(answer(202, r#"{"id":"m1","more":[1]}"#), accepted("m1"));
        assert_eq!(answer(409, r#"{"id":"m1","code":"repeated_key"}"#), accepted("m1"));
    }

    #[test]
    fn a_reason_is_a_refusal_and_carries_no_number() {
        let refused = |why: &str| Answer::from(Sent::Refused(why.to_owned()));
        assert_eq!(answer(422, r#"{"code":"not_on_kakaotalk"}"#), refused("not_on_kakaotalk"));
        assert_eq!(answer(400, r#"{"code":"invalid_number"}"#), refused("invalid_number"));
        assert_eq!(answer(400, r#"{"code":"bad 010-1234-5678"}"#), refused("bad"));
    }

    #[test]
    fn all_else_may_go_better_later() {
        for (status, body) in [
            (200, "<html>"),
            (200, r#"{"id":""}"#),
            (200, r#"{"id":7}"#),
            (302, ""),
            (400, "<html>"),
            (401, r#"{"code":"bad_key"}"#),
            (409, "{}"),
            (500, r#"{"id":"m1"}"#),
            (503, ""),
        ] {
            assert_eq!(answer(status, body), failed(status), "{status} {body}");
        }
    }

    #[test]
    fn too_many_requests_ask_for_a_rest_that_has_an_end() {
        let rest = |seconds: Option<u64>| {
            read(StatusCode::TOO_MANY_REQUESTS, seconds.map(Duration::from_secs), b"").rest.unwrap()
        };
        assert_eq!(rest(Some(3)), Duration::from_secs(3));
        assert_eq!(rest(Some(86_400)), MOST_REST);
        assert_eq!(rest(None), Duration::from_secs(1));
    }

    #[test]
    fn phone_numbers_do_not_travel_in_the_clear() {
        let open = |url: &str| Provider::new(url, "key", "1339").err();
        assert_eq!(open("https://messages.example/v1/"), None);
        assert_eq!(open("http://127.0.0.1:9"), None);
        assert_eq!(open("http://messages.example"), Some(BadProvider::NotHttps));
        assert_eq!(open("ftp://messages.example"), Some(BadProvider::NotHttps));
        assert_eq!(open("https://a b"), Some(BadProvider::Unreadable));
    }

    #[test]
    fn a_long_text_message_has_a_subject_and_an_alimtalk_its_template() {
        let phone = Phone::parse("010-0000-0000").unwrap();
        let written = |channel, text: &str| {
            let message = Message {
                key: Uuid::nil(),
                channel,
                to: Address::Phone(phone.clone()),
                kind: NoticeKind::Confirmed,
                lang: Lang::Ko,
                title: "제목",
                body: String::new(),
            };
            serde_json::to_value(Outgoing::new(&message, &phone, "1339", text)).unwrap()
        };
        let alimtalk = written(Channel::Alimtalk, "글");
        assert_eq!(
            alimtalk,
            serde_json::json!({"channel": "alimtalk", "to": "01000000000", "from": "1339", "template": "confirmed",
                               "language": "ko", "text": "글"})
        );
        assert_eq!(written(Channel::Sms, "글")["channel"], "sms");
        let long = written(Channel::Sms, &"글".repeat(46));
        assert_eq!((&long["channel"], &long["subject"]), (&"lms".into(), &"제목".into()));
    }
}
