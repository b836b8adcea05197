//! The desk's keys.

use crate::text::desk::KeyTexts;

pub(super) const KEYS: KeyTexts = KeyTexts {
    title: "Keys",
    off: "Turn the keys off",
    on: "Turn the keys on",
    accept_next: "Accept the request in focus, or the first one",
    accept: "Accept this request",
    reject: "Choose a reason to reject",
    open: "Open it",
    step: "Up and down the list",
    undo: "Cancel the booking just accepted",
};
