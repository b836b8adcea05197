//! 예약: the states of a reservation, who may move it, and its number.
//!
//! ```text
//! waiting → offered → requested → confirmed → vaccinated
//! requested → rejected
//! requested | confirmed → cancelled
//! waiting | offered → withdrawn          offered → waiting
//! confirmed → no_show, requested → expired
//! any → vaccinated; vaccinated → confirmed | no_show | cancelled when the record is voided
//! ```

use serde::{Deserialize, Serialize};
use std::fmt;

/// The state of a reservation, as the database and the screens name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReservationStatus {
    /// 예약 대기: in line for a dose (B2).
    Waiting,
    /// 예약 가능: a dose is held for a limited time.
    Offered,
    /// 예약 등록: dose and place are held, the hospital has not answered (C2).
    Requested,
    /// 예약 완료: the hospital accepted (C4).
    Confirmed,
    /// 접종 완료 (D3).
    Vaccinated,
    /// 예약 불가: the hospital refused (C5).
    Rejected,
    /// 예약 취소 (E3, F6).
    Cancelled,
    /// 대기 취소: left the line.
    Withdrawn,
    /// 미방문: did not come.
    NoShow,
    /// 기한 만료: never answered before the day passed.
    Expired,
}

use ReservationStatus as S;

impl ReservationStatus {
    /// All of them.
    pub const ALL: [Self; 10] = [
        S::Waiting,
        S::Offered,
        S::Requested,
        S::Confirmed,
        S::Vaccinated,
        S::Rejected,
        S::Cancelled,
        S::Withdrawn,
        S::NoShow,
        S::Expired,
    ];

    /// The key of tables and messages.
    pub fn key(self) -> &'static str {
        match self {
            S::Waiting => "waiting",
            S::Offered => "offered",
            S::Requested => "requested",
            S::Confirmed => "confirmed",
            S::Vaccinated => "vaccinated",
            S::Rejected => "rejected",
            S::Cancelled => "cancelled",
            S::Withdrawn => "withdrawn",
            S::NoShow => "no_show",
            S::Expired => "expired",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }

    /// Whether a person may have only one reservation in such a state at a time.
    pub fn is_booking(self) -> bool {
        matches!(self, S::Offered | S::Requested | S::Confirmed)
    }

    /// Whether nothing more will happen to it, save that a vaccination is recorded.
    pub fn is_final(self) -> bool {
        !matches!(self, S::Waiting | S::Offered | S::Requested | S::Confirmed)
    }

    /// Whether the person may still cancel by themselves (E1).
    pub fn may_cancel(self) -> bool {
        matches!(self, S::Requested | S::Confirmed)
    }

    /// Whether the state machine has an arrow from here to `next`. A recorded vaccination
    /// is a fact and may follow any state; voiding the record takes it back.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (_, S::Vaccinated)
                | (S::Waiting, S::Offered | S::Withdrawn)
                | (S::Offered, S::Waiting | S::Requested | S::Withdrawn)
                | (S::Requested, S::Confirmed | S::Rejected | S::Cancelled | S::Expired)
                | (S::Confirmed, S::Requested | S::Cancelled | S::NoShow)
                | (S::Vaccinated, S::Confirmed | S::NoShow | S::Cancelled)
        ) && self != next
    }
}

/// Why a hospital rejects a request; the text to the person follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// The person cannot have this vaccine now, for medical reasons.
    NotEligible,
    /// The hospital cannot vaccinate on that day after all.
    HospitalClosed,
    /// The same person seems to have booked twice.
    Duplicate,
    /// Anything else; a note says what.
    Other,
}

impl RejectReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::NotEligible, Self::HospitalClosed, Self::Duplicate, Self::Other];

    /// The key of tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotEligible => "not_eligible",
            Self::HospitalClosed => "hospital_closed",
            Self::Duplicate => "duplicate",
            Self::Other => "other",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}

/// Who ended a booking (예약 취소). It decides whether people in line hear of the dose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    /// The person (E1–E3).
    Person,
    /// The reservation manager (F4–F6).
    Manager,
    /// Doses were disposed of or expired (F3).
    Disposal,
    /// The person was vaccinated elsewhere or without this booking.
    Vaccination,
}

