//! 예약 확인: one's own reservations (C7), what one was told about them (N7), and the account itself.

mod data;
mod detail;
mod email;
mod erase;
mod history;
mod inbox;
mod kept;
mod list;
mod next;
mod panel;
mod series;
mod settings;
mod ways;

pub(super) use history::steps;
pub(super) use kept::keep_mark;
pub(super) use panel::{because, meaning};

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
        page(path!("/my/data"), data::data),
        page(path!("/my/erase"), erase::erase),
        page(path!("/my/erase/confirm"), erase::confirm),
        page(path!("/my/erased"), erase::erased),
        page(path!("/my/sign-in-ways"), ways::ways),
        page(path!("/my/:id"), detail::detail),
        page(path!("/my/:id/kept"), kept::kept),
    ]
}
