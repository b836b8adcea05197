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
    ReservationCancelled,
    ReservationRescheduled,
    ReservationVaccinated,
    ReservationNoShow,
    ReservationExpired,
    ReservationRestored,
    WaitDateless,
    OfferMade,
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    OfferRevoked,
    LineServed,
    LineAlerted,
    LineCalled,
    HoldReleasedQuietly,
    VaccinationRecorded,
    VaccinationVoided,
    DosesCorrected,
    DosesDiscarded,
    VialsDiscarded,
    LotExpired,
    LotSuspended,
    LotResumed,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 40] = [
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
        Self::ReservationCancelled,
        Self::ReservationRescheduled,
        Self::ReservationVaccinated,
        Self::ReservationNoShow,
        Self::ReservationExpired,
        Self::ReservationRestored,
        Self::WaitDateless,
        Self::OfferMade,
        Self::OfferAccepted,
        Self::OfferDeclined,
        Self::OfferLapsed,
        Self::OfferRevoked,
        Self::LineServed,
        Self::LineAlerted,
        Self::LineCalled,
        Self::HoldReleasedQuietly,
        Self::VaccinationRecorded,
        Self::VaccinationVoided,
        Self::DosesCorrected,
        Self::DosesDiscarded,
        Self::VialsDiscarded,
        Self::LotExpired,
        Self::LotSuspended,
        Self::LotResumed,
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
            Self::ReservationCancelled => "reservation_cancelled",
            Self::ReservationRescheduled => "reservation_rescheduled",
            Self::ReservationVaccinated => "reservation_vaccinated",
            Self::ReservationNoShow => "reservation_no_show",
            Self::ReservationExpired => "reservation_expired",
            Self::ReservationRestored => "reservation_restored",
            Self::WaitDateless => "wait_dateless",
            Self::OfferMade => "offer_made",
            Self::OfferAccepted => "offer_accepted",
            Self::OfferDeclined => "offer_declined",
            Self::OfferLapsed => "offer_lapsed",
            Self::OfferRevoked => "offer_revoked",
            Self::LineServed => "line_served",
            Self::LineAlerted => "line_alerted",
            Self::LineCalled => "line_called",
            Self::HoldReleasedQuietly => "hold_released_quietly",
            Self::VaccinationRecorded => "vaccination_recorded",
            Self::VaccinationVoided => "vaccination_voided",
            Self::DosesCorrected => "doses_corrected",
            Self::DosesDiscarded => "doses_discarded",
            Self::VialsDiscarded => "vials_discarded",
            Self::LotExpired => "lot_expired",
            Self::LotSuspended => "lot_suspended",
            Self::LotResumed => "lot_resumed",
        }
    }

    /// Back from a key; `None` for a kind of a newer release.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }

    /// Whether the reservation gives back its dose and place, through the release consumer.
    pub fn frees_a_hold(self) -> bool {
        matches!(
            self,
            Self::ReservationRejected
                | Self::ReservationCancelled
                | Self::ReservationNoShow
                | Self::ReservationExpired
                | Self::WaitWithdrawn
        )
    }

    /// What the event lets people in line have.
    pub fn calls_line(self) -> Option<LineCall> {
        match self {
            Self::OfferDeclined | Self::OfferLapsed => Some(LineCall::Earmarked),
            Self::WaitlistJoined | Self::DaysOpened => Some(LineCall::InTurns),
            Self::DosesRegistered
            | Self::DosesCorrected
            | Self::HoldReleased
            | Self::LotResumed
            | Self::ReservationRescheduled
            | Self::HospitalChanged
            | Self::DayReopened
            | Self::LineCalled => Some(LineCall::Every),
            _ => None,
        }
    }
}

/// What may be offered when a line is called (domain, "Who gets a freed dose").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineCall {
    /// Only doses kept for the line: the one that was just passed on.
    Earmarked,
    /// Every bookable dose, where people take turns: somebody joined, or the calendar went on. Where
    /// everybody is told, they know of these doses.
    InTurns,
    /// Every bookable dose: doses or places became free.
    Every,
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
