//! `/stock/lots/:id`, and what `/stock` says of lots.

use crate::text::stock::Lots;

pub(super) const LOT: Lots = Lots {
    title: |lot| format!("Lot {lot}"),
    days_left: |days| match days {
        0 => "last day".into(),
        1 => "1 day left".into(),
        2.. => format!("{days} days left"),
        -1 => "1 day ago".into(),
        _ => format!("{} days ago", -days),
    },
    suspended: "Suspended",
    suspended_title: "This lot is suspended",
    suspended_text: |reason| format!("Reason: {reason}"),
    watch_title: "Some lots need your attention",
    watch_suspended: |reason| format!("Suspended: do not use it. Reason: {reason}"),
    watch_soon: |days, left| format!("Expires soon ({days}). Doses left: {left}"),
    watch_destroy: |n| format!("Expired doses to be destroyed and confirmed: {n}"),
    to_destroy: "To be destroyed",
    dispose: "Dispose of doses",
    destroy_title: "Destruction of expired doses",
    destroy_text: |n| {
        format!(
            "Expired doses whose destruction is not confirmed yet: {n}. Confirm it once they are destroyed."
        )
    },
    destroy_doses: "Doses destroyed",
    destroy_now: "Confirm the destruction",
    destroyed: |lot, n| format!("Lot {lot}: the destruction of {n} expired doses is recorded."),
};
