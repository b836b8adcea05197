//! The admin's pages (`/admin`).

use crate::component::NavItem;
use leptos_router::any_nested_route::AnyNestedRoute;

/// The addresses of this area.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    vec![]
}

/// The work menu of this area.
pub(crate) fn nav() -> Vec<NavItem> {
    vec![]
}
