//! 접종 기회: a dose is held for somebody who waited. Choosing a day, or passing it on.

mod choose;
mod decline;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![page(path!("/my/offer"), choose::choose), page(path!("/my/decline"), decline::decline)]
}
