//! `/queue/{ticket}`: waiting at the door of booking.

use crate::text::public::Queue;

pub(super) const QUEUE: Queue = Queue {
    title: "You are in the queue for booking",
    lead: "Many people want to book, and they go in by order of arrival. When it is your turn, this page leads on to booking by itself.",
    ahead: "Before you",
    behind: "After you",
    people: "people",
    minutes: "About {} min left.",
    soon_known: "The time left is being worked out.",
    notes_title: "While you wait",
    notes: &[
        "Reloading this page, or closing it and opening it again, does not change your place.",
        "Open the address on another device to go on waiting there.",
        "Nobody who came later goes in before you.",
        "A booking you have and an offer you got are not behind the queue: see My bookings.",
    ],
};
