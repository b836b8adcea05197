//! Sign-in, booking, waiting and my reservations.

mod book;
mod change;
mod days;
mod family;
pub(crate) mod foresight;
mod hand;
pub(crate) mod journey;
mod my;
mod offer;
mod own;
mod sign_out;
pub(crate) mod standing;
pub(crate) mod turn;
mod wait;
mod way;
pub(crate) mod wish;

use super::page;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// The addresses of this area. Fixed addresses stand before those with an id in them.
pub(crate) fn routes() -> Vec<AnyNestedRoute> {
    let own = vec![page(path!("/sign-out"), sign_out::sign_out)];
    [
        own,
        book::routes(),
        wait::routes(),
        offer::routes(),
        change::routes(),
        family::routes(),
        hand::routes(),
        my::routes(),
    ]
    .concat()
}
