//! Messages that were given up.

use crate::text::admin::Deliveries;

pub(super) const DELIVERY: Deliveries = Deliveries {
    title: "Failed messages",
    lead: |n| {
        format!(
            "Messages that could not be sent after several tries: {n}. People find the same in their notices."
        )
    },
    none: "No message has failed",
    none_text: "Messages that cannot be sent after several tries are shown here.",
    notice: "Notice",
    channel: "Channel",
    error: "Last error",
    no_error: "no reason given",
    tries: |n| format!("{n} tries"),
    at: "Failed",
    trace: |n| format!("Trace {n}"),
    acts: "Action",
    resend: "Send again",
    resent: "The message is sent again.",
    resent_text: "If it fails again, it comes back to this list.",
    gone: "That message is already being sent again.",
};
