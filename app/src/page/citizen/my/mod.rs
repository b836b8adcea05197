//! 예약 확인: one's own reservations (C7), and what one was told about them (N7).

mod detail;
mod email;
mod history;
mod inbox;
mod list;
mod next;
mod panel;
mod series;
mod settings;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/my"), list::list),
        page(path!("/my/notices"), inbox::inbox),
        page(path!("/my/settings"), settings::settings),
        page(path!("/my/settings/email"), email::address),
        page(path!("/my/settings/email/code"), email::code),
        page(path!("/my/:id"), detail::detail),
    ]
}
