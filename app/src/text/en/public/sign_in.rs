//! The two sign-ins, and the inbox of development.

use crate::text::public::{Inbox, SignIn, StaffSignIn};

pub(super) const SIGN_IN: SignIn = SignIn {
    title: "Sign in",
    lead: "We send a code to your mobile phone. Your account is made when you first sign in.",
    phone: "Mobile number",
    phone_hint: "For example 010-1234-5678",
    phone_malformed: "Enter a Korean mobile number such as 010-1234-5678.",
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
