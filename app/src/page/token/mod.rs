//! `/my/tokens`, `/staff/tokens`: programs that may act for an account. The two are one page at two
//! doors, for citizens and for staff.

mod list;
mod revoke;

use super::page;
use crate::request::address;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area. Fixed addresses stand before those with an id in them.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/my/tokens"), list::tokens),
        page(path!("/my/tokens/revoke"), revoke::revoke),
        page(path!("/staff/tokens"), list::tokens),
        page(path!("/staff/tokens/revoke"), revoke::revoke),
    ]
}

/// Whose door this is: the list's own address, and where one comes from.
fn door() -> (&'static str, &'static str) {
    if address().starts_with("/staff") { ("/staff/tokens", "/staff") } else { ("/my/tokens", "/my") }
}
