//! E-mail over SMTP: plain text and HTML, to addresses that were proven.
//!
//! SMTP has no keys. A message that was taken while our note of it was lost is sent again, and then
//! bears the same Message-ID, which is made of the delivery's key: mailboxes show it once, and whoever
//! looks sees that it is the same.

use super::{Answer, Courier, Message};
use app::text::Lang;
use domain::{email::EmailAddress, notice::Channel};
use http::Uri;
use lettre::{
    Address as Mailable, AsyncSmtpTransport, AsyncTransport, Message as Letter, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::{io, path::Path, time::Duration};
use store::notice::{Address, Sent};
use tokio::time::timeout;
use uuid::Uuid;

/// How long each step of the conversation may take, and the whole; the lease on a delivery is longer.
const STEP: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(30);

/// Answers that mean this mailbox will never be: it does not exist, is not here, is not allowed, takes no mail.
const NEVER: [u16; 4] = [550, 551, 553, 556];

/// The mail server, and who we are to it.
pub(crate) struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where this service's pages are.
    site: String,
}

/// Settings that name no mail server.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadMail {
    /// Addresses and bookings do not travel in the clear.
    #[error("ALIMI_SMTP_URL must be smtps://… or smtp://…?tls=required (without TLS only on this machine)")]
    NoTls,
    /// Not an address.
    #[error("ALIMI_SMTP_URL, ALIMI_SMTP_FROM or ALIMI_SMTP_CA cannot be understood: {0}")]
    Unreadable(String),
}

impl Mail {
    /// A mail server at an address; nothing is sent yet. `ca` is a file with the certificate of an
    /// authority that signs for it, where that is none of the public ones.
    pub(crate) fn new(url: &str, from: &str, site: &str, ca: Option<&Path>) -> Result<Self, BadMail> {
        let unreadable = |error: &dyn std::fmt::Display| BadMail::Unreadable(error.to_string());
        let uri: Uri = url.parse().map_err(|error| unreadable(&error))?;
        let host = uri.host().ok_or_else(|| unreadable(&"no host"))?.to_owned();
        let wrapped = uri.scheme_str() == Some("smtps");
        let required = uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "tls=required"));
        let here = matches!(host.as_str(), "127.0.0.1" | "localhost");
        if !(wrapped || required || here) {
            return Err(BadMail::NoTls);
        }
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| unreadable(&error))?
            .timeout(Some(STEP));
        if let Some(ca) = ca {
            let pem = std::fs::read(ca).map_err(|error| unreadable(&error))?;
            let authority = Certificate::from_pem(&pem).map_err(|error| unreadable(&error))?;
            let tls = TlsParameters::builder(host)
                .add_root_certificate(authority)
                .build()
                .map_err(|error| unreadable(&error))?;
            builder = builder.tls(if wrapped { Tls::Wrapper(tls) } else { Tls::Required(tls) });
        }
        let from = from.parse().map_err(|error| unreadable(&error))?;
        Ok(Self { transport: builder.build(), from, site: site.trim_end_matches('/').to_owned() })
    }

    /// Sends the code that proves an address. Whether it went out, or never will.
    pub(crate) async fn send_code(&self, code: &store::email::Outgoing) -> bool {
        let lang = Lang::from_key(&code.language).unwrap_or_default();
        let t = &lang.texts().notices.mail;
        let body = (t.code_text)(&code.code);
        let answer = match self.letter(code.challenge, &code.address, t.code_title, &body, lang, false) {
            Ok(letter) => self.hand_over(letter, code.challenge).await,
            Err(why) => Sent::Refused(why.to_owned()),
        };
        if let Sent::Failed(why) | Sent::Refused(why) = &answer {
            tracing::info!(why, "a code could not be mailed");
        }
        !matches!(answer, Sent::Failed(_))
    }

    /// `notice`: with the ways to the inbox and to the settings.
    fn letter(
        &self,
        key: Uuid,
        to: &EmailAddress,
        title: &str,
        body: &str,
        lang: Lang,
        notice: bool,
    ) -> Result<Letter, &'static str> {
        const UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
        const AUTOMATIC: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
        let address: Mailable = to.as_str().parse().map_err(|_| "not an address")?;
        let texts = lang.texts();
        let links: &[(&str, &str)] = if notice {
            &[(texts.notices.mail.inbox, "/my/notices"), (texts.notices.mail.settings, "/my/settings")]
        } else {
            &[]
        };
        let (plain, html) =
            write(&Page { lang, brand: texts.common.brand, title, body, site: &self.site, links });
        let mut letter = Letter::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(format!("[{}] {title}", texts.common.brand))
            .message_id(Some(self.message_id(key)))
            .raw_header(HeaderValue::new(AUTOMATIC, "auto-generated".to_owned()));
        if notice {
            let way = format!("<{}/my/settings>", self.site);
            letter = letter.raw_header(HeaderValue::new(UNSUBSCRIBE, way));
        }
        letter.multipart(MultiPart::alternative_plain_html(plain, html)).map_err(|_| "not written")
    }

    fn message_id(&self, key: Uuid) -> String {
        format!("<{key}@{}>", self.from.email.domain())
    }

    async fn hand_over(&self, letter: Letter, key: Uuid) -> Sent {
        match timeout(WHOLE, self.transport.send(letter)).await {
            Ok(Ok(_)) => Sent::Accepted(self.message_id(key)),
            Ok(Err(error)) => read(&error),
            Err(_) => Sent::Failed("no answer in time".to_owned()),
        }
    }
}

