//! `/hospitals/{id}`: one hospital.

use crate::text::public::HospitalPage;

pub(super) const HOSPITAL: HospitalPage = HospitalPage {
    description: "The vaccines left at this hospital, the dates that can be booked, and the places left on each day.",
    kind: |kind| {
        match kind {
            "상급종합" => "Tertiary hospital",
            "종합병원" => "General hospital",
            "병원" => "Hospital",
            "의원" => "Clinic",
            other => other,
        }
        .to_owned()
    },
    book: "Book",
    wait: "Join the waitlist",
    others: "See other hospitals of the province",
    doses: "Doses left",
    vaccine: "Vaccine",
    left: "Left",
    required: "Doses needed",
    required_with: |doses, days| {
        if doses > 1 { format!("{doses}, {days} days apart") } else { doses.to_string() }
    },
    age: "Age",
    age_from: |years| format!("{years} and over"),
    waiting: "Waiting",
    people: |n| if n == 1 { "1 person".into() } else { format!("{n} people") },
    line: "Waitlist rules and history",
    dates: "Places left by date",
    dates_text: "Choose a date to start booking.",
    dates_closed: "There are no doses left, so no date can be chosen right now.",
    closes: |time| format!("Bookings for the same day end at {time}."),
    places: |n| if n == "1" { "1 place".into() } else { format!("{n} places") },
    weekday: |day| format!(" ({day})"),
    full: "Full",
    full_wait: "Join the waitlist",
    beyond: "After the expiry date",
    no_doses: "No doses are left right now",
    no_doses_text: "Join the waitlist to take your place in line, or book at another hospital nearby.",
    all_full: "The next dates are all full",
    all_full_text: "Choose a date below to wait for it, or see later dates when you book.",
    no_dates: "No dates are open. Look for another hospital.",
    no_vaccines: "This hospital has no registered vaccine yet.",
};
