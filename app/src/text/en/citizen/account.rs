//! One's own account: ways to sign in, a copy of what is kept, and its end.

use crate::text::citizen::{Account, Data, Erase, Ways};

pub(super) const ACCOUNT: Account = Account {
    ways: Ways {
        title: "Ways to sign in",
        lead: "These ways lead to your account.",
        phone_title: "Phone number",
        phone_text: "You can always sign in with a one-time code. This way cannot be removed.",
        linked_title: "Linked sign-ins",
        empty_title: "No linked sign-ins",
        empty_text: "Sign in another way on the sign-in page and confirm your phone number once: then it is linked.",
        since: |at| format!("Linked: {at}"),
        used: |at| format!("Last used: {at}"),
        remove: "Unlink",
        removed: "The link has been removed. You can still sign in with your phone number.",
    },
    data: Data {
        title: "My data",
        lead: "Download what Alimi keeps about you, or delete your account.",
        kept_title: "What is kept, and why",
        kept: &[
            ("Phone number", "To sign you in and to send notices. Deleted with your account."),
            (
                "Name and date of birth",
                "So that the hospital knows who is vaccinated. Deleted with your account.",
            ),
            (
                "Bookings and waits",
                "To keep doses and places in order. After deletion nobody can tell whose they were.",
            ),
            (
                "Vaccination records",
                "The law asks us to keep them. After deletion they carry a number and no name.",
            ),
            (
                "Notices and how they were sent",
                "To show what was said and when. They contain no names and no numbers.",
            ),
            (
                "Sign-ins",
                "To protect your account. We keep the time and the kind of browser, which goes when you erase the account.",
            ),
        ],
        file_title: "Download",
        file_text: "A JSON file with your account, people, bookings, vaccinations, notices and sign-ins. It contains personal data: do not save it on a shared device.",
        download: "Download my data",
        erase_title: "Delete the account",
        erase_text: "Names, dates of birth and phone number are deleted, and you are signed out everywhere.",
        erase: "About deleting the account",
    },
    erase: Erase {
        title: "Delete your account?",
        lead: "This cannot be undone.",
        gone_title: "What is deleted",
        gone: &[
            "The phone number, and the names and dates of birth of everyone you added",
            "Linked sign-ins and notice settings",
            "Sign-ins on all devices",
        ],
        open: |n| {
            let what = if n == 1 {
                "1 open booking or wait is".to_owned()
            } else {
                format!("{n} open bookings and waits are")
            };
            format!("{what} cancelled at once. Doses and places go to the next people.")
        },
        stays_title: "What stays",
        stays: &[
            "Vaccination records are kept as the law asks, with a number and no name.",
            "Dates and states of past bookings stay without names, so that doses add up.",
        ],
        ask: "Send a code and delete",
        ask_text: |phone| format!("We send a code to {phone} to make sure it is you."),
        confirm_title: "With this code your account is deleted",
        confirm_lead: |phone| format!("Enter the code we sent to {phone}."),
        erase: "Delete the account",
        keep: "Keep the account",
        other_number: "This code was not sent to the number of this account. Please request a new one.",
        done_title: "Your account has been deleted",
        done_text: "Names, dates of birth and phone number are deleted, and you are signed out everywhere. You can start anew with the same number at any time.",
    },
};
