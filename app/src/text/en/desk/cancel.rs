//! The reservation manager cancels a booking.

use crate::text::desk::Cancelling;
use domain::reservation::{CancelReason as R, CancelledBy as By};

pub(super) const CANCEL: Cancelling = Cancelling {
    start: "Cancel the booking",
    undo: "Cancel this booking",
    title: "Do you want to cancel this booking?",
    lead: "The person will see “Cancelled” and the reason. This cannot be undone.",
    silence: "The dose and the place can be booked again shortly. People in line are not alerted.",
    reason: "Reason",
    reasons: |reason| match reason {
        R::HospitalClosed => "No vaccination possible on that day",
        R::OnRequest => "The person asked for it",
        R::NotEligible => "Cannot have this vaccine now",
        R::Other => "Another reason",
    },
    reason_hint: |reason| match reason {
        R::HospitalClosed => "The hospital cannot vaccinate on that day",
        R::OnRequest => "They called or came to cancel",
        R::NotEligible => "Age, interval, medical history",
        R::Other => "Please say which below",
    },
    now: "Cancel the booking",
    keep: "Do not cancel",
    done: |number| format!("Reservation {number} is cancelled."),
    done_text: "The person sees “Cancelled” and the reason. People in line were not alerted.",
    at: "Cancelled at",
    who: "Cancelled by",
    by: |by| match by {
        By::Person => "Cancelled by the person",
        By::Manager => "Cancelled by the hospital",
        By::Disposal => "Cancelled: doses disposed of or expired",
        By::Vaccination => "Cancelled: vaccinated otherwise",
    },
};
