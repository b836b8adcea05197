//! The status of a reservation at a glance, and what it means.

use crate::{
    component::{StatusTag, grouped},
    text::{clock, t},
};
use leptos::prelude::*;
use store::view::reservation::Mine;

/// The panel on top of `/my/{id}`.
pub(super) fn panel(mine: &Mine) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.citizen.my;
    let meaning = (t.meaning)(mine.status);
    let day = mine.day_on.map(|day| (texts.common.date)(day)).unwrap_or_default();
    let text = meaning.text.replace("{day}", &day);
    let line = mine.line.map(|line| {
        view! { <p><strong>{(texts.common.line)(&grouped(line.position), &grouped(line.waiting))}</strong></p> }
    });
    let reason = mine.reason.map(|reason| view! { <p>{(t.reason)(reason)}</p> });
    let note = mine.note.clone().map(|note| view! { <p>{t.note} ": " {note}</p> });
    view! {
        <section class=format!("status-panel status-panel--{}", mine.status.key()) aria-labelledby="status">
            <p class="status-panel__tag"><StatusTag status=mine.status large=true /></p>
            <h2 class="status-panel__title" id="status">{meaning.title}</h2>
            {line}
            {reason}
            {note}
            <p>{text}</p>
            <p class="as-of">{(texts.common.as_of)(&clock(mine.as_of))}</p>
        </section>
    }
}
