//! `/help`

use crate::text::public::Article;

pub(super) const HELP: Article = Article {
    title: "Help",
    lead: "How booking and waiting work.",
    parts: &[
        (
            "Booking",
            &[
                "Choose a hospital and a date. When you send the request, one dose and one place of that day are yours at once. The status is Requested.",
                "When the hospital accepts it, the status becomes Confirmed. If it cannot, the status becomes Not possible and you see the hospital's reason.",
                "A person can have one open booking at a time. Dates are open for the next 60 days; bookings for the same day end at an hour the hospital sets.",
                "If the last place goes while you fill in the form, what you typed stays, and you can choose another date or the waitlist.",
            ],
        ),
        (
            "Waiting",
            &[
                "When no doses are left or the day you want is full, you can join the waitlist. The status is Waiting.",
                "The order is the order of joining. Under My bookings you see your place in line and how many people wait.",
                "You can wait at up to five hospitals. Booking at one of them ends the other waits.",
                "When new doses arrive, the hospital's page shows more doses left. Whenever you see a free place, you can book it, also while you wait.",
            ],
        ),
        (
            "What the statuses mean",
            &[
                "Waiting: you are in line. Requested: you have a dose and a place, and the hospital has yet to accept. Confirmed: the hospital has accepted, please come on the day.",
                "Not possible: the hospital could not accept. Left the line: you stopped waiting. Vaccinated: you have had the dose.",
            ],
        ),
        (
            "On the day",
            &[
                "Bring an identity document to the hospital. If the vaccine needs two doses, book the second one after the interval shown on the hospital's page.",
            ],
        ),
        (
            "The time beside a figure",
            &[
                "Doses and places were read at the time shown beside them and may have changed since. A place is yours once your request has been sent.",
            ],
        ),
        (
            "Questions",
            &[
                "Ask the hospital you have booked about acceptance and dates. With your booking number they find you at once.",
            ],
        ),
    ],
};
