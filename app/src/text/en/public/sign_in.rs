//! The two sign-ins, and the inbox of development.

use crate::text::public::{Inbox, SignIn, StaffSignIn};

pub(super) const SIGN_IN: SignIn = SignIn {
    title: "Sign in",
    lead: "We send a code to your mobile phone. Your account is made when you first sign in.",
    phone: "Mobile number",
    phone_hint: "For example 010-1234-5678",
    phone_malformed: "Enter a Korean mobile number such as 010-1234-5678.",
    others: "Other ways to sign in",
    with: |name| format!("Sign in with {name}"),
    link_title: "Confirm your phone number once",
    link_lead: "Bookings and notices need a phone number. We will not ask for it again.",
    link_notice: |name| {
        format!(
            "{name} will be linked to the account of this number. If you have used the number before, you sign in to that account."
        )
    },
    away_title: |name| format!("Going to the sign-in of {name}"),
    away_text: "If nothing happens, press the button.",
    go_on: "Continue",
    failed,
    once_more: "Sign in again",
    ask: "Send me a code",
    staff_question: "For staff of hospitals and admins:",
    code_title: "Enter the code",
    code_lead: |phone| format!("We sent a code to {phone}. It is valid for 5 minutes."),
    code: "Code",
    code_hint: "The 6 digits in the message",
    code_malformed: "Enter 6 digits.",
    code_wrong: "That is not the code. Check the message again.",
    enter: "Sign in",
    trouble: "No code?",
    trouble_text: "After 20 seconds you can ask for a new one. Each code can be tried five times.",
    again: "Send a new code",
    change: "Use another number",
    sent_again: "A new code is on its way. Enter the latest one.",
    expired: "This code can no longer be used",
    expired_text: "It is older than 5 minutes or has been used. Ask for a new one.",
    inbox: "Development: see the code in the inbox",
};

pub(super) const STAFF: StaffSignIn = StaffSignIn {
    title: "Staff sign-in",
    lead: "For reservation managers, vaccine managers and admins.",
    login: "Sign-in name",
    password: "Password",
    wrong: "The name or the password is not right. Check them and try again.",
    enter: "Sign in",
    citizen_question: "To book a vaccination:",
    signed_in_as: |name| format!("Signed in as {name}"),
    signed_in_text: "Signing in with another account signs this one out.",
    to_work: "Go to my pages",
};

pub(super) const INBOX: Inbox = Inbox {
    title: "Development inbox",
    warning: "This page exists in development only",
    warning_text: "This server sends no messages and shows the codes here. In development it can only be reached from this computer.",
    time: "Time",
    phone: "To",
    code: "Code",
    empty: "No code can be used right now",
    empty_text: "A code asked for on the sign-in page appears here for 5 minutes.",
};

fn failed(why: &str) -> (&'static str, &'static str) {
    match why {
        "denied" => (
            "You cancelled the sign-in",
            "Try again, or sign in with your phone number. We received nothing about you.",
        ),
        "late" => (
            "The time to sign in is over",
            "It took more than ten minutes, or was started again in another window. Please start over.",
        ),
        "used" => (
            "This sign-in was already used",
            "The address of a sign-in works once. If you are not signed in, please start over.",
        ),
        "down" => (
            "The sign-in provider cannot be reached",
            "Try again in a moment, or sign in with your phone number.",
        ),
        "many" => ("Too many tries", "Try again in ten minutes, or sign in with your phone number."),
        _ => (
            "The sign-in could not be confirmed",
            "It could not be confirmed safely, so you are not signed in. Please start over.",
        ),
    }
}
