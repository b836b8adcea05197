//! Sign-in, booking, waiting and my reservations.

mod sign_out;

use super::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![page(path!("/sign-out"), sign_out::sign_out)]
}
