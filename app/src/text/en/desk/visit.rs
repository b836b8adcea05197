//! Recording a dose: who stands at the desk, from which lot, and people without a booking.

use crate::text::desk::Visits;
use domain::{calendar::parse_iso, refusal::Refusal};

pub(super) const VISIT: Visits = Visits {
    title: "Vaccinate",
    lead: "Find the booking and record the dose. Scanning the QR code opens it at once.",
    search: "Reservation number, name or phone number",
    search_hint: "Such as 7K3M-Q9XA-TB, a name, 010-0000-0000, or the last four digits of a number",
    find: "Search",
    search_malformed: "Enter a reservation number of 10 letters, at least two letters of a name, a phone number or its last four digits.",
    found: |n| format!("Bookings found: {n}"),
    none: "No booking matches",
    none_text: "Check what you entered. Names are looked for among the bookings of two weeks around today. Somebody without a booking can be vaccinated too.",
    see_today: "See today’s bookings",
    today: "Today’s bookings",
    booked: "Booked today",
    vaccinated: "Vaccinated",
    of_walk_ins: |n| format!("{n} without a booking"),
    to_come: "Still to come",
    group_to_come: |n| format!("Still to come: {n}"),
    group_vaccinated: |n| format!("Vaccinated: {n}"),
    group_others: |n| format!("Not coming: {n}"),
    today_empty: "Nobody is booked today",
    today_empty_text: "You can search for bookings of other days above.",
    elsewhere: "Another hospital",
    is_today: "Today",
    day: "Booked day",

    elsewhere_act: "Send the person to the hospital they booked.",
    elsewhere_title: "This booking is of another hospital",
    elsewhere_text: "It cannot be seen here. Ask the person to go to the hospital they booked.",
    search_again: "Find another booking",
    dose: |n, of| format!("dose {n} of {of}"),
    age: |n| if n > 150 { "—".to_owned() } else { format!("aged {n}") },
    last: "Previous dose",
    heed: "Please check first",
    not_accepted: "This request has not been accepted yet. Check whether the dose can be given.",
    see_request: "See the request",
    other_day: |day| {
        format!("The booking is for {day}. If a place is left today, it is moved to today and recorded.")
    },
    no_hold: |status| {
        format!(
            "Its status is “{status}”, so no dose is kept for it. If a dose and a place of today are left, the person is recorded as having come without a booking."
        )
    },
    cannot: "No dose can be given now",
    given_today: "A dose was recorded today already.",
    others_title: "Check the phone number",
    others_text: "Only other people are registered under this number. If it belongs to the family, go on. If it is wrong, somebody else will see this record.",
    was_given: "The dose of this booking is recorded.",
    see_records: "See today’s records",
    lot: "Lot",
    lot_hint: "Compare it with the number on the vial.",
    lot_good: |day, left| format!("until {day} · {left} doses left"),
    lot_soon: |days| if days == 0 { "last day".to_owned() } else { format!("{days} days to expiry") },
    lot_expired: |day| format!("Expired on {day}."),
    lot_empty: "No dose left.",
    lot_suspended: |why| format!("Suspended: {why}"),
    no_lot: "There is no lot of this vaccine",
    no_lot_text: "Lots appear here as soon as the vaccine manager registers doses.",
    to_check: "Check the details",

    check_title: "Check the details",
    check_lead: "Recording takes one dose from the lot. A mistake has to be corrected by another member of staff.",
    record: "Record the vaccination",
    amend: "Change it",
    expires: "Use by",

    walk_in: "Vaccinate without a booking",
    walk_in_lead: "Possible while a dose and a place of today are left. Copy the details from the identity card.",
    phone_hint: "The person signs in with it to see the record. Such as 010-1234-5678",
    name_hint: "As on the identity card",
    birth_hint: "For example 2 March 1990",
    walk_in_booked: "If the person has a booking here, it is recorded for that booking.",

    refusal: |refusal| {
        match refusal {
        Refusal::NoDoses => {
            "All doses left are kept for people with bookings. Choose a lot of another vaccine, or suggest the waitlist.".into()
        }
        Refusal::DayFull => "Today is full. Suggest a booking for another day.".into(),
        Refusal::DayClosed => {
            "The hospital does not vaccinate today. An administrator can open the day; otherwise suggest another day.".into()
        }
        Refusal::SeriesComplete => "This person has had all required doses. There is nothing more to record.".into(),
        Refusal::TooEarly(day) => {
            let day = parse_iso(day).map_or_else(|_| day.clone(), super::super::common::date);
            format!("The interval has not passed. The next dose may be given from {day} on.")
        }
        Refusal::WrongVaccine => {
            "This person has begun or booked another vaccine. Record a lot of the same vaccine.".into()
        }
        Refusal::GivenToday => "A dose of today is recorded for this person, here or at another hospital.".into(),
        Refusal::TooYoung(age) => {
            format!("This vaccine is for people aged {age} and over. See whether there is another one.")
        }
        other => super::super::problem::refusal(other),
    }
    },

    done: "The vaccination is recorded",
    done_follows: "The status of the booking follows in a moment.",
    done_next: |n, from| {
        format!("Dose {n} is still to come. It may be given from {} on.", super::super::common::date(from))
    },
    done_complete: "All required doses were given.",
    next_person: "Next person",
    next_walk_in: "Next person, same lot",
    see_record: "See this record",
};
