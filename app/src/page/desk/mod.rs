//! The reservation manager's desk (`/desk`): the load of the days, and the open requests of
//! the manager's own hospital.

mod day;
mod entry;
mod overview;
mod reject;
mod request;
mod requests;

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
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let t = &t().desk;
    vec![
        NavItem { href: "/desk", glyph: Some(Glyph::Calendar), label: t.days },
        NavItem { href: "/desk/requests", glyph: Some(Glyph::List), label: t.requests },
    ]
}
