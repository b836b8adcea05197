//! The reservation manager: days, requests, accepting and rejecting; vaccinating, cancelling.

mod cancel;
mod keys;
mod record;
mod visit;

use crate::text::Desk;
use domain::reservation::RejectReason as R;

pub(super) const DESK: Desk = Desk {
    area: "Reservations",
    days: "Days",
    requests: "Open requests",

    open_requests: "Requests waiting for an answer",
    taken_today: "Booked today",
    closed_today: "No vaccination today",
    of_capacity: |capacity| format!("of {capacity} places"),
    see_requests: "See open requests",
    cases: "",
    people: "",
    seats: "",
    overdue: |n| format!("Requests that have waited for more than a day: {n}."),
    overdue_mark: "Over 24 hours",
    day: "Day",
    capacity: "Places",
    taken: "Booked",
    left: "Left",
    load: "Share booked",
    full: "Full",

    requests_lead: |n| format!("Requests waiting for an answer: {n}, oldest first."),
    requests_cut: |n| format!("The oldest {n} are shown. The next ones follow as you answer."),
    no_requests: "No request is waiting",
    no_requests_text: "New requests appear here.",
    number: "Number",
    person: "Person",
    name: "Name",
    birth: "Date of birth",
    birth_date: |d| {
        if d.year() < 1800 {
            "—".to_owned()
        } else {
            format!("{} {}", (super::common::COMMON.month_day)(d), d.year())
        }
    },
    age: |n| if n > 150 { "—".to_owned() } else { format!("aged {n} on the day") },
    phone: "Phone",
    vaccine: "Vaccine",
    dose: |n| format!("Dose {n}"),
    wanted: "Wanted day",
    asked: "Requested at",
    asked_at: |at| format!("requested {at}"),
    answered: "Answered at",
    status: "Status",
    acts: "Action",

    accept: "Accept",
    reject: "Reject",
    accepted: |number| format!("Reservation {number} is accepted."),
    accepted_text: "The person sees it as “Confirmed”.",
    rejected: |number| format!("Reservation {number} is rejected."),
    rejected_text: "The person sees “Not possible” and the reason. The dose and the place can be booked again shortly.",
    already: |number, status| {
        format!("Reservation {number} was answered before, nothing has changed. Its status is “{status}”.")
    },

    request: "Request",
    answered_lead: "This reservation has been answered.",
    back_to_requests: "Back to open requests",
    see_day: "See this day",

    told: "Notices to the person",
    told_nothing: "Nothing has been sent yet.",
    told_at: "When",
    told_by: "How",
    told_in_inbox: "Shown in the person’s notices only",

    reject_title: "Do you want to reject this request?",
    reject_lead: "The person will see “Not possible” and the reason. This cannot be undone.",
    reason: "Reason",
    reject_reason: |reason| match reason {
        R::NotEligible => "Cannot have this vaccine now",
        R::HospitalClosed => "No vaccination possible on that day",
        R::Duplicate => "Booked twice",
        R::Other => "Another reason",
    },
    reject_reason_hint: |reason| match reason {
        R::NotEligible => "Age, interval, medical history",
        R::HospitalClosed => "The hospital cannot vaccinate on that day",
        R::Duplicate => "The same person seems to have asked twice",
        R::Other => "Please say which below",
    },
    note: "Note",
    note_hint: "The person reads it as you write it. At most 200 characters.",
    note_missing: "Note: you chose “Another reason”. Please say which.",
    reject_now: "Reject the request",
    keep: "Do not reject",

    day_title: |day| format!("Bookings on {day}"),
    group: |status, n| format!("{}: {n}", super::common::status(status)),
    day_closed: "The hospital does not vaccinate on this day.",
    day_unopened: "This day is not open yet, or the hospital does not vaccinate on it.",
    day_empty: "Nobody is booked on this day",
    day_empty_text: "Choose another day.",
    other_days: "Other days",
    day_before: "Previous day",
    day_after: "Next day",
    today: "Today",
    month_title: |d| format!("{} {}", d.month(), d.year()),
    month_before: "Previous month",
    this_month: "This month",
    month_after: "Next month",
    calendar_text: "Booked of all places. Open a day for its list.",
    load_of: |taken, capacity| format!("{taken}/{capacity}"),
    closed_short: "Closed",
    n_requested: |n| format!("{n} open"),
    n_vaccinated: |n| format!("{n} given"),
    n_missed: |n| format!("{n} missed"),
    download_day: "Download the list",
    print_hint: "On paper, only the list appears.",

    visit: visit::VISIT,
    record: record::RECORD,
    cancel: cancel::CANCEL,
    keys: keys::KEYS,
};
