//! What notices say.

use super::{common, desk};
use crate::text::{Mail, Notices, common::clock};
use domain::{
    calendar::in_seoul,
    notice::{About, Channel, NoticeKind as K},
    reservation::{CancelReason, RejectReason},
};

pub(super) const NOTICES: Notices = Notices {
    title,
    text,
    channel: |channel| match channel {
        Channel::Alimtalk => "KakaoTalk",
        Channel::Sms => "Text message",
        Channel::Email => "E-mail",
        Channel::Push => "Browser notification",
    },
    mail: Mail {
        inbox: "Read it in your notices",
        settings: "Change how you are told",
        code_title: "Confirm your e-mail address",
        code_text: |code| {
            format!(
                "Your code is {code}\nEnter it on the settings page within ten minutes.\nIf you did not ask for it, delete this mail."
            )
        },
    },
    push_body: "Read it in your notices.",
    queued: "waiting to be sent",
    waits: |at| format!("waits until {at}"),
    sent: |at| format!("sent {at}"),
    failed: "could not be sent",
    skipped: "not sent (things had changed)",
};

fn title(kind: K) -> &'static str {
    match kind {
        K::Requested => "Your booking is requested",
        K::Rescheduled => "Your booking was moved",
        K::Confirmed => "Your booking is confirmed",
        K::Rejected => "The hospital could not accept your request",
        K::CancelledByPerson => "You cancelled your booking",
        K::CancelledByHospital => "The hospital cancelled your booking",
        K::CancelledByDisposal => "Your booking was cancelled: too few doses",
        K::CancelledByVaccination => "Your remaining booking has ended",
        K::Vaccinated => "You have been vaccinated",
        K::VaccinatedAfterAll => "Corrected: you were vaccinated",
        K::Restored => "A vaccination record was corrected",
        K::NoShow => "You did not come on the day",
        K::Expired => "The day passed before the hospital answered",
        K::WaitJoined => "You joined the waitlist",
        K::WaitDateless => "The date you wanted has passed",
        K::OfferMade => "It is your turn to book",
        K::OfferLapsed => "The time to book has passed",
        K::OfferRevoked => "The dose held for you is gone",
        K::LineAlerted => "You can book now",
        K::Reminder => "Your vaccination is tomorrow",
    }
}

/// Where, when and with what, the number, and then what it means and what to do.
fn text(about: &About) -> String {
    let what = match about.day_on {
        Some(day) => format!("{} · {}", common::date(day), about.vaccine_name_en),
        None => about.vaccine_name_en.clone(),
    };
    format!("{}\n{what}\nReservation {}\n{}", about.hospital_name, about.number, meaning(about))
}

fn meaning(about: &About) -> String {
    let next = match about.kind {
        K::Requested => "A dose and your place are set aside. We tell you when the hospital accepts.",
        K::Rescheduled => "We tell you when the hospital accepts the new date.",
        K::Confirmed => "Please bring your ID on the day. If you cannot come, cancel beforehand.",
        K::Rejected => {
            let reason = match about.reject_reason {
                Some(RejectReason::Other) | None => "the hospital's circumstances",
                Some(reason) => (desk::DESK.reject_reason)(reason),
            };
            return format!("Reason: {reason}\nYou can book another date or another hospital.");
        }
        K::CancelledByPerson => "You can book again if you wish.",
        K::CancelledByHospital => {
            let reason = about.cancel_reason.map_or("the hospital's circumstances", cancel_reason);
            return format!(
                "Reason: {reason}\nYou can book again, or join the waitlist with your original place in line."
            );
        }
        K::CancelledByDisposal => {
            "Doses were disposed of or expired. You can book again, or join the waitlist with your original place in line."
        }
        K::CancelledByVaccination => {
            "A vaccination was recorded, so this booking was cancelled. There is nothing to do."
        }
        K::Vaccinated => {
            "If you feel unwell, talk to a doctor or nurse. If another dose is due, book it under My bookings."
        }
        K::VaccinatedAfterAll => {
            "Other than we told you before, a vaccination was recorded. If that is wrong, tell the hospital."
        }
        K::Restored => "A record made by mistake was taken back. Your booking is confirmed.",
        K::NoShow => "Book again if you still want the dose. If you were vaccinated, tell the hospital.",
        K::Expired => "The hospital did not answer in time and the booking ended. Please book another date.",
        K::WaitJoined => "We tell you when it is your turn.",
        K::WaitDateless => "You keep your place. We tell you when any date becomes free.",
        K::OfferMade => {
            let next = "A dose is held for you. Choose a date in time, or it goes to the next person.";
            return match about.until {
                Some(at) => format!("Book by {}, {}\n{next}", common::date(in_seoul(at).date()), clock(at)),
                None => next.to_owned(),
            };
        }
        K::OfferLapsed => "The dose went to the next person. You are still in line and will be told again.",
        K::OfferRevoked => "That dose can no longer be used. You keep your place and will be told again.",
        K::LineAlerted => "Doses have arrived. Whoever books first gets them, so please book now.",
        K::Reminder => "Please bring your ID. If you cannot come, cancel today.",
    };
    next.to_owned()
}

fn cancel_reason(reason: CancelReason) -> &'static str {
    match reason {
        CancelReason::HospitalClosed => "no vaccination on that day",
        CancelReason::OnRequest => "at your request",
        CancelReason::NotEligible => "you cannot have this vaccine now",
        CancelReason::Other => "the hospital's circumstances",
    }
}
