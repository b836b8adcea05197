//! Answering an offer.

use crate::text::citizen::Offer;

pub(super) const OFFER: Offer = Offer {
    choose: "Choose a date",
    title: "Choose a date",
    lead: "You book with the dose that is set aside for you. Once you choose, the hospital gets your request.",
    accept: "Request this date",
    day_full: "That day has just filled up. Your dose is still held: choose another date.",
    no_days_title: "There is no date to choose right now",
    no_days_text: "If a place becomes free you can choose it here. If you cannot wait, pass the dose on: you keep your place in line.",
    over_title: "This offer is over",
    over_text: "Its time ran out, or it was already answered.",
    decline_title: "Do you want to pass this dose on?",
    decline_text: "The dose goes to the next person. You keep your place in line and wait for the next one.",
    decline: "Pass it on",
    keep: "Keep the offer",
};
