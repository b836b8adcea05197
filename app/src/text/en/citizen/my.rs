//! One's own reservations.

use crate::text::citizen::{My, StatusText};
use domain::reservation::{CancelReason, CancelledBy, RejectReason, ReservationStatus as S};
use store::view::line::Outcome;

pub(super) const MY: My = My {
    title: "My bookings",
    around: "My account",
    current: "Current",
    past: "Past bookings",
    empty_title: "You have no bookings yet",
    empty_text: "Choose a hospital and a date to request one.",
    unsent: "You have begun a booking",
    go_on: "Go on with it",
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
    begun: || StatusText {
        title: "You have been vaccinated. A further dose is needed",
        text: "My bookings shows from when on you can have it. If you feel unwell, talk to a doctor or nurse.",
    },
    note: "Note from the hospital",
    reason: |reason| match reason {
        RejectReason::NotEligible => {
            "The hospital says this vaccine is not possible at the moment because of health or age."
        }
        RejectReason::HospitalClosed => "The hospital cannot vaccinate on that day after all.",
        RejectReason::Duplicate => "There is already a booking for the same person.",
        RejectReason::Other => "The hospital could not accept the request.",
    },
    cancel_reason: |reason| match reason {
        CancelReason::HospitalClosed => {
            "The hospital cancelled the booking because it cannot vaccinate on that day after all."
        }
        CancelReason::OnRequest => "The hospital cancelled the booking at your request.",
        CancelReason::NotEligible => {
            "The hospital cancelled the booking: this vaccine is not possible at the moment because of health or age."
        }
        CancelReason::Other => "The hospital had to cancel the booking.",
    },
    cancelled_by: |by| match by {
        CancelledBy::Person => "You cancelled it.",
        CancelledBy::Manager => "The hospital cancelled it.",
        CancelledBy::Disposal => "Doses had to be destroyed and too few are left. We are sorry.",
        CancelledBy::Vaccination => "You were vaccinated elsewhere, so this booking ended by itself.",
    },
    lapsed: "No date was chosen in time, so the dose went to the next person. You keep your place in line. If it happens again, you wait at the end.",
    lapsed_twice: "A second offer ran out, so you now wait at the end of the line.",
    revoked: "The hospital ran short of doses and had to take yours back. You keep your place in line.",
    turn_ended: |outcome| match outcome {
        Outcome::Open | Outcome::Accepted => None,
        Outcome::Declined => Some("You passed it on."),
        Outcome::Lapsed => Some("Its time ran out; it went to the next person."),
        Outcome::Revoked => Some("The hospital ran short of doses and took it back."),
        Outcome::Left => Some("You left the line."),
        Outcome::Vaccinated => Some("It ended because you were vaccinated."),
    },
    until: |at| format!("A dose is set aside until {at}."),
    planned: |day| format!("Planned for {day}"),
    answer_pending: "The hospital is checking your request.",
    leave: "Leave the line",
    left: "You have left the line.",
    declined_now: "You have passed it on. You keep your place in line.",
    cancelled_now: "The booking is cancelled.",
    moved_now: "Your request goes on with the new date.",
    joined: "You are on the waitlist.",
    joined_together: "Everybody is on the waitlist. Each place in line is shown below.",
    booked_title: "There is already a booking",
    booked_text: "One person can have one booking at a time. Book again once this one is over.",
    offered_title: "Please answer this offer first",
    offered_text: "A dose is set aside for you. Choose a date or pass it on; then you can make another booking.",

    rejoin_text: "You can wait again with the place in line of your original request.",
    rejoin: "Wait with my original place",
    ticket_title: "Show this at the hospital",
    ticket_text: "On the day, show this QR code or your reservation number at the desk.",
    ticket_alt: |number| format!("QR code, reservation number {number}"),

    series_title: "Doses",
    in_progress: "In progress",
    complete: "Complete",
    lot: "lot",
    next_from: |n, day| format!("Dose {n} is possible from {day} on."),
    next_booked: |n| format!("Dose {n} is booked."),
    book_next: |n| format!("Book dose {n}"),
    to_next_dose: "See the next dose",
};

fn meaning(status: S) -> StatusText {
    let (title, text) = match status {
        S::Waiting => (
            "We will tell you when it is your turn",
            "When doses arrive or places become free, people are told in turn. There is nothing to do now.",
        ),
        S::Offered => (
            "It is your turn to book",
            "Please choose a date in time. After that, the dose goes to the next person.",
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
