//! Cancelling a booking and moving it to another day.

use crate::text::citizen::Change;

pub(super) const CHANGE: Change = Change {
    day_full: "That day has just filled up. You can move to another date.",
    cancel_title: "Do you want to cancel this booking?",
    cancel_text: "This cannot be undone. Dose and place go to people who are waiting.",
    cancel: "Cancel this booking",
    keep: "Keep this booking",
    rather_move: "Change the date instead",
    over_title: "This booking is already over",
    move_title: "Choose the new date",
    move_text: "Hospital and vaccine stay the same. Your booking stands as it is until you confirm.",
    move_next: "Check the change",
    no_days_title: "There is no other date",
    no_days_text: "All other dates are full. Your booking stands as it is.",
    check_title: "Check the new date",
    confirmed_again: "The hospital has accepted this booking. With a new date it has to accept it again.",
    requested_again: "Your request goes on with the new date. It is confirmed once the hospital accepts it.",
    day_now: "Date now",
    day_then: "New date",
    stands: |day| format!("Your booking stands: {day}"),
    other_date: "Choose another date",
    moves: "Change the date",
    moved_step: "Date changed",
};
