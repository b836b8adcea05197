//! Booking, waiting, my reservations.

mod account;
mod book;
mod change;
mod family;
mod hand;
mod inbox;
mod my;
mod offer;
mod wait;

use crate::text::Citizen;

pub(super) const CITIZEN: Citizen = Citizen {
    area: "Booking",
    go_on: "Continue",
    staff_title: "Staff accounts cannot book",
    staff_text: "You are signed in with a staff account. Sign out, then sign in with your own phone number.",
    book: book::BOOK,
    wait: wait::WAIT,
    my: my::MY,
    offer: offer::OFFER,
    change: change::CHANGE,
    account: account::ACCOUNT,
    family: family::FAMILY,
    inbox: inbox::INBOX,
    hand: hand::HAND,
};
