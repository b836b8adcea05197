//! The line for a hospital's vaccine: joining, and leaving it again.

mod join;
mod joined;
mod leave;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/book/wait"), join::join),
        page(path!("/book/waiting/:id"), joined::joined),
        page(path!("/my/leave"), leave::leave),
    ]
}
