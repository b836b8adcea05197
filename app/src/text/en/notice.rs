//! What notices say.

use super::{common, desk};
use crate::text::{Notices, Said, common::clock};
use domain::{calendar::in_seoul, notice::NoticeKind as K, reservation::CancelReason};

pub(super) const NOTICES: Notices = Notices { title, text };

fn title(kind: K) -> &'static str {
    match kind {
        K::Requested => "Your booking is requested",
        K::Rescheduled => "Your booking was moved",
        K::Confirmed => "Your booking is confirmed",
        K::Rejected => "Your request was rejected",
        K::CancelledByPerson => "You cancelled your booking",
        K::CancelledByHospital => "The hospital cancelled your booking",
        K::CancelledByDisposal => "Your booking was cancelled: doses were disposed of",
        K::CancelledByVaccination => "Another booking has ended",
        K::Vaccinated => "Your vaccination is recorded",
        K::VaccinatedAfterAll => "Your vaccination record was corrected",
        K::Restored => "Your booking stands again",
        K::NoShow => "Recorded as not come",
        K::Expired => "Your request ran out of time",
        K::WaitJoined => "You joined the waitlist",
        K::WaitDateless => "Your date has passed: you wait for any day",
        K::OfferMade => "A dose is held for you",
        K::OfferLapsed => "The offer has passed",
        K::OfferRevoked => "The offer was taken back",
        K::LineAlerted => "You can book now",
        K::Reminder => "Your vaccination is tomorrow",
    }
}

fn text(said: &Said<'_>) -> String {
    let Said { kind, hospital, vaccine, number, .. } = *said;
    let day = said.day.map(common::date).unwrap_or_default();
    let at = |head: &str| format!("{hospital}\n{day} · {vaccine}\nReservation {number}\n{head}");
    let line = |head: &str| format!("{hospital}\n{vaccine}\n{head}");
    match kind {
        K::Requested => at("We tell you when the hospital accepts."),
        K::Rescheduled => at("We tell you when the hospital accepts it again."),
        K::Confirmed => at("Please bring an identity card on the day."),
        K::Rejected => at(&format!(
            "Reason: {}\nPlease book another day or hospital.",
            said.reject_reason.map_or("the hospital's circumstances", desk::DESK.reject_reason)
        )),
        K::CancelledByPerson => at("The dose and the place go to the next person."),
        K::CancelledByHospital => at(&format!(
            "Reason: {}\nYou can book again, or wait with your original place in line.",
            said.cancel_reason.map_or("the hospital's circumstances", cancel_reason)
        )),
        K::CancelledByDisposal => {
            at("Too few doses are left. You can book again, or wait with your original place in line.")
        }
        K::CancelledByVaccination => at("You were vaccinated, so this booking was cancelled."),
        K::Vaccinated => at("If another dose is due, you can book it under My bookings."),
        K::VaccinatedAfterAll => at("Other than we told you before, you are recorded as vaccinated."),
        K::Restored => at("A record was corrected and your booking is confirmed again."),
        K::NoShow => at("The day has passed. You can book again."),
        K::Expired => at("The day passed before the hospital answered. Please book another day."),
        K::WaitJoined => line("We tell you when it is your turn."),
        K::WaitDateless => line("You keep your place. We tell you when any day becomes free."),
        K::OfferMade => {
            let until = said.until.map(|at| format!("{} {}", common::date(in_seoul(at).date()), clock(at)));
            line(&format!(
                "Choose a date until {}. After that it goes to the next person.",
                until.unwrap_or_default()
            ))
        }
        K::OfferLapsed => {
            line("It was not accepted in time and went to the next person. You are still in line.")
        }
        K::OfferRevoked => line("Doses were disposed of. You keep your place in line."),
        K::LineAlerted => line("Whoever books first has it. You can book under My bookings."),
        K::Reminder => at("Please bring an identity card tomorrow. If you cannot come, cancel beforehand."),
    }
}

fn cancel_reason(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::HospitalClosed => "no vaccination on that day",
        CancelReason::OnRequest => "at your request",
        CancelReason::NotEligible => "you cannot have this vaccine now",
        CancelReason::Other => "the hospital's circumstances",
    }
}
