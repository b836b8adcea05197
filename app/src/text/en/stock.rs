//! The vaccine manager: supplies, doses, stock.

mod correction;
mod disposal;
mod ledger;
mod lot;

use crate::text::Stock;
use domain::supply::SupplyState as S;

pub(super) const STOCK: Stock = Stock {
    area: "Vaccine stock",
    stock: "Stock",
    supplies: "Supplies",

    doses: "doses",
    n_doses: |n| format!("{n} doses"),
    n_vials: |n| format!("{n} vials"),
    ledger: "By vaccine",
    vaccine: "Vaccine",
    registered: "Registered",
    registered_text: "Doses registered from the vials that arrived.",
    administered: "Given",
    administered_text: "Doses that were given.",
    discarded: "Discarded",
    discarded_text: "Doses that were destroyed.",
    expired: "Expired",
    expired_text: "Doses whose lot is past its date.",
    on_hand: "On hand",
    on_hand_text: "Registered − given − discarded − expired: what is in the refrigerator now.",
    reserved: "Booked",
    reserved_text: "Kept for people with a booking.",
    offered: "Offered",
    offered_text: "Kept for a limited time for people who were in line.",
    earmarked: "For the line",
    earmarked_text: "About to be offered to people in line.",
    bookable: "Bookable",
    bookable_text: "On hand − booked − offered − for the line: doses anyone may book.",
    on_hand_terms: "What makes up the doses on hand",
    bookable_law: "Bookable = on hand − booked − offered − for the line",
    on_hand_law: "On hand = registered − given − discarded − expired",
    terms: "What the terms mean",
    no_stock: "No doses are registered",
    no_stock_text: "Doses appear here once you register what a supply yields.",
    open_supplies: |sent, received| {
        format!(
            "Supplies to be marked as arrived: {sent}. Supplies whose doses are to be registered: {received}."
        )
    },
    see_supplies: "See supplies",

    expires_on: |d| format!("until {} {}", (super::common::COMMON.month_day)(d), d.year()),
    doses_of: |n| format!("{n} doses"),
    sent_on: |at| format!("sent {at}"),
    lots: "By lot",
    lot: "Lot",
    expires: "Use by",
    left: "Left",
    state: "State",
    lot_good: "Usable",
    lot_expired: "Expired",
    lot_empty: "Used up",

    supplies_lead: "Mark vials as arrived when they reach you, then register the doses they yield.",
    no_supplies: "No vials were sent yet",
    no_supplies_text: "Supplies appear here as soon as an administrator sends vials.",
    supply_state: |state| match state {
        S::Sent => "On its way",
        S::Received => "Arrived",
        S::Registered => "Registered",
        S::Discarded => "Disposed of",
    },
    amount: "Vials",
    per_vial: "Doses a vial",
    sent_at: "Sent at",
    received_at: "Marked as arrived at",
    registered_at: "Registered at",
    registered_doses: "Doses",
    act: "Next step",

    receive: "Mark as arrived",
    receive_text: "Check that lot number and number of vials match. Doses can be registered after that.",
    register: "Register doses",
    received: |lot| format!("Lot {lot} is marked as arrived."),
    received_text: "Once its doses are registered, they can be booked.",
    registered_done: |lot, doses| format!("Lot {lot}: {doses} doses are registered."),
    registered_done_text: "They can be booked from now on. People in line are told first.",

    supply: |lot| format!("Supply · lot {lot}"),
    register_title: "Register doses",
    register_doses: "Number of doses",
    register_hint: |vials, per_vial, expected, most| {
        format!(
            "{vials} vials × {per_vial} doses = {expected} doses. If the vials gave more, up to {most} can be registered."
        )
    },
    to_check: "Check before registering",

    check_title: "Check before you register",
    check_lead: "Doses of a supply are registered once, and booking starts at once.",
    expected: "Expected doses",
    as_expected: "as many as expected",
    above_expected: |n| format!("{n} more than expected"),
    below_expected: |n| format!("{n} fewer than expected"),
    register_now: "Register the doses",
    back_to_supply: "Do not register",

    ledger_page: ledger::LEDGER,
    one_lot: lot::LOT,
    disposal: disposal::DISPOSAL,
    correction: correction::CORRECTION,
};
