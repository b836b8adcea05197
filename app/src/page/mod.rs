//! The pages, by area. Each area lists its own addresses.

pub mod account;
pub mod admin;
pub mod citizen;
mod description;
pub mod desk;
pub mod public;
pub mod sign_in;
pub mod stock;
mod token;

pub(crate) use description::description;
pub(crate) use public::{is_for_a_wall, is_queue, loads_again, visit::code_in};

use leptos_router::{
    ChooseView, NestedRoute, PossibleRouteMatch, SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
};

/// Whether a page stands without what surrounds others: the worker of a browser keeps it, so nothing
/// on it may depend on who is signed in or need a network.
pub(crate) fn is_bare(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    path == "/offline" || (path.starts_with("/my/") && path.ends_with("/kept"))
}

/// Every page of the site.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    [
        public::routes(),
        sign_in::routes(),
        account::routes(),
        token::routes(),
        citizen::routes(),
        desk::routes(),
        stock::routes(),
        admin::routes(),
    ]
    .concat()
}

/// One page: `page(path!("/hospitals/:id"), hospital)`.
///
/// Always rendered as a whole before the first byte leaves: only then can a page still
/// choose its status, set a cookie or redirect after it has asked the store.
pub(crate) fn page<P, V>(path: P, view: V) -> AnyNestedRoute
where
    P: PossibleRouteMatch + Clone + Send + 'static,
    V: ChooseView + Clone + Send + 'static,
{
    NestedRoute::new(path, view).ssr_mode(SsrMode::Async).into_any_nested_route()
}
