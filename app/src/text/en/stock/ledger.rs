//! `/stock/ledger`.

use crate::text::stock::LedgerPage;
use store::view::movement::MovementKind as K;

pub(super) const LEDGER: LedgerPage = LedgerPage {
    title: "Ledger",
    lead: "What came and went. The balance is what was on hand after it.",
    download: "Download",
    all_lots: "All lots",
    show: "Show",
    of_lot: "See this lot's ledger",
    none: "Nothing has moved yet",
    at: "When",
    what: "What",
    amount: "Doses",
    change: "Change",
    balance: "Balance",
    by: "By",
    by_calendar: "The calendar",
    why: "Why",
    kind: |kind| match kind {
        K::Registered => "Registered",
        K::Corrected => "Number corrected",
        K::Administered => "Given",
        K::Voided => "Record taken back",
        K::Discarded => "Disposed of",
        K::Expired => "Expired",
        K::Destroyed => "Expired doses destroyed",
    },
};
