//! The vaccine manager: supplies, doses, stock.

mod correction;
mod disposal;
mod ledger;
mod lot;

pub(crate) use correction::Corrections;
pub(crate) use disposal::Disposals;
pub(crate) use ledger::LedgerPage;
pub(crate) use lot::Lots;

use domain::supply::SupplyState;
use time::Date;

/// Texts of this area.
pub struct Stock {
    /// Name of the area, beside the brand.
    pub area: &'static str,
    /// Work menu, and heading of `/stock`.
    pub stock: &'static str,
    /// Work menu, and heading of the supplies.
    pub supplies: &'static str,

    /// Unit: doses.
    pub doses: &'static str,
    /// So many doses.
    pub n_doses: fn(&str) -> String,
    /// So many vials.
    pub n_vials: fn(&str) -> String,
    /// Heading above the ledgers.
    pub ledger: &'static str,
    /// Column and row: vaccine.
    pub vaccine: &'static str,
    /// Term: doses registered from supplies.
    pub registered: &'static str,
    /// What the term means.
    pub registered_text: &'static str,
    /// Term: doses given.
    pub administered: &'static str,
    /// What the term means.
    pub administered_text: &'static str,
    /// Term: doses destroyed.
    pub discarded: &'static str,
    /// What the term means.
    pub discarded_text: &'static str,
    /// Term: doses of lots past their date.
    pub expired: &'static str,
    /// What the term means.
    pub expired_text: &'static str,
    /// Term: doses in the refrigerator.
    pub on_hand: &'static str,
    /// What the term means.
    pub on_hand_text: &'static str,
    /// Term: doses kept for bookings.
    pub reserved: &'static str,
    /// What the term means.
    pub reserved_text: &'static str,
    /// Term: doses offered to people in line.
    pub offered: &'static str,
    /// What the term means.
    pub offered_text: &'static str,
    /// Term: doses about to be offered.
    pub earmarked: &'static str,
    /// What the term means.
    pub earmarked_text: &'static str,
    /// Term: doses anyone may book.
    pub bookable: &'static str,
    /// What the term means.
    pub bookable_text: &'static str,
    /// Heading above the terms of the doses on hand.
    pub on_hand_terms: &'static str,
    /// Which terms make up the bookable doses.
    pub bookable_law: &'static str,
    /// Which terms make up the doses on hand.
    pub on_hand_law: &'static str,
    /// Opens the explanation of the terms.
    pub terms: &'static str,
    /// Nothing registered yet: title.
    pub no_stock: &'static str,
    /// Nothing registered yet: what to do.
    pub no_stock_text: &'static str,
    /// Notice: supplies wait for an act; on their way, arrived.
    pub open_supplies: fn(u32, u32) -> String,
    /// Link to the supplies.
    pub see_supplies: &'static str,

    /// Last day of use, beneath the lot number.
    pub expires_on: fn(Date) -> String,
    /// Doses that were registered, beneath the vials.
    pub doses_of: fn(&str) -> String,
    /// Sent when, beneath the state.
    pub sent_on: fn(&str) -> String,
    /// Heading above the lots.
    pub lots: &'static str,
    /// Column and row: lot number.
    pub lot: &'static str,
    /// Column and row: last day of use.
    pub expires: &'static str,
    /// Column: doses left.
    pub left: &'static str,
    /// Column and row: the state.
    pub state: &'static str,
    /// A lot with doses and time.
    pub lot_good: &'static str,
    /// A lot past its date.
    pub lot_expired: &'static str,
    /// A lot without doses.
    pub lot_empty: &'static str,

    /// Under the heading of the supplies.
    pub supplies_lead: &'static str,
    /// No supply yet: title.
    pub no_supplies: &'static str,
    /// No supply yet: what it means.
    pub no_supplies_text: &'static str,
    /// State of a supply.
    pub supply_state: fn(SupplyState) -> &'static str,
    /// Column and row: vials sent.
    pub amount: &'static str,
    /// Row: doses a vial is labelled with.
    pub per_vial: &'static str,
    /// Column and row: sent when.
    pub sent_at: &'static str,
    /// Row: arrived when.
    pub received_at: &'static str,
    /// Row: registered when.
    pub registered_at: &'static str,
    /// Column and row: doses registered.
    pub registered_doses: &'static str,
    /// Column of the buttons.
    pub act: &'static str,

    /// Marks as arrived (button).
    pub receive: &'static str,
    /// What marking as arrived means.
    pub receive_text: &'static str,
    /// Leads to the registration (button).
    pub register: &'static str,
    /// Banner: marked as arrived.
    pub received: fn(&str) -> String,
    /// Banner: what comes next.
    pub received_text: &'static str,
    /// Banner: registered, with lot and doses.
    pub registered_done: fn(&str, &str) -> String,
    /// Banner: what follows.
    pub registered_done_text: &'static str,

    /// Heading of a supply: its lot.
    pub supply: fn(&str) -> String,
    /// Heading above the registration.
    pub register_title: &'static str,
    /// Label of the number of doses.
    pub register_doses: &'static str,
    /// Hint: vials, doses a vial, expected doses, most doses.
    pub register_hint: fn(&str, i16, &str, &str) -> String,
    /// On to the check page (button).
    pub to_check: &'static str,

    /// Heading of the check page.
    pub check_title: &'static str,
    /// Under that heading.
    pub check_lead: &'static str,
    /// Row: doses that would be expected.
    pub expected: &'static str,
    /// As many as expected.
    pub as_expected: &'static str,
    /// More than expected: how many.
    pub above_expected: fn(&str) -> String,
    /// Fewer than expected: how many.
    pub below_expected: fn(&str) -> String,
    /// Registers (button).
    pub register_now: &'static str,
    /// Leaves the check page (button).
    pub back_to_supply: &'static str,

    /// `/stock/ledger`
    pub ledger_page: LedgerPage,
    /// `/stock/lots/:id`
    pub one_lot: Lots,
    /// Disposal, and its log.
    pub disposal: Disposals,
    /// Correction of registered doses.
    pub correction: Corrections,
}
