//! One's own account: an invitation, the second factor, passkeys, recovery codes, devices.

mod code;
mod confirm;
mod device;
mod enrol;
mod factor;
mod invitation;
mod passkey;
mod password;
mod security;

use super::page;
use leptos::prelude::*;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/staff/invitation"), invitation::invitation),
        page(path!("/staff/sign-in/factor"), factor::staff),
        page(path!("/sign-in/factor"), factor::citizen),
        page(path!("/staff/enrol"), enrol::choose),
        page(path!("/staff/enrol/app"), enrol::app),
        page(path!("/staff/confirm"), confirm::confirm),
        page(path!("/staff/security"), security::staff),
        page(path!("/staff/security/password"), password::change),
        page(path!("/staff/security/app"), enrol::remove),
        page(path!("/my/devices"), security::citizen),
        page(path!("/account"), security::by_kind),
        page(path!("/account/passkey"), passkey::make),
        page(path!("/account/passkey/remove"), passkey::remove),
        page(path!("/account/codes"), code::codes),
    ]
}

/// Instead of a page: the way to another one (302).
fn elsewhere(way: &str) -> AnyView {
    leptos_axum::redirect(way);
    ().into_any()
}
