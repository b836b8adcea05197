//! The records of a day, and taking one back.

use domain::vaccination::VoidReason;

/// Texts of `/desk/vaccinations`.
pub struct Records {
    /// Work menu.
    pub title: &'static str,
    /// Heading of a day.
    pub day_title: fn(&str) -> String,
    /// Nothing recorded: title.
    pub empty: &'static str,
    /// Nothing recorded: what to do.
    pub empty_text: &'static str,
    /// Column and row: given when.
    pub given: &'static str,
    /// Column and row: by whom.
    pub by: &'static str,
    /// Column and row: with or without a booking.
    pub kind: &'static str,
    /// With a booking.
    pub booked: &'static str,
    /// Without one.
    pub walk_in: &'static str,
    /// Which dose.
    pub dose_no: &'static str,
    /// Figure: records that stand.
    pub stand: &'static str,
    /// Figure: records taken back.
    pub voided_count: &'static str,
    /// The booking does not show it yet.
    pub following: &'static str,
    /// Taken back.
    pub voided: &'static str,
    /// Row: taken back when.
    pub voided_at: &'static str,
    /// Row: taken back by whom.
    pub voided_by: &'static str,
    /// Stands.
    pub valid: &'static str,
    /// Why it was taken back.
    pub reason: fn(VoidReason) -> &'static str,
    /// What a reason is meant for.
    pub reason_hint: fn(VoidReason) -> &'static str,
    /// Link: the table as a file.
    pub download: &'static str,
    /// Heading of one record.
    pub record: &'static str,
    /// Link back to the day's records.
    pub back: &'static str,
    /// Leads to the correction (button).
    pub correct: &'static str,
    /// Who recorded it cannot: title.
    pub second_title: &'static str,
    /// Who recorded it cannot: what to do.
    pub second_text: &'static str,
    /// Heading of the correction.
    pub void_title: &'static str,
    /// What the correction does.
    pub void_lead: &'static str,
    /// Question above the reasons, and row of the reason.
    pub void_reason: &'static str,
    /// Corrects (button).
    pub void: &'static str,
    /// Leaves the correction (button).
    pub keep: &'static str,
    /// Banner: corrected.
    pub done: &'static str,
    /// Banner: what follows for a booking.
    pub done_booked: &'static str,
    /// Banner: what follows without one.
    pub done_walk_in: &'static str,
    /// Link to the booking, to record again.
    pub again: &'static str,
}
