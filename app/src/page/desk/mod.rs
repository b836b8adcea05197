//! The reservation manager's desk (`/desk`): the load of the days, the open requests of the
//! manager's own hospital, and the people who come: found, vaccinated, recorded.

pub(crate) mod arrival;
mod calendar;
mod cancel;
mod day;
mod entry;
mod found;
pub(crate) mod lots;
mod overview;
pub(crate) mod record;
mod records;
mod reject;
mod request;
mod requests;
mod told;
mod visit;
mod visit_check;
mod visits;
mod void;
mod walk_in;

use super::page;
use crate::{
    component::{Glyph, NavItem},
    text::t,
};
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/desk"), overview::overview),
        page(path!("/desk/days/:date"), day::day),
        page(path!("/desk/requests"), requests::requests),
        page(path!("/desk/requests/:id"), request::request),
        page(path!("/desk/requests/:id/reject"), reject::reject),
        page(path!("/desk/requests/:id/cancel"), cancel::cancel),
        page(path!("/desk/visits"), visits::visits),
        page(path!("/desk/visit/:id"), visit::visit),
        page(path!("/desk/visit/:id/check"), visit_check::visit_check),
        page(path!("/desk/walk-in"), walk_in::walk_in),
        page(path!("/desk/walk-in/check"), walk_in::walk_in_check),
        page(path!("/desk/vaccinations"), records::records),
        page(path!("/desk/vaccinations/:id"), record::record),
        page(path!("/desk/vaccinations/:id/done"), record::recorded),
        page(path!("/desk/vaccinations/:id/void"), void::void),
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let tokens = t().api.tokens.title;
    let t = &t().desk;
    vec![
        NavItem { href: "/desk", glyph: Some(Glyph::Calendar), label: t.days },
        NavItem { href: "/desk/requests", glyph: Some(Glyph::List), label: t.requests },
        NavItem { href: "/desk/visits", glyph: Some(Glyph::Syringe), label: t.visit.title },
        NavItem { href: "/desk/vaccinations", glyph: Some(Glyph::Document), label: t.record.title },
        NavItem { href: "/staff/tokens", glyph: Some(Glyph::Settings), label: tokens },
    ]
}
