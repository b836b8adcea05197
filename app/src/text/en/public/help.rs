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
                "When it is your turn, one dose is held for you for the time the hospital sets (usually 30 minutes), and you are told. The status is Dose offered. Choose a date within that time, and your booking is requested.",
                "The time runs from 8 in the morning to 9 in the evening only. Without an answer the dose goes to the next person. The first time you keep your place, the second time you go to the end of the line. If you pass it on yourself, you keep your place.",
                "Whenever you see a free place, you can book it, also while you wait.",
            ],
        ),
        (
            "What the statuses mean",
            &[
                "Waiting: you are in line.",
                "Dose offered: it is your turn, and a dose is held for you. Choose a date in time.",
                "Requested: you have a dose and a place, and the hospital has yet to accept.",
                "Confirmed: the hospital has accepted, please come on the day.",
                "Not possible: the hospital could not accept. You see why.",
                "Cancelled, Left the line: you or the hospital cancelled, or another booking of yours ended the wait.",
                "In progress: another dose is due. Vaccinated: you have had the dose.",
                "Missed: nobody came on the day. Expired: the day passed before the hospital accepted.",
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
