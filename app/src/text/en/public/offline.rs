//! Without a network.

use crate::text::public::Offline;

pub(super) const OFFLINE: Offline = Offline {
    title: "You are offline",
    lead: "This page could not be loaded. It loads by itself once you are connected again.",
    able: "What you can do now",
    able_list: &[
        "Go back to the page before: what you typed is still there. It has not been submitted, so send it again once you are connected.",
        "Your booking stays as it is. If you visit today, the hospital finds it by your reservation number or your identity card.",
        "Cancelling and changing the date need a connection. If it is urgent, tell the hospital directly.",
    ],
    kept: "Show the saved booking",
    again: "Try again",
    kept_title: "Saved booking",
    kept_at: |moment| format!("Saved page · as of {moment}"),
    kept_text: "This is not the present state. Your booking may have changed since then.",
    unable: "What needs a connection",
    unable_text: "Cancelling, changing the date and accepting a turn are possible once you are connected. The present state then loads by itself.",
    now: "Show the present state",
    device: "What this device has saved",
    device_text: "Only the booking you saw last is saved. It is deleted when you sign out, when another account signs in, or after a day.",
    forget: "Delete it now",
};
