//! 알림: who is told what. The table of the whole service stands here, in one function.

use crate::{
    event::EventKind,
    id::ReservationId,
    reservation::{CancelReason, CancelledBy, RejectReason, ReservationNumber, ReservationStatus as Status},
};
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// 예약 등록: dose and place are held, the hospital will answer (C2).
    Requested,
    /// The booking was moved to another day, and is requested again.
    Rescheduled,
    /// 예약 완료 (C4).
    Confirmed,
    /// 예약 불가, with the reason (C5).
    Rejected,
    /// 예약 취소 by the person: a receipt (E3).
    CancelledByPerson,
    /// 예약 취소 by the hospital, with the reason (F5).
    CancelledByHospital,
    /// 예약 취소 because doses were disposed of or expired (F3).
    CancelledByDisposal,
    /// 예약 취소 because the person was vaccinated elsewhere.
    CancelledByVaccination,
    /// 접종 완료 or 접종 중 (D2–D4).
    Vaccinated,
    /// The dose was recorded although the reservation said otherwise: a correction.
    VaccinatedAfterAll,
    /// A record was taken back: the booking stands again.
    Restored,
    /// 미방문.
    NoShow,
    /// 기한 만료: the hospital never answered.
    Expired,
    /// 예약 대기: in line (B2).
    WaitJoined,
    /// The wanted day has passed; the wait goes on for any day.
    WaitDateless,
    /// 접종 기회: a dose is held for a limited time (B4, B5).
    OfferMade,
    /// The offer's time ran out.
    OfferLapsed,
    /// The offered doses were disposed of or expired; the person waits again.
    OfferRevoked,
    /// Doses are free; first come, first served (policy `everyone`).
    LineAlerted,
    /// The day before (C6).
    Reminder,
}

use NoticeKind as K;

impl NoticeKind {
    /// All of them.
    pub const ALL: [Self; 20] = [
        K::Requested,
        K::Rescheduled,
        K::Confirmed,
        K::Rejected,
        K::CancelledByPerson,
        K::CancelledByHospital,
        K::CancelledByDisposal,
        K::CancelledByVaccination,
        K::Vaccinated,
        K::VaccinatedAfterAll,
        K::Restored,
        K::NoShow,
        K::Expired,
        K::WaitJoined,
        K::WaitDateless,
        K::OfferMade,
        K::OfferLapsed,
        K::OfferRevoked,
        K::LineAlerted,
        K::Reminder,
    ];

    /// The key of tables.
    pub fn key(self) -> &'static str {
        match self {
            K::Requested => "requested",
            K::Rescheduled => "rescheduled",
            K::Confirmed => "confirmed",
            K::Rejected => "rejected",
            K::CancelledByPerson => "cancelled_by_person",
            K::CancelledByHospital => "cancelled_by_hospital",
            K::CancelledByDisposal => "cancelled_by_disposal",
            K::CancelledByVaccination => "cancelled_by_vaccination",
            K::Vaccinated => "vaccinated",
            K::VaccinatedAfterAll => "vaccinated_after_all",
            K::Restored => "restored",
            K::NoShow => "no_show",
            K::Expired => "expired",
            K::WaitJoined => "wait_joined",
            K::WaitDateless => "wait_dateless",
            K::OfferMade => "offer_made",
            K::OfferLapsed => "offer_lapsed",
            K::OfferRevoked => "offer_revoked",
            K::LineAlerted => "line_alerted",
            K::Reminder => "reminder",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == key)
    }

    /// Whether it goes out before all others.
    pub fn is_urgent(self) -> bool {
        matches!(self, K::OfferMade | K::CancelledByHospital | K::CancelledByDisposal | K::OfferRevoked)
    }

    /// Whether it is worth a message to the phone; the others wait in the inbox.
    pub fn is_sent(self) -> bool {
        !matches!(self, K::Requested | K::CancelledByPerson | K::WaitJoined)
    }
}

/// What an event lets the reservation's person know, if anything. `was` is the status before a
/// vaccination was followed; `cancelled_by` says who ended the booking.
///
/// People in line hear nothing here of a cancellation by the hospital or a disposal (F7, F8): they
/// are told by offers and line alerts only, which such a cancellation does not cause.
pub fn of_event(
    event: EventKind,
    was: Option<Status>,
    cancelled_by: Option<CancelledBy>,
) -> Option<NoticeKind> {
    use EventKind as E;
    Some(match event {
        E::ReservationRequested | E::OfferAccepted => K::Requested,
        E::ReservationRescheduled => K::Rescheduled,
        E::ReservationConfirmed => K::Confirmed,
        E::ReservationRejected => K::Rejected,
        E::ReservationCancelled => match cancelled_by? {
            CancelledBy::Person => K::CancelledByPerson,
            CancelledBy::Manager => K::CancelledByHospital,
            CancelledBy::Disposal => K::CancelledByDisposal,
            CancelledBy::Vaccination => K::CancelledByVaccination,
        },
        E::ReservationVaccinated => match was {
            Some(Status::Confirmed | Status::Requested | Status::Offered | Status::Waiting) | None => {
                K::Vaccinated
            }
            Some(_) => K::VaccinatedAfterAll,
        },
        E::ReservationRestored => K::Restored,
        E::ReservationNoShow => K::NoShow,
        E::ReservationExpired => K::Expired,
        E::WaitlistJoined => K::WaitJoined,
        E::WaitDateless => K::WaitDateless,
        E::OfferMade => K::OfferMade,
        E::OfferLapsed => K::OfferLapsed,
        E::OfferRevoked => K::OfferRevoked,
        _ => return None,
    })
}

