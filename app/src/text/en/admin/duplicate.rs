//! Suspected duplicates.

use crate::text::admin::Duplicate;

pub(super) const DUPLICATE: Duplicate = Duplicate {
    title: "Suspected duplicates",
    lead: "The same name and date of birth stand in two or more accounts. Please check whether it is one person or two. Nothing is blocked or deleted by itself.",
    count: |n| format!("{n} with two or more accounts."),
    notice: |n| format!("The same name and date of birth stand in two or more accounts: {n}."),
    see: "See suspected duplicates",
    empty_title: "No suspected duplicates",
    empty_text: "People with the same name and date of birth in two accounts appear here.",
    cut: |n| format!("Only the first {n} rows are shown. The file has all of them."),
    download: "Download CSV",
    group: "Group",
    name: "Name",
    birth: "Date of birth",
    phone: "Phone",
    since: "Listed since",
    bookings: "Current bookings",
    waits: "Waits",
    doses: "Doses",
};
