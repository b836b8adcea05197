//! Disposal of doses and vials, and `/stock/disposals`.

use domain::disposal::DisposalReason;

/// Texts of these pages.
pub struct Disposals {
    /// Heading of the first step: the lot.
    pub title: fn(&str) -> String,
    /// Label: how many doses.
    pub doses: &'static str,
    /// Hint to it: doses left.
    pub doses_hint: fn(&str) -> String,
    /// Label and column: why.
    pub reason: &'static str,
    /// A reason.
    pub reason_name: fn(DisposalReason) -> &'static str,
    /// When a reason fits.
    pub reason_hint: fn(DisposalReason) -> &'static str,
    /// On to the check page (button).
    pub to_check: &'static str,
    /// Heading of the check page.
    pub check_title: &'static str,
    /// Under that heading.
    pub check_lead: &'static str,
    /// Row: what is left after it.
    pub left_after: &'static str,
    /// Heading above those who lose a booking.
    pub victims: &'static str,
    /// Nobody does: title.
    pub no_victims: &'static str,
    /// Nobody does: what it means.
    pub no_victims_text: &'static str,
    /// How many bookings are cancelled, how many offers taken back.
    pub victims_title: fn(&str, &str) -> String,
    /// Who hears of it, and who does not.
    pub victims_text: &'static str,
    /// What becomes of people whose offer is taken back.
    pub revoked_text: &'static str,
    /// In which order bookings go.
    pub victims_order: &'static str,
    /// Column: what happens to them.
    pub fate: &'static str,
    /// The booking is cancelled.
    pub cancelled_fate: &'static str,
    /// The offer is taken back.
    pub revoked_fate: &'static str,
    /// An offer has no day yet.
    pub no_day: &'static str,
    /// Label: what there is to add.
    pub note: &'static str,
    /// Hint to it.
    pub note_hint: &'static str,
    /// Error: the reason "other" needs a note.
    pub note_missing: &'static str,
    /// `…/dispose/check`: expired was named as the reason, and the lot has not (its last day).
    pub not_expired: fn(&str) -> String,
    /// Disposes (button): doses.
    pub dispose_now: fn(&str) -> String,
    /// Leaves the check page (button).
    pub keep: &'static str,
    /// Banner: lot, doses.
    pub done: fn(&str, &str) -> String,
    /// Banner: bookings that were cancelled.
    pub done_text: fn(i32) -> String,

    /// Leads to the disposal of vials (button), and heading of its first step.
    pub vials: &'static str,
    /// Under that heading.
    pub vials_lead: &'static str,
    /// Label: how many vials.
    pub vials_label: &'static str,
    /// Hint to it: vials left.
    pub vials_hint: fn(&str) -> String,
    /// Error: more than are left.
    pub vials_left: fn(i32) -> String,
    /// Disposes of vials (button).
    pub vials_now: fn(&str) -> String,
    /// Banner: lot, vials.
    pub vials_done: fn(&str, &str) -> String,
    /// Banner: what it means.
    pub vials_done_text: &'static str,
    /// Row: vials that were disposed of.
    pub vials_discarded: &'static str,

    /// Work menu, and heading of the log.
    pub log: &'static str,
    /// Under that heading.
    pub log_lead: &'static str,
    /// Nothing yet: title.
    pub none: &'static str,
    /// Nothing yet: what it means.
    pub none_text: &'static str,
    /// Only the newest ones are shown: how many.
    pub cut: fn(&str) -> String,
    /// Column: when.
    pub at: &'static str,
    /// Column: how many.
    pub amount: &'static str,
    /// Column of the file: doses or vials.
    pub unit: &'static str,
    /// Beneath the amount: the doses had expired before.
    pub expired: &'static str,
    /// Column: bookings that were cancelled.
    pub cancelled: &'static str,
    /// Column: by whom.
    pub by: &'static str,
    /// Leads to the file for spreadsheets (button).
    pub download: &'static str,
}
