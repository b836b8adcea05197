//! Pages for everybody: home, hospitals, service status, help, display settings.

mod display;

use super::page;
use crate::{component::NavItem, text::t};
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![page(path!("/language"), display::display)]
}

/// The links of the footer.
pub(crate) fn footer() -> Vec<NavItem> {
    vec![NavItem { href: "/language", glyph: None, label: t().public.display_title }]
}
