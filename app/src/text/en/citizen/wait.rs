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
    done_title: "You are on the waitlist",
    done_next: &[
        "We will tell you when it is your turn. Then you choose a date and book.",
        "You may book at another hospital meanwhile. Once you have a booking, this wait ends by itself.",
    ],
    to_wait: "See your place in line",
    leave_title: "Do you want to leave the line?",
    leave_text: "You lose your place. If you join again, you start at the end.",
    leave_over: "This wait is already over",
    leave: "Leave the line",
    stay: "Keep waiting",
};
