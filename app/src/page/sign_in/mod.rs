//! Signing in: citizens with a phone number and a one-time code or with a provider, staff with name
//! and password.

mod code;
mod phone;
mod provider;
mod staff;

use super::page;
use crate::form::refused;
use domain::refusal::Refusal;
use http::{
    HeaderValue, StatusCode,
    header::{LOCATION, RETRY_AFTER},
};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/sign-in"), phone::phone),
        page(path!("/sign-in/code"), code::code),
        page(path!("/sign-in/away"), provider::away),
        page(path!("/sign-in/callback/:provider"), provider::back),
        page(path!("/sign-in/failed"), provider::failed),
        page(path!("/staff/sign-in"), staff::sign_in),
        page(path!("/staff"), staff::home),
    ]
}

/// Where to go afterwards: from the refused form, else from the address.
pub(super) fn next() -> String {
    crate::form::kept("next").unwrap_or_else(|| crate::request::query("next"))
}

/// Whether the number that is proved here is to be linked to a provider's sign-in.
fn linking() -> bool {
    !crate::form::kept("link").unwrap_or_else(|| crate::request::query("link")).is_empty()
}

/// Answers with the way to another page (302).
fn lead_to(path: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(path) = HeaderValue::from_str(path) {
        response.set_status(StatusCode::FOUND);
        response.insert_header(LOCATION, path);
    }
}

/// Answers 429 with the time to wait, after a form was refused for too many tries.
pub(crate) fn answer_throttled() {
    let Some(Refusal::TooManyTries(wait)) = refused().and_then(|r| r.refusal().cloned()) else { return };
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::TOO_MANY_REQUESTS);
        response.insert_header(RETRY_AFTER, HeaderValue::from(wait));
    }
}