impl Courier for Mail {
    fn channels(&self) -> &'static [Channel] {
        &[Channel::Email]
    }

    async fn send(&self, message: &Message) -> Answer {
        let Address::Email(to) = &message.to else {
            return Sent::Refused("not an e-mail address".to_owned()).into();
        };
        match self.letter(message.key, to, message.title, &message.body, message.lang, true) {
            Ok(letter) => self.hand_over(letter, message.key).await.into(),
            Err(why) => Sent::Refused(why.to_owned()).into(),
        }
    }
}

/// What an error means. Only a mailbox that will never be is a refusal; all else, wrong passwords of
/// ours included, may go better later. The server's words may hold the address and are not kept.
fn read(error: &Error) -> Sent {
    match error.status().map(u16::from) {
        Some(code) if NEVER.contains(&code) => Sent::Refused(format!("smtp {code}")),
        Some(code) => Sent::Failed(format!("smtp {code}")),
        None if error.is_timeout() => Sent::Failed("no answer in time".to_owned()),
        None if is_untrusted(error) => Sent::Failed("no trusted connection".to_owned()),
        None => Sent::Failed("connection lost".to_owned()),
    }
}

/// Whether TLS could not be agreed on: rustls says so as invalid data of the connection.
fn is_untrusted(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        source = error.source();
    }
    error.is_tls()
}

/// What a letter shows.
struct Page<'a> {
    lang: Lang,
    brand: &'a str,
    title: &'a str,
    body: &'a str,
    site: &'a str,
    /// Name and path.
    links: &'a [(&'a str, &'a str)],
}

/// As plain text and as HTML.
fn write(page: &Page<'_>) -> (String, String) {
    let Page { lang, brand, title, body, site, links } = page;
    let mut plain = format!("{title}\n\n{body}\n");
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body style=\"margin:0;padding:24px;font:16px/1.6 sans-serif;color:#1e2124\">\
         <p style=\"margin:0 0 16px;color:#58616a\">{}</p><h1 style=\"margin:0 0 16px;font-size:22px\">{}</h1>",
        lang.key(),
        escaped(title),
        escaped(brand),
        escaped(title)
    );
    for line in body.lines() {
        html += &format!("<p style=\"margin:0 0 8px\">{}</p>", escaped(line));
    }
    for (name, path) in *links {
        plain += &format!("\n{name}: {site}{path}");
        html += &format!(
            "<p style=\"margin:16px 0 0\"><a href=\"{}\">{}</a></p>",
            escaped(&format!("{site}{path}")),
            escaped(name)
        );
    }
    plain.push('\n');
    html += "</body></html>";
    (plain, html)
}

/// Text for HTML, between tags and within quotes.
fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(url: &str) -> Option<BadMail> {
        Mail::new(url, "Alimi <notices@alimi.example>", "https://alimi.example/", None).err()
    }

    #[tokio::test]
    async fn bookings_do_not_travel_in_the_clear() {
        assert_eq!(open("smtps://user:secret@mail.example"), None);
        assert_eq!(open("smtp://mail.example:587?tls=required"), None);
        assert_eq!(open("smtp://127.0.0.1:2525"), None);
        assert_eq!(open("smtp://mail.example"), Some(BadMail::NoTls));
        assert_eq!(open("smtp://mail.example?tls=opportunistic"), Some(BadMail::NoTls));
        assert!(matches!(open("mail"), Some(BadMail::NoTls | BadMail::Unreadable(_))));
        assert!(Mail::new("smtps://mail.example", "nobody", "", None).is_err());
    }

    #[tokio::test]
    async fn a_letter_says_the_same_twice_and_can_be_recognised() {
        let site = "https://alimi.example";
        let mail = Mail::new("smtp://127.0.0.1:1", "Alimi <notices@alimi.example>", site, None).unwrap();
        let to = EmailAddress::parse("demo@example.com").unwrap();
        let key = Uuid::from_u128(7);
        let letter =
            |notice| mail.letter(key, &to, "Title", "A <b> & \"c\"\nline two", Lang::En, notice).unwrap();
        let written = String::from_utf8(letter(true).formatted()).unwrap();
        for part in [
            "Message-ID: <00000000-0000-0000-0000-000000000007@alimi.example>\r\n",
            "List-Unsubscribe: <https://alimi.example/my/settings>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Subject: [Alimi] Title\r\n",
            "To: demo@example.com\r\n",
            "multipart/alternative",
            "A <b> & \"c\"",
            "A &lt;b&gt; &amp; &quot;c&quot;",
        ] {
            assert!(written.contains(part), "{part}\n{written}");
        }
        let code = String::from_utf8(letter(false).formatted()).unwrap();
        assert!(!code.contains("Unsubscribe") && !code.contains("/my/"));
    }
}
