//! Cancelling a booking and moving it to another day.

/// Texts of `/my/cancel` and `/my/move`.
pub struct Change {
    /// The chosen day has just been taken by others.
    pub day_full: &'static str,
    /// `/my/cancel`: heading.
    pub cancel_title: &'static str,
    /// `/my/cancel`: what it means.
    pub cancel_text: &'static str,
    /// Button.
    pub cancel: &'static str,
    /// Keeps the booking as it is.
    pub keep: &'static str,
    /// Link to another day, on the page that cancels.
    pub rather_move: &'static str,
    /// The booking is over: heading.
    pub over_title: &'static str,
    /// `/my/move`: heading.
    pub move_title: &'static str,
    /// `/my/move`: what stays.
    pub move_text: &'static str,
    /// Button.
    pub move_next: &'static str,
    /// There is no other day: heading.
    pub no_days_title: &'static str,
    /// There is no other day: what to do.
    pub no_days_text: &'static str,
    /// `/my/move/check`: heading.
    pub check_title: &'static str,
    /// A booking the hospital has accepted is asked for again.
    pub confirmed_again: &'static str,
    /// A request goes on with the new day.
    pub requested_again: &'static str,
    /// Row.
    pub day_now: &'static str,
    /// Row.
    pub day_then: &'static str,
    /// After a refusal: the booking of that day stands.
    pub stands: fn(&str) -> String,
    /// Way on after a refusal.
    pub other_date: &'static str,
    /// Button, and link to `/my/move`.
    pub moves: &'static str,
    /// Step of the history.
    pub moved_step: &'static str,
}
