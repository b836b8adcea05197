//! Channels out of the house: what a message is, who carries it, and what the carrier may answer.
//! When something is sent, to whom and how often is not decided here (`work::notify`).

mod client;
mod mail;
mod provider;
mod push;
mod words;

pub(crate) use client::{Client, open as open_client};
pub(crate) use mail::{BadMail, Mail};
pub(crate) use provider::{BadProvider, Provider, plain};
pub(crate) use push::{BadPush, Push, new_key};
pub(crate) use words::words;

use app::text::Lang;
use domain::notice::{Channel, NoticeKind};
use std::time::Duration;
use store::notice::{Address, Sent};
use uuid::Uuid;

/// One message on its way to one address.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The carrier takes it once under this key, however often it is sent.
    pub(crate) key: Uuid,
    pub(crate) channel: Channel,
    pub(crate) to: Address,
    pub(crate) kind: NoticeKind,
    pub(crate) lang: Lang,
    /// What happened, in a few words.
    pub(crate) title: &'static str,
    /// The rest of it, a thought a line.
    pub(crate) body: String,
}

impl Message {
    /// The whole of it, with who speaks in front.
    pub(crate) fn text(&self) -> String {
        format!("[{}] {}\n{}", self.lang.texts().common.brand, self.title, self.body)
    }
}

/// What came of handing a message over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) sent: Sent,
    /// The carrier wants nothing more for so long.
    pub(crate) rest: Option<Duration>,
}

impl From<Sent> for Answer {
    fn from(sent: Sent) -> Self {
        Self { sent, rest: None }
    }
}

/// Who takes messages out of the house.
pub(crate) trait Courier: Send + Sync + 'static {
    /// What it carries.
    fn channels(&self) -> &'static [Channel];

    /// Hands a message over, within seconds. Whatever goes wrong is an answer.
    fn send(&self, message: &Message) -> impl Future<Output = Answer> + Send;
}
