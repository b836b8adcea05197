//! `/`: what the service is for.

use crate::text::public::Home;

pub(super) const HOME: Home = Home {
    title: "COVID-19 vaccination booking",
    lead: "See the doses and dates left at hospitals all over Korea, then book one or join the waitlist.",
    book_text: "Choose a hospital and a date.",
    my_text: "See your booking or your place in line.",
    left: "What is left",
    left_text: "Doses and places by province.",
    search: "Find a hospital",
    all: "See all hospitals",
    now: "What can be booked now",
    doses: "Bookable doses",
    hospitals: "Hospitals with doses",
    places: "Free places within 14 days",
    of_hospitals: |all| format!("of {all} hospitals"),
    nothing: "No doses are left right now. You can join the waitlist on a hospital's page.",
};
