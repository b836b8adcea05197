//! What notices say, in the inbox and in messages, and how they went out. A message stays under
//! 1,000 characters (알림톡).

use domain::{
    notice::{Channel, NoticeKind},
    reservation::{CancelReason, RejectReason},
};
use time::{Date, OffsetDateTime};

/// Texts of notices.
pub struct Notices {
    /// What happened, in a few words.
    pub title: fn(NoticeKind) -> &'static str,
    /// The whole of it: where, when, and what to do next. One thought a line.
    pub text: fn(&Said<'_>) -> String,
    /// Name of a channel.
    pub channel: fn(Channel) -> &'static str,
    /// Receipt: waits for its turn.
    pub queued: &'static str,
    /// Receipt: went out, at `HH:MM` or on a day at `HH:MM`.
    pub sent: fn(&str) -> String,
    /// Receipt: given up.
    pub failed: &'static str,
    /// Receipt: not sent, because things had changed.
    pub skipped: &'static str,
}

/// What a notice speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What is said.
    pub kind: NoticeKind,
    /// Where.
    pub hospital: &'a str,
    /// With what, in the reader's language.
    pub vaccine: &'a str,
    /// For which day.
    pub day: Option<Date>,
    /// Until when an offer can be accepted.
    pub until: Option<OffsetDateTime>,
    /// Why the hospital rejected the request.
    pub reject_reason: Option<RejectReason>,
    /// Why the hospital cancelled the booking.
    pub cancel_reason: Option<CancelReason>,
    /// The reservation's number.
    pub number: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use time::macros::{date, datetime};

    /// The same words as [`NoticeKind::ALL`], with and without what is not always there.
    fn all_texts(lang: Lang) -> Vec<(NoticeKind, String)> {
        let hospital = "가".repeat(100);
        let full = |kind| Said {
            kind,
            hospital: &hospital,
            vaccine: "코미나티주(화이자)",
            day: Some(date!(2026 - 12 - 03)),
            until: Some(datetime!(2026-12-01 10:30 +9)),
            reject_reason: Some(RejectReason::NotEligible),
            cancel_reason: Some(CancelReason::HospitalClosed),
            number: "7K3M-Q9XA-TB",
        };
        let bare =
            |kind| Said { day: None, until: None, reject_reason: None, cancel_reason: None, ..full(kind) };
        let text = lang.texts().notices.text;
        NoticeKind::ALL.into_iter().flat_map(|k| [(k, text(&full(k))), (k, text(&bare(k)))]).collect()
    }

    #[test]
    fn every_notice_fits_its_channel_and_has_no_gap() {
        for lang in Lang::ALL {
            for (kind, text) in all_texts(lang) {
                assert!(text.chars().count() < 500, "{kind:?}: {text}");
                for line in text.lines() {
                    assert!(!line.is_empty() && line == line.trim(), "{kind:?}: {line:?}");
                    assert!(!line.starts_with('·') && !line.ends_with(':'), "{kind:?}: {line:?}");
                }
                assert!(text.contains("7K3M-Q9XA-TB"), "{kind:?} names the reservation");
            }
        }
    }

    #[test]
    fn an_offer_says_until_when() {
        for lang in Lang::ALL {
            let texts = all_texts(lang);
            let offers: Vec<_> = texts.iter().filter(|(k, _)| *k == NoticeKind::OfferMade).collect();
            assert!(offers[0].1.contains("10:30") && !offers[1].1.contains(':'), "{offers:?}");
        }
    }
}
