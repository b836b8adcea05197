//! `/stock/supplies/:id/correct`

use crate::text::stock::Corrections;

pub(super) const CORRECTION: Corrections = Corrections {
    link: "Correct the doses",
    title: "Correct the doses",
    lead: "For a number that was registered by mistake. Who changed it and why is kept.",
    present: "Registered now",
    doses: "Corrected number",
    doses_hint: |most| format!("This supply can yield up to {most} doses."),
    same: "Corrected number: this is the number registered now. Enter another one.",
    to_check: "Check before correcting",
    check_title: "Check before you correct",
    check_lead: "The bookable doses change at once.",
    more: |n| format!("{n} more"),
    fewer: |n| format!("{n} fewer"),
    reason: "Reason",
    reason_hint: "Kept in the records. Up to 200 characters. For example: two vials were not counted",
    correct_now: "Correct the doses",
    keep: "Do not correct",
    done: |lot, n| format!("Lot {lot}: corrected to {n} doses."),
    done_text: "The bookable doses have changed accordingly.",
};
