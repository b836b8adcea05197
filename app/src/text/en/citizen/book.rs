//! Booking a dose, from the preparation to the number.

use crate::text::citizen::Book;
use crate::text::en::common::date;

pub(super) const BOOK: Book = Book {
    journey: "Book a dose",
    start_title: "Before you book",
    start_lead: "Choose a hospital and a date, then send your request.",
    needs_title: "What you need",
    needs: &[
        "A mobile phone number: you sign in with a one-time code.",
        "Name and date of birth of the person to be vaccinated, as on their ID. You enter them once.",
    ],
    notes_title: "Good to know",
    notes: &[
        "One person can have one booking at a time.",
        "Age limits and the number of doses differ between vaccines. You will see them when you choose.",
    ],
    before_title: "Before you are vaccinated",
    before: &[
        "If you have ever had a severe allergic reaction to a vaccine ingredient, talk to a doctor before you book.",
        "If you have a fever or feel ill on the day, come once you are well again.",
        "Bring your ID on the day.",
    ],
    find_hospital: "Find a hospital",

    person_title: "Who is to be vaccinated?",
    person_lead: "You enter this once; we will not ask again next time.",
    name: "Name",
    name_hint: "Enter the name as it stands on the ID.",
    birth: "Date of birth",
    name_malformed: "A name has letters only. Enter the name as on the identity document.",
    birth_missing: "Enter year, month and day of birth.",
    birth_year_short: "Enter the year of birth with four digits, for example 1962.",
    date_missing: "Choose a date.",
    born: |d| format!("born {} {} {}", d.day(), d.month(), d.year()),
    birth_hint: "For example, 1990 3 2",
    person_privacy: "Name and date of birth are stored encrypted. Only staff of the hospital you book can see them.",
    person_save: "Save and continue",

    date_title: "Choose a vaccine and a date",
    vaccine: "Vaccine",
    not_of_age: "the person is not old enough yet",
    none_fits: "No vaccine here is for the person you chose",
    none_fits_text: "The vaccines left at this hospital are for older people. Please look for another hospital.",
    vaccine_facts: |left, doses, interval, age| {
        let doses = match (doses, interval) {
            (1, _) => "one dose needed".to_owned(),
            (n, 0) => format!("{n} doses needed"),
            (n, days) => format!("{n} doses needed, {days} days apart"),
        };
        let age = if age > 0 { format!(" · age {age} and over") } else { String::new() };
        format!("{left} left · {doses}{age}")
    },
    date: "Date",
    places: |n| format!("{n} left"),
    full: "Full",
    later: "Later dates",
    earlier: "Earlier dates",
    full_days: "If you want a date that is full,",
    full_days_wait: "you can join the waitlist",
    date_next: "Check your booking",
    none_title: "There are no doses to book right now",
    none_text: "Join the waitlist and we will tell you in turn when doses arrive. You can also book at another hospital.",
    no_days_title: "There are no dates to book right now",
    no_days_text: "No days have been opened yet. Please look for another hospital.",
    next_dose: |n, vaccine, from| format!("This is dose {n}: the same vaccine ({vaccine}), from {from} on."),
    complete_title: "All required doses were given",
    complete_text: "There is nothing more to book. Your doses are listed under My bookings.",
    others_gone: |names| format!("No doses left of: {names}"),

    check_title: "Check your booking",
    hospital: "Hospital",
    person: "Person",
    phone: "Phone",
    next_title: "What happens next",
    next: &[
        "We set aside one dose and your place on that day at once. The status is then Requested.",
        "The hospital checks your request and accepts it. The status then becomes Confirmed.",
        "You can see the status at any time under My bookings.",
    ],
    submit: "Request this booking",
    together: |n| {
        format!(
            "You request {n} doses at once. If one person cannot be booked, nobody is, and you will see why."
        )
    },
    too_few: |n| {
        format!(
            "There are too few doses or places for {n} people together. Choose another date, or book for fewer people."
        )
    },
    nobody_booked: "If one person cannot be booked, nobody is. Nothing has been booked.",
    just_gone: "Booking has just closed: no doses are left. Choose another hospital or join the waitlist.",
    busy: "Many people are booking right now. Nothing has been booked yet. Please send it again in a moment.",

    ways_title: "What you can do",
    other_people: "Change who is booked together",
    other_dates: "Choose another date",
    choose_again: "Choose vaccine and date again",
    wait_for_day: "Join the waitlist for this date",
    wait: "Join the waitlist",
    other_hospital: "Find another hospital",
    see_booking: "See your current booking",
    same_vaccine: "Book the vaccine you began with",
    see_doses: "See your doses",
    start_over: "Start a new form",
    old_enough_from: |day| {
        format!("This vaccine is possible from {}. Until then, choose another one.", date(day))
    },

    done_title: "Your request is registered",
    done_text: "We will tell you when the hospital accepts it.",
    number: "Reservation number",
    done_next_title: "What happens next",
    done_next: [
        |_| "The hospital checks your request. Once it accepts, the status becomes Confirmed.".to_owned(),
        |_| "If it cannot accept, we tell you why, and you can book again.".to_owned(),
        |day| {
            format!("On {} bring your ID to the hospital and tell them your reservation number.", date(day))
        },
    ],
    done_others: "Booked together",
    done_details: "Your booking",
    done_now: "Status now",
    to_reservation: "See the status",
    keep: "Bookmark this page to come back to it at any time.",
};