/// What a notice speaks of: all that its words are made from, in the inbox as in messages.
#[derive(Clone, Debug)]
pub struct About {
    /// What is said.
    pub kind: NoticeKind,
    /// About which reservation.
    pub reservation: ReservationId,
    /// Its number.
    pub number: ReservationNumber,
    /// Where.
    pub hospital_name: String,
    /// Korean name of the vaccine.
    pub vaccine_name: String,
    /// English name.
    pub vaccine_name_en: String,
    /// The day it speaks of.
    pub day_on: Option<Date>,
    /// Until when an offer can be accepted.
    pub until: Option<OffsetDateTime>,
    /// Why the hospital rejected the request.
    pub reject_reason: Option<RejectReason>,
    /// Why the hospital cancelled the booking.
    pub cancel_reason: Option<CancelReason>,
}

impl About {
    /// Reads the reservation's reason as this kind of notice means it; other kinds name none.
    #[must_use]
    pub fn because(mut self, reason: Option<&str>) -> Self {
        self.reject_reason = reason.filter(|_| self.kind == K::Rejected).and_then(RejectReason::from_key);
        self.cancel_reason =
            reason.filter(|_| self.kind == K::CancelledByHospital).and_then(CancelReason::from_key);
        self
    }
}

/// A channel out of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 카카오 알림톡, through a business-message provider.
    Alimtalk,
    /// A text message: instead of the former, or where it does not arrive.
    Sms,
    /// To an address that was proven.
    Email,
    /// To a browser that asked for it.
    Push,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Alimtalk, Self::Sms, Self::Email, Self::Push];

    /// Those that reach a phone number, first choice first: a notice goes out on the first that is on.
    pub const PHONE: [Self; 2] = [Self::Alimtalk, Self::Sms];

    /// The key of tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Alimtalk => "alimtalk",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Push => "push",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == key)
    }

    /// Where what cannot arrive here goes out instead.
    pub fn instead(self) -> Option<Self> {
        (self == Self::Alimtalk).then_some(Self::Sms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back_to_their_kind() {
        for kind in NoticeKind::ALL {
            assert_eq!(NoticeKind::from_key(kind.key()), Some(kind));
        }
        for channel in Channel::ALL {
            assert_eq!(Channel::from_key(channel.key()), Some(channel));
        }
    }

    #[test]
    fn every_event_says_at_most_what_the_table_says() {
        let told = |event| of_event(event, None, Some(CancelledBy::Person));
        let silent: Vec<EventKind> = EventKind::ALL.into_iter().filter(|e| told(*e).is_none()).collect();
        // what concerns no single person's reservation, and what people did themselves a moment ago
        for event in [EventKind::HoldReleasedQuietly, EventKind::DosesDiscarded, EventKind::OfferDeclined] {
            assert!(silent.contains(&event), "{event:?}");
        }
        assert_eq!(EventKind::ALL.len() - silent.len(), 15);
    }

    #[test]
    fn a_text_message_stands_in_for_kakao_and_nothing_for_the_others() {
        assert_eq!(Channel::Alimtalk.instead(), Some(Channel::Sms));
        for channel in [Channel::Sms, Channel::Email, Channel::Push] {
            assert_eq!(channel.instead(), None, "{channel:?}");
        }
    }

    #[test]
    fn a_cancellation_is_told_by_who_made_it() {
        let told = |by| of_event(EventKind::ReservationCancelled, None, Some(by));
        assert_eq!(told(CancelledBy::Manager), Some(NoticeKind::CancelledByHospital));
        assert_eq!(told(CancelledBy::Disposal), Some(NoticeKind::CancelledByDisposal));
        assert_eq!(of_event(EventKind::ReservationCancelled, None, None), None);
    }

    #[test]
    fn a_vaccination_against_the_status_is_a_correction() {
        let told = |was| of_event(EventKind::ReservationVaccinated, Some(was), None);
        assert_eq!(told(Status::Confirmed), Some(NoticeKind::Vaccinated));
        assert_eq!(told(Status::Cancelled), Some(NoticeKind::VaccinatedAfterAll));
        assert_eq!(told(Status::NoShow), Some(NoticeKind::VaccinatedAfterAll));
    }
}
