//! The vaccine manager's stock (`/stock`): what the manager's own hospital has, and what
//! arrives.

mod check;
mod lot;
mod overview;
mod supplies;
mod supply;

use super::page;
use crate::{
    component::{Glyph, NavItem},
    text::t,
};
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/stock"), overview::overview),
        page(path!("/stock/supplies"), supplies::supplies),
        page(path!("/stock/supplies/:id"), supply::supply),
        page(path!("/stock/supplies/:id/check"), check::check),
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let t = &t().stock;
    vec![
        NavItem { href: "/stock", glyph: Some(Glyph::Box), label: t.stock },
        NavItem { href: "/stock/supplies", glyph: Some(Glyph::Truck), label: t.supplies },
    ]
}
