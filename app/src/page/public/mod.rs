//! Pages for everybody: home, hospitals, service status, help, display settings.

mod api;
mod article;
mod board;
mod component;
mod display;
mod home;
mod hospital;
mod hospitals;
mod inbox;
mod line;
mod map;
mod nothing;
mod offline;
mod proof;
mod queue;
mod shared;
mod status;
pub(crate) mod visit;

pub(crate) use hospitals::wanted;
pub(crate) use queue::is_queue;
pub(crate) use status::{is_for_a_wall, loads_again};

use super::page;
use crate::{component::NavItem, text::t};
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/"), home::home),
        page(path!("/hospitals"), hospitals::hospitals),
        page(path!("/hospitals/:id"), hospital::hospital),
        page(path!("/hospitals/:id/line"), line::line),
        page(path!("/queue/:ticket"), queue::queue),
        page(path!("/status"), status::status),
        page(path!("/offline"), offline::offline),
        page(path!("/help"), article::help),
        page(path!("/accessibility"), article::accessibility),
        page(path!("/privacy"), article::privacy),
        page(path!("/api"), api::api),
        page(path!("/components"), component::components),
        page(path!("/share/:code"), shared::shared),
        page(path!("/proof/:code"), proof::proof),
        page(path!("/visit/:code"), visit::visit),
        page(path!("/language"), display::display),
        page(path!("/dev/inbox"), inbox::inbox),
    ]
}

/// The links of the footer.
pub(crate) fn footer() -> Vec<NavItem> {
    let api_title = t().api.page.title;
    let t = &t().public;
    let link = |href, label| NavItem { href, glyph: None, label };
    vec![
        link("/help", t.help.title),
        link("/accessibility", t.accessibility.title),
        link("/privacy", t.privacy.title),
        link("/api", api_title),
        link("/language", t.display_title),
        link("/staff/sign-in", t.staff.title),
    ]
}
