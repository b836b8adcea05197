//! `/stock/ledger`.

use store::view::movement::MovementKind;

/// Texts of the page.
pub struct LedgerPage {
    /// `/stock/ledger`: title, heading, work menu.
    pub title: &'static str,
    /// Under that heading.
    pub lead: &'static str,
    /// Leads to the file.
    pub download: &'static str,
    /// Filter: all lots.
    pub all_lots: &'static str,
    /// Applies the filters (button).
    pub show: &'static str,
    /// Link from a lot.
    pub of_lot: &'static str,
    /// Nothing moved.
    pub none: &'static str,
    /// Column: when.
    pub at: &'static str,
    /// Column: what moved, and why.
    pub what: &'static str,
    /// Column: doses.
    pub amount: &'static str,
    /// File: how the doses on hand changed.
    pub change: &'static str,
    /// Column: doses on hand after it.
    pub balance: &'static str,
    /// Column: by whom.
    pub by: &'static str,
    /// Instead of a person.
    pub by_calendar: &'static str,
    /// File: why.
    pub why: &'static str,
    /// What moved, in words.
    pub kind: fn(MovementKind) -> &'static str,
}
