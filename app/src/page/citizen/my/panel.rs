//! The status of a reservation at a glance, what it means, and what happens next. It follows
//! the hospital's answer while the page is open.

use crate::{component::LiveReservation, text::t};
use domain::{calendar, live::ReservationNow, reservation::ReservationStatus};
use leptos::prelude::*;
use store::view::reservation::Mine;

/// The panel on top of `/my/{id}`.
pub(super) fn panel(mine: &Mine) -> AnyView {
    let t = &t().citizen.my;
    let now = ReservationNow {
        reservation_id: mine.reservation.0,
        version: mine.version,
        status: mine.status,
        day_on: mine.day_on.map(calendar::iso),
        line: mine.line,
        as_of: mine.as_of.unix_timestamp(),
    };
    let reason = mine.reason.map(|reason| view! { <p>{(t.reason)(reason)}</p> });
    let note = mine.note.clone().map(|note| view! { <p>{t.note} ": " {note}</p> });
    view! { <LiveReservation now=now meaning=meaning>{reason}{note}</LiveReservation> }.into_any()
}

fn meaning(status: ReservationStatus) -> (String, String) {
    let meaning = (t().citizen.my.meaning)(status);
    (meaning.title.to_owned(), meaning.text.to_owned())
}
