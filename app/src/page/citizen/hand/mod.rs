//! The reservation in one's hand: kept in a calendar, printed, shown to the family, looked up without
//! signing in; and the proof of a dose.

pub(super) mod keep;
mod look_up;
mod print;
mod proof;
mod share;
mod sheet;

use crate::page::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/my/print"), sheet::sheet),
        page(path!("/my/share"), share::share),
        page(path!("/my/proof"), proof::proof),
        page(path!("/look-up"), look_up::ask),
        page(path!("/look-up/reservation"), look_up::found),
    ]
}
