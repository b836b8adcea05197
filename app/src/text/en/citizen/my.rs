//! One's own reservations.

use crate::text::citizen::{My, StatusText};
use domain::reservation::{RejectReason, ReservationStatus as S};

pub(super) const MY: My = My {
    title: "My bookings",
    current: "Current",
    past: "Past bookings",
    empty_title: "You have no bookings yet",
    empty_text: "Choose a hospital and a date to request one.",
    no_current: "You have no current booking.",
    book: "Book a dose",
    book_again: "Book again",
    number: "Reservation number",
    dose: |n, of| format!("Dose {n} of {of}"),
    dose_row: "Dose",
    no_day: "waiting for any date",

    detail_title: "Your booking",
    steps_title: "Progress",
    details_title: "Details",
    meaning,
    note: "Note from the hospital",
    reason: |reason| match reason {
        RejectReason::NotEligible => {
            "The hospital says this vaccine is not possible at the moment because of health or age."
        }
        RejectReason::HospitalClosed => "The hospital cannot vaccinate on that day after all.",
        RejectReason::Duplicate => "There is already a booking for the same person.",
        RejectReason::Other => "The hospital could not accept the request.",
    },
    planned: |day| format!("Planned for {day}"),
    answer_pending: "The hospital is checking your request.",
    leave: "Leave the line",
    left: "You have left the line.",
    joined: "You are on the waitlist.",
    booked_title: "There is already a booking",
    booked_text: "One person can have one booking at a time. Book again once this one is over.",
};

fn meaning(status: S) -> StatusText {
    let (title, text) = match status {
        S::Waiting => (
            "We will tell you when it is your turn",
            "When doses arrive or places become free, people are told in turn. There is nothing to do now.",
        ),
        S::Offered => (
            "It is your turn to book",
            "A dose is set aside for you for a short time. Please book before it runs out.",
        ),
        S::Requested => (
            "We will tell you when the hospital accepts",
            "One dose and your place on {day} are set aside. The hospital is checking your request.",
        ),
        S::Confirmed => (
            "Your booking is confirmed",
            "Bring your ID to the hospital on {day} and tell them your reservation number.",
        ),
        S::Vaccinated => {
            ("You have been vaccinated", "If you feel unwell afterwards, talk to a doctor or nurse.")
        }
        S::Rejected => (
            "The hospital could not accept your request",
            "Dose and place have been given back. You can book another date or another hospital.",
        ),
        S::Cancelled => ("The booking was cancelled", "You can book again if you wish."),
        S::Withdrawn => ("This wait is over", "You left the line, or another booking ended it."),
        S::NoShow => ("You did not come on the day", "You can book again if you wish."),
        S::Expired => (
            "The day passed before the hospital answered",
            "The booking ended because the date passed. Please book again.",
        ),
    };
    StatusText { title, text }
}
