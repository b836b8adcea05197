//! What happened, in the past tense: the kinds of outbox events.
//!
//! An event carries ids and the version of its aggregate, never personal data. Consumers
//! read current state where they need more.

use serde::{Deserialize, Serialize};

/// The kind of an event, stored under [`EventKind::key`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are sentences in the past tense")]
pub enum EventKind {
    HospitalRegistered,
    HospitalChanged,
    VaccineRegistered,
    VaccineChanged,
    SupplySent,
    SupplyReceived,
    DosesRegistered,
    DaysOpened,
    DayClosed,
    DayReopened,
    WaitlistJoined,
    ReservationRequested,
    ReservationConfirmed,
    ReservationRejected,
    WaitWithdrawn,
    HoldReleased,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::HospitalRegistered,
        Self::HospitalChanged,
        Self::VaccineRegistered,
        Self::VaccineChanged,
        Self::SupplySent,
        Self::SupplyReceived,
        Self::DosesRegistered,
        Self::DaysOpened,
        Self::DayClosed,
        Self::DayReopened,
        Self::WaitlistJoined,
        Self::ReservationRequested,
        Self::ReservationConfirmed,
        Self::ReservationRejected,
        Self::WaitWithdrawn,
        Self::HoldReleased,
    ];

    /// The key of the outbox.
    pub fn key(self) -> &'static str {
        match self {
            Self::HospitalRegistered => "hospital_registered",
            Self::HospitalChanged => "hospital_changed",
            Self::VaccineRegistered => "vaccine_registered",
            Self::VaccineChanged => "vaccine_changed",
            Self::SupplySent => "supply_sent",
            Self::SupplyReceived => "supply_received",
            Self::DosesRegistered => "doses_registered",
            Self::DaysOpened => "days_opened",
            Self::DayClosed => "day_closed",
            Self::DayReopened => "day_reopened",
            Self::WaitlistJoined => "waitlist_joined",
            Self::ReservationRequested => "reservation_requested",
            Self::ReservationConfirmed => "reservation_confirmed",
            Self::ReservationRejected => "reservation_rejected",
            Self::WaitWithdrawn => "wait_withdrawn",
            Self::HoldReleased => "hold_released",
        }
    }

    /// Back from a key; `None` for a kind of a newer release.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }

    /// Whether the reservation gives back its dose and place, through the release consumer.
    pub fn frees_a_hold(self) -> bool {
        matches!(self, Self::ReservationRejected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back_to_their_kind() {
        for k in EventKind::ALL {
            assert_eq!(EventKind::from_key(k.key()), Some(k));
        }
        assert_eq!(EventKind::from_key("never_heard_of"), None);
    }
}
