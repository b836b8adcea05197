//! What notices say, in the inbox and in messages, and how they went out. A message stays under
//! 1,000 characters (알림톡).

use domain::notice::{About, Channel, NoticeKind};

/// Texts of notices.
pub struct Notices {
    /// What happened, in a few words.
    pub title: fn(NoticeKind) -> &'static str,
    /// The whole of it: where, when, and what to do next. One thought a line.
    pub text: fn(&About) -> String,
    /// Name of a channel.
    pub channel: fn(Channel) -> &'static str,
    /// What e-mails say besides.
    pub mail: Mail,
    /// What a browser's notification says beneath the title: no more, it is seen by whoever is near.
    pub push_body: &'static str,
    /// Receipt: waits for its turn.
    pub queued: &'static str,
    /// Receipt: waits until `HH:MM`, or until then on a day.
    pub waits: fn(&str) -> String,
    /// Receipt: went out, at `HH:MM` or on a day at `HH:MM`.
    pub sent: fn(&str) -> String,
    /// Receipt: given up.
    pub failed: &'static str,
    /// Receipt: not sent, because things had changed.
    pub skipped: &'static str,
}

/// Texts of e-mails.
pub struct Mail {
    /// Name of the link to the inbox.
    pub inbox: &'static str,
    /// Name of the link to the settings.
    pub settings: &'static str,
    /// Subject of the code that proves an address.
    pub code_title: &'static str,
    /// The code, and what it is for.
    pub code_text: fn(&str) -> String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use domain::{
        id::ReservationId,
        reservation::{CancelReason, RejectReason, ReservationNumber},
    };
    use time::macros::{date, datetime};
    use uuid::Uuid;

    /// The same words as [`NoticeKind::ALL`], with and without what is not always there.
    fn all_texts(lang: Lang) -> Vec<(NoticeKind, String)> {
        let full = |kind| About {
            kind,
            reservation: ReservationId(Uuid::nil()),
            number: ReservationNumber::parse("7K3M-Q9XA-TB").unwrap(),
            hospital_name: "가".repeat(100),
            vaccine_name: "코미나티주(화이자)".to_owned(),
            vaccine_name_en: "Comirnaty (Pfizer)".to_owned(),
            day_on: Some(date!(2026 - 12 - 03)),
            until: Some(datetime!(2026-12-01 10:30 +9)),
            reject_reason: Some(RejectReason::NotEligible),
            cancel_reason: Some(CancelReason::HospitalClosed),
        };
        let bare = |kind| About {
            day_on: None,
            until: None,
            reject_reason: None,
            cancel_reason: None,
            ..full(kind)
        };
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