impl CancelledBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Manager, Self::Disposal, Self::Vaccination];

    /// The key of tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Manager => "manager",
            Self::Disposal => "disposal",
            Self::Vaccination => "vaccination",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == key)
    }

    /// Whether the freed dose is kept for people in line (E2), or becomes bookable in silence
    /// (F7, F8).
    pub fn alerts_line(self) -> bool {
        matches!(self, Self::Person | Self::Vaccination)
    }

    /// Whether the person may wait with the place in line of the original request: they lost the
    /// booking without a reason of their own.
    pub fn keeps_place(self) -> bool {
        matches!(self, Self::Manager | Self::Disposal)
    }
}

/// Why a reservation manager cancels a booking; the text to the person follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The hospital cannot vaccinate on that day after all.
    HospitalClosed,
    /// The person asked the hospital to.
    OnRequest,
    /// The person cannot have this vaccine now, for medical reasons.
    NotEligible,
    /// Anything else; a note says what.
    Other,
}

impl CancelReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::HospitalClosed, Self::OnRequest, Self::NotEligible, Self::Other];

    /// The key of tables and forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::HospitalClosed => "hospital_closed",
            Self::OnRequest => "on_request",
            Self::NotEligible => "not_eligible",
            Self::Other => "other",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == key)
    }
}

/// Letters of a reservation number: no 0/O, 1/I/L, U.
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 예약번호: what a person reads out at the desk, e.g. `7K3M-Q9XA-TB`. Ten letters of
/// thirty, about 2^49: not guessable within the rate limits of a look-up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReservationNumber(String);

impl ReservationNumber {
    /// A number from ten random bytes below 240 (larger ones would favour some letters).
    ///
    /// Returns `None` when a byte is too large; draw again.
    pub fn from_random(bytes: [u8; 10]) -> Option<Self> {
        bytes
            .iter()
            .map(|b| (*b < 240).then(|| char::from(ALPHABET[usize::from(*b % 30)])))
            .collect::<Option<_>>()
            .map(Self)
    }

    /// Reads a typed number; case, blanks and dashes do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        let text: String = typed
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .take(11)
            .collect();
        (text.len() == 10 && text.bytes().all(|b| ALPHABET.contains(&b))).then_some(Self(text))
    }

    /// The ten letters as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReservationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_lead_back_to_their_status() {
        for s in S::ALL {
            assert_eq!(S::from_key(s.key()), Some(s));
            assert_eq!(serde_json::to_string(&s).unwrap(), format!("\"{}\"", s.key()));
        }
    }

    #[test]
    fn nothing_leaves_a_final_state_but_for_a_vaccination() {
        for from in S::ALL.into_iter().filter(|s| s.is_final() && *s != S::Vaccinated) {
            for to in S::ALL.into_iter().filter(|s| *s != S::Vaccinated) {
                assert!(!from.may_become(to), "{from:?} → {to:?}");
            }
        }
    }

    #[test]
    fn a_hospital_only_accepts_a_request() {
        let may: Vec<_> = S::ALL.into_iter().filter(|s| s.may_become(S::Confirmed)).collect();
        // and a voided record gives the booking back
        assert_eq!(may, [S::Requested, S::Vaccinated]);
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let n = ReservationNumber::from_random([0, 1, 2, 3, 29, 30, 59, 60, 239, 5]).unwrap();
        assert_eq!(n.to_string(), "2345-Z2Z2-Z7");
        assert_eq!(ReservationNumber::parse(" 2345 z2z2-z7"), Some(n));
        assert_eq!(ReservationNumber::parse("2345-Z2Z2-Z"), None);
        assert_eq!(ReservationNumber::from_random([240; 10]), None);
    }

    #[test]
    fn silence_is_for_the_hospitals_own_cancellations() {
        for by in CancelledBy::ALL {
            assert_eq!(CancelledBy::from_key(by.key()), Some(by));
            assert_ne!(by.alerts_line(), by.keeps_place(), "{by:?}");
        }
        for reason in CancelReason::ALL {
            assert_eq!(CancelReason::from_key(reason.key()), Some(reason));
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_panics(s in ".*") {
            let _ = ReservationNumber::parse(&s).map(|n| n.to_string());
        }
    }
}
