//! 취소, 일정 변경: ending a booking, or moving it to another day (E1–E3).

mod cancel;
mod check;
mod date;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of these journeys.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/my/cancel"), cancel::cancel),
        page(path!("/my/move"), date::date),
        page(path!("/my/move/check"), check::check),
    ]
}
