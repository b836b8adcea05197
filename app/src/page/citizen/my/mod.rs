//! 예약 확인: one's own reservations (C7).

mod detail;
mod history;
mod list;
mod next;
mod panel;
mod series;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![page(path!("/my"), list::list), page(path!("/my/:id"), detail::detail)]
}
