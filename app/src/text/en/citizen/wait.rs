//! Joining and leaving a line.

use crate::text::citizen::Wait;

pub(super) const WAIT: Wait = Wait {
    journey: "Waitlist",
    title: "Do you want to join the waitlist?",
    lead: "We tell people in turn when doses arrive or places become free.",
    how_title: "How the waitlist works",
    how: &[
        "Whoever joined first gets the first chance to book.",
        "You can see your place and how many are waiting under My bookings.",
        "You can wait at up to five hospitals. Once you have a booking, your other waits end by themselves.",
        "You can leave the line at any time.",
    ],
    rejoin: "You wait with the place in line of your original request.",
    turn_title: "When it is your turn",
    turns: |minutes| {
        vec![
            format!("One dose is set aside for you for {minutes} minutes; the status is then Dose offered. Choose a date within that time."),
            "Time runs from 8 am to 9 pm only. It stops at night.".to_owned(),
            "If you pass the dose on, you keep your place in line.".to_owned(),
            "If you do not answer, the dose goes to the next person. You keep your place once; the second time you go to the end.".to_owned(),
        ]
    },
    everyone: &[
        "This hospital tells everybody in line at once when doses arrive.",
        "No dose is set aside. Whoever books first gets it.",
        "When booking becomes possible, a link to book appears on this page.",
    ],
    line: "See the rule and the log of turns",
    vaccine_facts: |waiting, doses, age| {
        let doses = if doses == 1 { "one dose needed".to_owned() } else { format!("{doses} doses needed") };
        let age = if age > 0 { format!(" · age {age} and over") } else { String::new() };
        format!("{waiting} waiting · {doses}{age}")
    },
    date: "Wanted date",
    date_hint: "With a date, you get a chance only when a place on that day becomes free.",
    any_date: "Any date",
    join: "Join the waitlist",
    book_now_title: "You can book right now",
    book_now_text: "This hospital has doses and places left, so there is no need to wait.",
    book_now: "Choose a date and book",
    see_wait: "See your place in line",
    see_waits: "See your waits",
    nothing_title: "No vaccine is registered yet",
    nothing_text: "You can join the waitlist once there is one.",
    done_details: "What you wait for",
    done_title: "You are on the waitlist",
    done_next: &[
        "We will tell you when it is your turn. Then you choose a date and book.",
        "You may book at another hospital meanwhile. Once you have a booking, this wait ends by itself.",
    ],
    to_wait: "See your place in line",
    leave_title: "Do you want to leave the line?",
    leave_text: "You lose your place. If you join again, you start at the end.",
    leave_offer_text: "The dose that is set aside goes to the next person, and you lose your place.",
    leave_over: "This wait is already over",
    leave: "Leave the line",
    stay: "Keep waiting",
};
