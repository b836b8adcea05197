//! Channels out of the house: what a message is, who carries it, and what the carrier may answer.
//! When something is sent, to whom and how often is not decided here (`work::notify`).

mod provider;
mod words;

pub(crate) use provider::{BadProvider, Provider, plain};
pub(crate) use words::words;

use domain::{
    notice::{Channel, NoticeKind},
    person::Phone,
};
use std::time::Duration;
use store::notice::Sent;
use uuid::Uuid;

/// One message on its way to one phone.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The carrier takes it once under this key, however often it is sent.
    pub(crate) key: Uuid,
    pub(crate) channel: Channel,
    pub(crate) to: Phone,
    pub(crate) kind: NoticeKind,
    /// `ko` or `en`.
    pub(crate) language: &'static str,
    /// What happened, in a few words.
    pub(crate) title: &'static str,
    /// The whole of it, the title included.
    pub(crate) text: String,
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
    /// What it carries, first choice first: what cannot arrive on one goes out on the next.
    fn channels(&self) -> &'static [Channel];

    /// Hands a message over, within seconds. Whatever goes wrong is an answer.
    fn send(&self, message: &Message) -> impl Future<Output = Answer> + Send;
}

/// Where a message goes that cannot arrive on a channel.
pub(crate) fn next_channel(channels: &[Channel], after: Channel) -> Option<Channel> {
    channels.iter().copied().skip_while(|c| *c != after).nth(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_message_stands_in_for_kakao_and_nothing_for_it() {
        assert_eq!(next_channel(&Channel::ALL, Channel::Alimtalk), Some(Channel::Sms));
        assert_eq!(next_channel(&Channel::ALL, Channel::Sms), None);
        assert_eq!(next_channel(&[], Channel::Alimtalk), None);
    }
}
