//! The frame around pages, statuses, dates and errors.

use crate::text::{Common, common::clock};
use domain::{calendar::in_seoul, reservation::ReservationStatus as S};
use time::Date;

pub(super) const COMMON: Common = Common {
    brand: "Alimi",
    brand_sub: "COVID-19 vaccination",
    description: "See which doses are left, book a vaccination, or join the waitlist and hear when it is your turn.",
    skip: "Skip to main content",
    menu: "Main menu",
    staff_menu: "Work menu",
    nav_book: "Book",
    nav_my: "My bookings",
    nav_hospitals: "Find a hospital",
    nav_status: "Service status",
    notices: "Notices",
    unread: |n| format!("{n} unread"),
    sign_in: "Sign in",
    sign_out: "Sign out",
    other_language: "한국어",
    krds_note: "This service uses the design tokens of KRDS (Korea design system, KOGL type 1).",
    font_note: "The font is cut from Pretendard GOV.",
    font_licence: "Licence of the font (SIL OFL 1.1)",
    back: "Back",
    optional: "(optional)",
    change: "Change",
    error: "Error:",
    errors_title: "Check what you entered",
    refused_title: "This was not possible",
    choose: "Choose one",
    year: "Year",
    month: "Month",
    day: "Day",
    previous_page: "Previous",
    next_page: "Next",
    pages: "Pages",
    missing_title: "Page not found",
    missing_text: "The address is wrong or the page no longer exists. Check the address.",
    denied_title: "You may not see this page",
    denied_text: "Sign in with another account to see it.",
    unsigned_title: "Please sign in",
    unsigned_text: "You will come back to this page afterwards.",
    malformed_title: "The request could not be read",
    malformed_text: "Open the page again and retry.",
    busy_title: "Please try again shortly",
    throttled_text: "There were too many requests in a short time. Try again in a minute. Go back to find what you typed.",
    busy_text: "There are many requests right now. Try again in a minute.",
    fault_title: "Something went wrong",
    fault_text: "Try again in a moment. If it keeps happening, quote the number below.",
    fault_number: "Error number",
    home: "Go to the start page",
    sign_out_title: "Do you want to sign out?",
    sign_out_text: "You will be signed out on this device. Your bookings stay as they are.",
    signed_out_already: "You are not signed in.",
    live: "Live",
    live_moved: "The status has changed. To see everything:",
    stale: "Updates are not arriving.",
    late: "Figures are late: they are those of the time above.",
    refresh: "Refresh",
    offline: "You are offline. What you entered has not been sent yet.",
    session_soon: "You will be signed out within 5 minutes. Stay signed in to go on.",
    session_soon_over: "You will be signed out within 5 minutes. Send now what you have typed.",
    session_stay: "Stay signed in",
    session_over: "You have been signed out. If you send this now, it is kept, and you are led to the sign-in.",
    session_until: |at| {
        format!(
            "If you do nothing you are signed out at {at}. What you send after that is kept, and you can go on once you have signed in again."
        )
    },
    session_until_over: |at| {
        format!(
            "You are signed out at {at}. What you send after that is kept, and you can go on once you have signed in again."
        )
    },
    session_ended: "You have been signed out",
    kept_text: "What you typed is kept. It has not been submitted. Sign in again to go on with it.",
    sign_in_resume: "Sign in and go on",
    covered_text: "The page was covered to protect personal data. Sign in again to come back to it.",
    sign_in_again: "Sign in again",
    resumed: "Your answers are filled in again",
    resumed_text: "They have not been submitted. Check them and send them again.",
    step: |n, of| format!("Step {n} of {of}"),
    as_of: |time| format!("as of {time}"),
    line: |position, waiting| format!("No. {position} in line · {waiting} waiting"),
    months: MONTHS,
    held_until: "One dose is set aside for you until {time} on {day} {month}.",
    time_left: "Time left",
    bookable_now: "Right now you can book without waiting.",
    book_now: "Book now",
    status,
    date,
    short_date: |d| format!("{}, {} {}", weekday(d), d.day(), month(d)),
    month_day: |d| format!("{} {}", d.day(), month(d)),
    weekday,
    moment: |at| format!("{}, {}", date(in_seoul(at).date()), clock(at)),
};

pub(super) fn date(d: Date) -> String {
    format!("{}, {} {} {}", weekday(d), d.day(), month(d), d.year())
}

pub(super) fn status(s: S) -> &'static str {
    match s {
        S::Waiting => "Waiting",
        S::Offered => "Dose offered",
        S::Requested => "Requested",
        S::Confirmed => "Confirmed",
        S::Vaccinated => "Vaccinated",
        S::Rejected => "Not possible",
        S::Cancelled => "Cancelled",
        S::Withdrawn => "Left the line",
        S::NoShow => "Missed",
        S::Expired => "Expired",
    }
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn weekday(d: Date) -> &'static str {
    WEEKDAYS[usize::from(d.weekday().number_days_from_monday())]
}

fn month(d: Date) -> &'static str {
    MONTHS[usize::from(u8::from(d.month())) - 1]
}
