//! The words of a message, and what fits where.

use super::Message;
use app::text::Lang;
use store::notice::Claimed;

/// Most characters of an AlimTalk.
const ALIMTALK_CHARACTERS: usize = 1_000;

/// Most bytes of a short message (SMS); a longer one goes as LMS.
const SMS_BYTES: usize = 90;

/// The message of a delivery, in its reader's language.
pub(crate) fn words(delivery: &Claimed) -> Message {
    let lang = Lang::from_key(&delivery.language).unwrap_or_default();
    let texts = lang.texts();
    Message {
        key: delivery.key,
        channel: delivery.channel,
        to: delivery.to.clone(),
        kind: delivery.about.kind,
        lang,
        title: (texts.notices.title)(delivery.about.kind),
        body: (texts.notices.text)(&delivery.about),
    }
}

/// Whether it may go as an AlimTalk.
pub(super) fn fits_alimtalk(text: &str) -> bool {
    text.chars().count() <= ALIMTALK_CHARACTERS
}

/// Whether it may go as an SMS.
pub(super) fn fits_sms(text: &str) -> bool {
    euc_kr_bytes(text) <= SMS_BYTES
}

/// Bytes of a text in EUC-KR, in which the networks count: Hangul and every other sign outside of
/// ASCII takes two.
fn euc_kr_bytes(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        id::ReservationId,
        notice::{About, Channel, NoticeKind},
        person::Phone,
        reservation::{CancelReason, RejectReason, ReservationNumber},
    };
    use std::path::Path;
    use store::notice::Address;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    fn delivery(kind: NoticeKind, lang: Lang, hospital: &str) -> Claimed {
        Claimed {
            delivery: 1,
            claim: Uuid::nil(),
            key: Uuid::nil(),
            channel: Channel::Alimtalk,
            to: Address::Phone(Phone::parse("01000000000").unwrap()),
            language: lang.key().to_owned(),
            about: About {
                kind,
                reservation: ReservationId(Uuid::nil()),
                number: ReservationNumber::parse("7K3M-Q9XA-TB").unwrap(),
                hospital_name: hospital.to_owned(),
                vaccine_name: "시험백신".to_owned(),
                vaccine_name_en: "Test vaccine".to_owned(),
                day_on: Some(date!(2026 - 12 - 01)),
                until: Some(datetime!(2026-11-30 04:30 UTC)),
                reject_reason: (kind == NoticeKind::Rejected).then_some(RejectReason::Other),
                cancel_reason: (kind == NoticeKind::CancelledByHospital)
                    .then_some(CancelReason::HospitalClosed),
            },
            outdated: false,
            trace: None,
        }
    }

    #[test]
    fn networks_count_hangul_twice() {
        assert_eq!(euc_kr_bytes("알리미 1"), 8);
        assert_eq!(euc_kr_bytes("·"), 2);
        assert!(fits_sms(&"가".repeat(45)) && !fits_sms(&format!("{}a", "가".repeat(45))));
        assert!(fits_sms(&"a".repeat(90)) && !fits_sms(&"a".repeat(91)));
    }

    #[test]
    fn alimtalk_counts_characters() {
        assert!(fits_alimtalk(&"가".repeat(1_000)) && !fits_alimtalk(&"가".repeat(1_001)));
    }

    #[test]
    fn every_message_fits_alimtalk_with_the_longest_names() {
        for lang in Lang::ALL {
            for kind in NoticeKind::ALL {
                let mut delivery = delivery(kind, lang, &"병".repeat(200));
                delivery.about.vaccine_name = "백".repeat(200);
                delivery.about.vaccine_name_en = "V".repeat(200);
                let message = words(&delivery);
                assert!(fits_alimtalk(&message.text()), "{kind:?} {lang:?}");
            }
        }
    }

    /// All messages stand in `messages.txt`, for people to read. `ALIMI_BLESS=1` writes it anew.
    #[test]
    fn messages_say_what_was_agreed() {
        let mut all = String::new();
        for lang in Lang::ALL {
            for kind in NoticeKind::ALL.into_iter().filter(|k| k.is_sent()) {
                let text = words(&delivery(kind, lang, "알리미병원")).text();
                all += &format!("== {} {}\n{text}\n\n", kind.key(), lang.key());
            }
        }
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/channel/messages.txt");
        if std::env::var_os("ALIMI_BLESS").is_some() {
            std::fs::write(&file, &all).unwrap();
        }
        let agreed = std::fs::read_to_string(&file).unwrap();
        for (said, agreed) in all.lines().zip(agreed.lines()) {
            assert_eq!(said, agreed);
        }
        assert_eq!(all.len(), agreed.len());
    }
}
