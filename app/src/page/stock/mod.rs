//! The vaccine manager's stock (`/stock`): what the manager's own hospital has, and what
//! arrives.

mod check;
mod correct;
mod disposals;
mod dispose;
mod dispose_check;
mod ledger;
mod lot;
mod lots;
mod overview;
mod supplies;
mod supply;
mod vials;

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
        page(path!("/stock/lots/:id"), lot::lot),
        page(path!("/stock/lots/:id/dispose"), dispose::dispose),
        page(path!("/stock/lots/:id/dispose/check"), dispose_check::check),
        page(path!("/stock/ledger"), ledger::ledger),
        page(path!("/stock/disposals"), disposals::disposals),
        page(path!("/stock/supplies"), supplies::supplies),
        page(path!("/stock/supplies/:id"), supply::supply),
        page(path!("/stock/supplies/:id/check"), check::check),
        page(path!("/stock/supplies/:id/correct"), correct::correct),
        page(path!("/stock/supplies/:id/correct/check"), correct::check),
        page(path!("/stock/supplies/:id/dispose"), vials::dispose),
        page(path!("/stock/supplies/:id/dispose/check"), vials::check),
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let tokens = t().api.tokens.title;
    let t = &t().stock;
    vec![
        NavItem { href: "/stock", glyph: Some(Glyph::Box), label: t.stock },
        NavItem { href: "/stock/supplies", glyph: Some(Glyph::Truck), label: t.supplies },
        NavItem { href: "/stock/ledger", glyph: Some(Glyph::List), label: t.ledger_page.title },
        NavItem { href: "/stock/disposals", glyph: Some(Glyph::Trash), label: t.disposal.log },
        NavItem { href: "/staff/tokens", glyph: Some(Glyph::Settings), label: tokens },
    ]
}
