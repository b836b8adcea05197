//! The admin's pages (`/admin`): hospitals and their days, vaccines, supplies, lots, events that
//! stand aside, and messages that could not be sent.

mod days;
mod deliveries;
mod events;
mod hospital;
mod hospital_form;
mod hospitals;
mod lot;
mod lots;
mod overview;
mod people;
mod supplies;
mod supply_check;
mod supply_new;
mod vaccine;
mod vaccine_form;
mod vaccines;

use super::page;
use crate::{
    component::{Glyph, NavItem, Notice, NoticeKind},
    text::t,
};
use leptos::prelude::*;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/admin"), overview::overview),
        page(path!("/admin/hospitals"), hospitals::hospitals),
        page(path!("/admin/hospitals/new"), hospital_form::new_hospital),
        page(path!("/admin/hospitals/:id"), hospital::hospital),
        page(path!("/admin/hospitals/:id/days"), days::days),
        page(path!("/admin/vaccines"), vaccines::vaccines),
        page(path!("/admin/vaccines/new"), vaccine_form::new_vaccine),
        page(path!("/admin/vaccines/:id"), vaccine::vaccine),
        page(path!("/admin/supplies"), supplies::supplies),
        page(path!("/admin/supplies/new"), supply_new::new_supply),
        page(path!("/admin/supplies/check"), supply_check::supply_check),
        page(path!("/admin/lots"), lots::lots),
        page(path!("/admin/lots/:vaccine/:number"), lot::lot),
        page(path!("/admin/lots/:vaccine/:number/suspend"), lot::suspend),
        page(path!("/admin/lots/:vaccine/:number/resume"), lot::resume),
        page(path!("/admin/lots/:vaccine/:number/people"), people::people),
        page(path!("/admin/events"), events::events),
        page(path!("/admin/deliveries"), deliveries::deliveries),
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let tokens = t().api.tokens.title;
    let t = &t().admin;
    vec![
        NavItem { href: "/admin", glyph: Some(Glyph::Chart), label: t.overview },
        NavItem { href: "/admin/hospitals", glyph: Some(Glyph::Hospital), label: t.hospital.title },
        NavItem { href: "/admin/vaccines", glyph: Some(Glyph::Syringe), label: t.vaccine.title },
        NavItem { href: "/admin/supplies", glyph: Some(Glyph::Truck), label: t.supply.title },
        NavItem { href: "/admin/lots", glyph: Some(Glyph::Box), label: t.lot.title },
        NavItem { href: "/admin/events", glyph: Some(Glyph::Alert), label: t.event.title },
        NavItem { href: "/admin/deliveries", glyph: Some(Glyph::Message), label: t.delivery.title },
        NavItem { href: "/staff/tokens", glyph: Some(Glyph::Settings), label: tokens },
    ]
}

/// Something was done: what, and what comes next.
fn success(title: String, text: &'static str) -> impl IntoView {
    view! { <Notice kind=NoticeKind::Success title=title><p>{text}</p></Notice> }
}

/// Something was done that needs no explanation.
fn done(text: String) -> impl IntoView {
    view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> }
}
