//! The admin's pages (`/admin`): dashboards, hospitals and their days, vaccines, supplies, lots, staff, events
//! that stand aside, messages that could not be sent, and the audit log.

mod days;
mod deliveries;
mod duplicates;
mod events;
pub(crate) mod figures;
mod hospital;
mod hospital_form;
mod hospitals;
pub(crate) mod log;
mod lot;
mod lots;
mod overview;
mod people;
mod record;
mod staff;
mod staff_change;
mod staff_new;
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
        page(path!("/admin/records/:id"), record::record),
        page(path!("/admin/staff"), staff::list),
        page(path!("/admin/staff/new"), staff_new::invite),
        page(path!("/admin/staff/:id"), staff::member),
        page(path!("/admin/staff/:id/give"), staff_change::give),
        page(path!("/admin/staff/:id/move"), staff_change::relocate),
        page(path!("/admin/staff/:id/take"), staff_change::take),
        page(path!("/admin/staff/:id/disable"), staff_change::disable),
        page(path!("/admin/staff/:id/reset"), staff_change::reset),
        page(path!("/admin/vaccinations"), figures::given),
        page(path!("/admin/rates"), figures::rates),
        page(path!("/admin/events"), events::events),
        page(path!("/admin/log"), log::log),
        page(path!("/admin/deliveries"), deliveries::deliveries),
        page(path!("/admin/duplicates"), duplicates::duplicates),
    ]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    let tokens = t().api.tokens.title;
    let t = &t().admin;
    vec![
        NavItem { href: "/admin", glyph: Some(Glyph::Chart), label: t.overview },
        NavItem { href: "/admin/vaccinations", glyph: Some(Glyph::ShieldCheck), label: t.figure.given_title },
        NavItem { href: "/admin/rates", glyph: Some(Glyph::CheckCircle), label: t.figure.rates_title },
        NavItem { href: "/admin/hospitals", glyph: Some(Glyph::Hospital), label: t.hospital.title },
        NavItem { href: "/admin/vaccines", glyph: Some(Glyph::Syringe), label: t.vaccine.title },
        NavItem { href: "/admin/supplies", glyph: Some(Glyph::Truck), label: t.supply.title },
        NavItem { href: "/admin/lots", glyph: Some(Glyph::Box), label: t.lot.title },
        NavItem { href: "/admin/staff", glyph: Some(Glyph::People), label: t.staff.title },
        NavItem { href: "/admin/events", glyph: Some(Glyph::Alert), label: t.event.title },
        NavItem { href: "/admin/deliveries", glyph: Some(Glyph::Message), label: t.delivery.title },
        NavItem { href: "/admin/log", glyph: Some(Glyph::Document), label: t.log.title },
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
