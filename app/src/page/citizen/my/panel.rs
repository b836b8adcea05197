//! The status of a reservation at a glance, what it means, what happens next, and the steps so
//! far. It follows the hospital's answer while the page is open.

use super::history::steps;
use crate::{
    component::{ButtonLink, LiveReservation, Section, Timeline},
    text::t,
};
use domain::{calendar, live::ReservationNow, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::view::reservation::Mine;

/// The panel on top of `/my/{id}`, and the steps beneath it.
pub(super) fn panel(mine: &Mine) -> AnyView {
    let t = &t().citizen.my;
    let now = ReservationNow {
        reservation_id: mine.reservation.0,
        version: mine.version,
        status: mine.status,
        day_on: mine.day_on.map(calendar::iso),
        line: mine.line,
        offer_until: mine.offer_until.map(time::OffsetDateTime::unix_timestamp),
        bookable: mine.bookable,
        as_of: mine.as_of.unix_timestamp(),
    };
    let reason = mine.reason.map(|reason| view! { <p>{(t.reason)(reason)}</p> });
    let note = mine.note.clone().map(|note| view! { <p>{t.note} ": " {note}</p> });
    let beneath = Box::new({
        let mine = mine.clone();
        move |status| beneath(&mine, status)
    });
    view! { <LiveReservation now=now meaning=meaning beneath=beneath>{reason}{note}</LiveReservation> }
        .into_any()
}

/// The next step after a reservation that came to nothing, and the steps so far: as they are, or
/// as they will be once the status is another.
fn beneath(mine: &Mine, status: S) -> AnyView {
    let t = &t().citizen.my;
    let mine = Mine { status, ..mine.clone() };
    let steps = steps(&mine);
    let over = matches!(status, S::Rejected | S::Cancelled | S::NoShow | S::Expired);
    let again = over.then(|| {
        let href = format!("/book?hospital={}", mine.hospital);
        view! { <div class="actions"><ButtonLink href=href>{t.book_again}</ButtonLink></div> }
    });
    view! {
        {again}
        <Section title=t.steps_title>
            <Timeline steps=steps />
        </Section>
    }
    .into_any()
}

fn meaning(status: S) -> (String, String) {
    let meaning = (t().citizen.my.meaning)(status);
    (meaning.title.to_owned(), meaning.text.to_owned())
}
