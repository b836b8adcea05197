//! The status of a reservation at a glance, what it means, what happens next, and the steps so
//! far. It follows what happens while the page is open.

use super::{
    history::steps,
    next::{actions, explanation, ticket},
};
use crate::{
    component::{LiveReservation, Section, Timeline},
    page::citizen::wish::{Who, Wish},
    text::t,
};
use domain::{calendar, live::ReservationNow, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::view::{line::Outcome, reservation::Mine};
use time::OffsetDateTime;

/// The panel on top of `/my/{id}`, and the steps beneath it.
pub(super) fn panel(mine: &Mine) -> AnyView {
    let now = ReservationNow {
        reservation_id: mine.reservation.0,
        version: mine.version,
        status: mine.status,
        day_on: mine.day_on.map(calendar::iso),
        line: mine.line,
        offer_until: mine.offer_until.map(OffsetDateTime::unix_timestamp),
        bookable: mine.bookable,
        as_of: mine.as_of.unix_timestamp(),
    };
    let wish = Wish {
        hospital: mine.hospital,
        vaccine: Some(mine.vaccine),
        date: mine.day_on,
        who: Who::of([mine.person]),
    };
    let because = because(mine);
    let meaning = Box::new({
        let more = mine.dose.0 < mine.dose.1;
        move |status| meaning(status, more)
    });
    let beneath = Box::new({
        let mine = mine.clone();
        move |status| beneath(&mine, status)
    });
    view! { <LiveReservation now=now book=wish.at("/book/date") meaning=meaning beneath=beneath>{because}</LiveReservation> }
        .into_any()
}

/// What led to the present status, as far as it says something.
pub(in crate::page::citizen) fn because(mine: &Mine) -> impl IntoView + use<> {
    let t = &t().citizen.my;
    let story = match (mine.status, mine.turn.map(|turn| turn.outcome)) {
        (S::Rejected, _) => mine.reason.map(t.reason),
        (S::Cancelled, _) => match mine.cancel_reason {
            Some(reason) => Some((t.cancel_reason)(reason)),
            None => mine.cancelled_by.map(t.cancelled_by),
        },
        (S::Waiting, Some(Outcome::Lapsed)) if mine.last_chance => Some(t.lapsed),
        (S::Waiting, Some(Outcome::Lapsed)) => Some(t.lapsed_twice),
        (S::Waiting, Some(Outcome::Revoked)) => Some(t.revoked),
        _ => None,
    };
    let story = story.map(|story| view! { <p>{story}</p> });
    let note = mine.note.clone().map(|note| view! { <p>{t.note} ": " {note}</p> });
    view! { {story}{note} }
}

/// What can be done, what to show or to know, and the steps so far: as they are, or as they will
/// be once the status is another.
fn beneath(mine: &Mine, status: S) -> AnyView {
    let mine = Mine { status, ..mine.clone() };
    let (actions, explanation, ticket) = (actions(&mine), explanation(&mine), ticket(&mine));
    let steps = steps(&mine);
    view! {
        {actions}
        {ticket}
        {explanation}
        <Section title=t().citizen.my.steps_title>
            <Timeline steps=steps />
        </Section>
    }
    .into_any()
}

/// What a status means: one sentence, and what happens next (`{day}` stands for the day).
pub(in crate::page::citizen) fn meaning(status: S, more: bool) -> (String, String) {
    let t = &t().citizen.my;
    let meaning = if status == S::Vaccinated && more { (t.begun)() } else { (t.meaning)(status) };
    (meaning.title.to_owned(), meaning.text.to_owned())
}
