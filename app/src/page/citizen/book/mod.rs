//! Booking, one question a page: persons, vaccine and day, check, done.

mod check;
mod date;
mod done;
mod person;
mod start;
mod who;

use super::wish::Wish;
use crate::{
    component::{ButtonKind, ButtonLink, Notice, NoticeKind},
    page::page,
    request::db,
    text::t,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos_router::{any_nested_route::AnyNestedRoute, path};

/// Hospital, person, vaccine and day, check.
const STEPS: u32 = 4;

/// The addresses of this journey.
pub(super) fn routes() -> Vec<AnyNestedRoute> {
    vec![
        page(path!("/book"), start::start),
        page(path!("/book/person"), person::person),
        page(path!("/book/who"), who::who),
        page(path!("/book/date"), date::date),
        page(path!("/book/check"), check::check),
        page(path!("/book/done/:id"), done::done),
    ]
}

/// The step counter of a page.
fn step(now: u32) -> (String, u32, u32) {
    (t().citizen.book.journey.to_owned(), now, STEPS)
}

/// While booking does not answer: the line does, and nothing that was chosen is lost. Trying all
/// the same stays possible, or nobody would find out that booking is back.
fn rests(wish: Wish) -> Option<impl IntoView + use<>> {
    let (t, wait) = (t(), wish.at("/book/wait"));
    db().booking_is_in_doubt().then(|| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{(t.refusal)(&Refusal::BookingUnavailable)}</p>
                <div class="actions">
                    <ButtonLink href=wait kind=ButtonKind::Secondary>{t.citizen.book.wait}</ButtonLink>
                </div>
            </Notice>
        }
    })
}
