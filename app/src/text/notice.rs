//! What notices say, in the inbox and in messages. A message stays under 1,000 characters (알림톡).

use domain::{
    notice::NoticeKind,
    reservation::{CancelReason, RejectReason},
};
use time::{Date, OffsetDateTime};

/// Texts of notices.
pub struct Notices {
    /// What happened, in a few words.
    pub title: fn(NoticeKind) -> &'static str,
    /// The whole of it: where, when, and what to do next.
    pub text: fn(&Said<'_>) -> String,
}

/// What a notice speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What is said.
    pub kind: NoticeKind,
    /// Where.
    pub hospital: &'a str,
    /// With what, in the reader's language.
    pub vaccine: &'a str,
    /// For which day.
    pub day: Option<Date>,
    /// Until when an offer can be accepted.
    pub until: Option<OffsetDateTime>,
    /// Why the hospital rejected the request.
    pub reject_reason: Option<RejectReason>,
    /// Why the hospital cancelled the booking.
    pub cancel_reason: Option<CancelReason>,
    /// The reservation's number.
    pub number: &'a str,
}
