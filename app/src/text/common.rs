//! The frame around pages, statuses, dates and errors.

use domain::reservation::ReservationStatus;
use time::{Date, OffsetDateTime};

/// Texts of every area.
pub struct Common {
    /// Name of the service.
    pub brand: &'static str,
    /// What it is for, beside the name.
    pub brand_sub: &'static str,
    /// For search engines.
    pub description: &'static str,
    /// Skip link.
    pub skip: &'static str,
    /// Name of the main navigation.
    pub menu: &'static str,
    /// Name of the staff navigation.
    pub staff_menu: &'static str,
    /// Navigation: book.
    pub nav_book: &'static str,
    /// Navigation: my reservations.
    pub nav_my: &'static str,
    /// Navigation: find a hospital.
    pub nav_hospitals: &'static str,
    /// Navigation: state of the service.
    pub nav_status: &'static str,
    /// Link to the inbox.
    pub notices: &'static str,
    /// Behind that link, for screen readers: how many were not read.
    pub unread: fn(&str) -> String,
    /// Sign in (link).
    pub sign_in: &'static str,
    /// Sign out (button).
    pub sign_out: &'static str,
    /// Switches to the other language, named in that language.
    pub other_language: &'static str,
    /// Attribution of the design tokens, before the link.
    pub krds_note: &'static str,
    /// Attribution of the font.
    pub font_note: &'static str,
    /// Link to its licence.
    pub font_licence: &'static str,
    /// Back link.
    pub back: &'static str,
    /// Behind the label of an optional field.
    pub optional: &'static str,
    /// Change link of a summary row.
    pub change: &'static str,
    /// Before an error, and in front of the title.
    pub error: &'static str,
    /// Heading of the error summary.
    pub errors_title: &'static str,
    /// The same when no field is wrong, but the command was refused.
    pub refused_title: &'static str,
    /// First option of a select.
    pub choose: &'static str,
    /// Part of a date.
    pub year: &'static str,
    /// Part of a date.
    pub month: &'static str,
    /// Part of a date.
    pub day: &'static str,
    /// Pagination.
    pub previous_page: &'static str,
    /// Pagination.
    pub next_page: &'static str,
    /// Name of the pagination.
    pub pages: &'static str,
    /// 404.
    pub missing_title: &'static str,
    /// 404: what it means and what to do.
    pub missing_text: &'static str,
    /// 403.
    pub denied_title: &'static str,
    /// 403: what to do.
    pub denied_text: &'static str,
    /// 401.
    pub unsigned_title: &'static str,
    /// 401: what happens next.
    pub unsigned_text: &'static str,
    /// 400.
    pub malformed_title: &'static str,
    /// 400: what to do.
    pub malformed_text: &'static str,
    /// 503 and 429.
    pub busy_title: &'static str,
    /// 429, where no form is shown again: what it means.
    pub throttled_text: &'static str,
    /// 503: what it means.
    pub busy_text: &'static str,
    /// 500.
    pub fault_title: &'static str,
    /// 500: what to do.
    pub fault_text: &'static str,
    /// 500: before the request id.
    pub fault_number: &'static str,
    /// Link home.
    pub home: &'static str,
    /// Heading of `/sign-out`.
    pub sign_out_title: &'static str,
    /// Text of `/sign-out`.
    pub sign_out_text: &'static str,
    /// `/sign-out` without a session.
    pub signed_out_already: &'static str,
    /// Sign of a live connection.
    pub live: &'static str,
    /// The status of a reservation has changed since the page was loaded; a link follows.
    pub live_moved: &'static str,
    /// Live data no longer arrives.
    pub stale: &'static str,
    /// What is shown is older than it should be.
    pub late: &'static str,
    /// Link that loads the page again.
    pub refresh: &'static str,
    /// The device is offline.
    pub offline: &'static str,
    /// Five minutes before the session ends for idleness.
    pub session_soon: &'static str,
    /// The same before it ends for its age.
    pub session_soon_over: &'static str,
    /// Goes on with the session (button).
    pub session_stay: &'static str,
    /// It has ended while the page was open; something was typed.
    pub session_over: &'static str,
    /// In the footer: until when the session lasts if nothing is done.
    pub session_until: fn(&str) -> String,
    /// The same for a session that ends for its age.
    pub session_until_over: fn(&str) -> String,
    /// Heading: the session has ended.
    pub session_ended: &'static str,
    /// What was typed is kept: what to do.
    pub kept_text: &'static str,
    /// Leads to the sign-in, and back to the form (button).
    pub sign_in_resume: &'static str,
    /// The page was covered: what to do.
    pub covered_text: &'static str,
    /// Leads to the sign-in, and back (button).
    pub sign_in_again: &'static str,
    /// The form is filled in as it was: title.
    pub resumed: &'static str,
    /// What to do with it.
    pub resumed_text: &'static str,
    /// Step counter: this step, all steps.
    pub step: fn(u32, u32) -> String,
    /// Age of a figure: `HH:MM`.
    pub as_of: fn(&str) -> String,
    /// Place in line: position, number waiting.
    pub line: fn(&str, &str) -> String,
    /// Names of the months.
    pub months: [&'static str; 12],
    /// Until when an offer is held: `{month}`, `{day}` and `{time}` are filled in, by pages and by
    /// the live island.
    pub held_until: &'static str,
    /// Before the time left of an offer.
    pub time_left: &'static str,
    /// While waiting: anybody may book at once; a link follows.
    pub bookable_now: &'static str,
    /// That link.
    pub book_now: &'static str,
    /// Name of a reservation status.
    pub status: fn(ReservationStatus) -> &'static str,
    /// `2026년 3월 2일(월)`.
    pub date: fn(Date) -> String,
    /// `3월 2일(월)`.
    pub short_date: fn(Date) -> String,
    /// `3월 2일`, the weekday stands apart.
    pub month_day: fn(Date) -> String,
    /// `월`.
    pub weekday: fn(Date) -> &'static str,
    /// `2026년 3월 1일(일) 14:32`, in Seoul.
    pub moment: fn(OffsetDateTime) -> String,
}

/// `14:32` in Seoul.
pub fn clock(at: OffsetDateTime) -> String {
    let here = domain::calendar::in_seoul(at);
    format!("{:02}:{:02}", here.hour(), here.minute())
}
