//! The reservation manager cancels a booking.

use domain::reservation::{CancelReason, CancelledBy};

/// Texts of `/desk/requests/{id}/cancel`.
pub struct Cancelling {
    /// Leads there (button).
    pub start: &'static str,
    /// The same after accepting.
    pub undo: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What it does.
    pub lead: &'static str,
    /// Who hears of the dose.
    pub silence: &'static str,
    /// Question above the reasons, and row of the reason.
    pub reason: &'static str,
    /// A reason in words.
    pub reasons: fn(CancelReason) -> &'static str,
    /// What a reason is meant for.
    pub reason_hint: fn(CancelReason) -> &'static str,
    /// Cancels (button).
    pub now: &'static str,
    /// Leaves it (button).
    pub keep: &'static str,
    /// Banner: cancelled, with the number.
    pub done: fn(&str) -> String,
    /// Banner: what follows.
    pub done_text: &'static str,
    /// Row: cancelled when.
    pub at: &'static str,
    /// Row: who cancelled.
    pub who: &'static str,
    /// Who cancelled, in words.
    pub by: fn(CancelledBy) -> &'static str,
}
