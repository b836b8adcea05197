//! Booking, one question a page: person, vaccine and day, check, done.

mod check;
mod date;
mod days;
mod done;
mod person;
mod start;

use crate::{page::page, text::t};
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// Hospital, person, vaccine and day, check.
const STEPS: u32 = 4;

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/book"), start::start),
        page(path!("/book/person"), person::person),
        page(path!("/book/date"), date::date),
        page(path!("/book/check"), check::check),
        page(path!("/book/done/:id"), done::done),
    ]
}

/// The step counter of a page.
fn step(now: u32) -> (String, u32, u32) {
    (t().citizen.book.journey.to_owned(), now, STEPS)
}
