//! Tokens, the page of the open API, and what programs are told when something is wrong.

use crate::text::{
    Api, Objection as O,
    api::{ApiPage, Tokens},
};
use domain::token::Scope as S;

pub(super) const API: Api = Api {
    objection,
    refused: "Request refused",
    unknown: "Not found",
    cursor: "Send the next of an earlier answer as it is.",
    tokens: Tokens {
        title: "API tokens",
        lead: "They let other programs use Alimi as you. Whoever holds a token can do what it allows, so keep it safe.",
        learn: "About the API",
        create_title: "New token",
        label: "Name of the token",
        label_hint: "So that you know what it is used for, such as: calendar app",
        scopes: "What it may do",
        scopes_hint: "Choose only what is needed.",
        scopes_missing: "Choose at least one thing the token may do.",
        scope,
        validity: "Valid for",
        validity_missing: "Choose how long the token is valid.",
        days: |n| if n == 365 { "1 year".into() } else { format!("{n} days") },
        create: "Create token",
        proof_text: "Before you create a token, confirm again that it is you. That is good for 10 minutes.",
        proof: "Confirm it is you",
        create_again: "Create another token",
        made_title: "The token was created",
        made_text: "It is shown only now. Copy it and keep it in a safe place.",
        made_before: "This form has already created a token. If you could not copy it, revoke it and create another.",
        token: "Token",
        list_title: "Your tokens",
        empty_title: "No tokens yet",
        empty_text: "Once there are some, you see here until when they are valid and when they were used.",
        expires: "Expires",
        used: "Last used",
        never: "Never used",
        acts: "Actions",
        revoked: "Revoked",
        expired: "Expired",
        revoke: "Revoke",
        revoke_title: "Revoke this token?",
        revoke_text: "Programs that use it stop working at once. A revoked token cannot be restored.",
        keep: "Keep it",
        revoked_banner: "The token was revoked.",
    },
    page: ApiPage {
        title: "Open API",
        lead: "Every program may read which hospitals have doses and places. With a token it can also book.",
        document: "OpenAPI document",
        open_title: "Open to everybody",
        open_text: "No sign-in is needed. Every answer says in as_of when it was true. Send the ETag back as If-None-Match to get 304 while nothing has changed. Send the next of a list as cursor to get the page after it.",
        token_title: "With a token",
        token_text: "Send the token in the Authorization header. What it allows and the role of its account are both checked at each call. Cookies are not used.",
        my_tokens: "Your tokens",
        staff_tokens: "Tokens for staff",
        key_title: "Booking",
        key_text: "Requests that create something need an Idempotency-Key (a UUID). Sent again under the same key, they get the first answer and do nothing twice. Another body under the same key is refused.",
        events_title: "Following changes",
        events_text: "Doses and places of up to 20 hospitals arrive as server-sent events. After a break, send Last-Event-ID to go on from there.",
        smart_title: "Vaccine finders",
        smart_text: "Locations, schedules and slots are published as SMART Scheduling Links. The public register has no street addresses or phone numbers: locations carry province and coordinates.",
        scopes_title: "What a token may allow",
        scope: "Name",
        meaning: "Meaning",
        problems_title: "Problems",
        problems_text: "Problems are application/problem+json (RFC 9457). Programs read code, people read detail; its language follows Accept-Language.",
        code: "Code",
        status: "Status",
        refusals_text: "Refusals by the rules of booking are 409 with a code that names the reason, such as no_doses, day_full or already_booked. All of them stand in the OpenAPI document.",
        limits_title: "Limits",
        limits_text: "Calls a minute are limited for each token and each address; RateLimit says how many are left. Beyond it the answer is 429, with the seconds to wait in Retry-After.",
    },
};

fn scope(scope: S) -> &'static str {
    match scope {
        S::ReservationsRead => "See my reservations and waits",
        S::ReservationsWrite => "Book and cancel",
        S::WaitlistWrite => "Join and leave waitlists",
        S::VaccinationsRead => "See my vaccinations",
        S::DeskRead => "See the hospital's bookings of a day",
        S::VaccinationsWrite => "Record vaccinations",
        S::StockRead => "See the hospital's stock and supplies",
        S::SuppliesWrite => "Receive supplies and register doses",
        S::DisposalsWrite => "Dispose of doses",
        S::FiguresRead => "See the national figures",
    }
}

fn objection(objection: O) -> (&'static str, &'static str) {
    match objection {
        O::Malformed => ("Unreadable request", "The body is not the JSON that the document describes."),
        O::Invalid => ("Wrong values", "Correct the values named in errors and send it again."),
        O::KeyMissing => ("No idempotency key", "Send a new UUID in the Idempotency-Key header."),
        O::Unauthenticated => {
            ("Authentication needed", "Send a valid token in the Authorization: Bearer header.")
        }
        O::ScopeMissing => ("Not allowed to this token", "A token that allows this is needed."),
        O::Denied => ("Not allowed", "The role of this account does not allow it."),
        O::NotFound => ("Not found", "There is no such thing, or not for this account."),
        O::MethodNotAllowed => ("Method not allowed", "Use a method that the Allow header names."),
        O::TooLarge => ("Body too large", "A body may have 64 KiB at the most."),
        O::NotJson => ("Not JSON", "Send the body with Content-Type: application/json."),
        O::PersonMissing => {
            ("Nobody to book for", "First enter name and birth date of who is to be vaccinated at Alimi.")
        }
        O::TooManyCalls => ("Too many calls", "Try again after the seconds in Retry-After."),
        O::Busy => ("Busy", "Try again in a moment."),
        O::Fault => ("Our mistake", "Try again in a moment. If it goes on, tell us, with the x-request-id."),
    }
}
