//! The nearest hospitals: what the island needs to ask the browser where it is and to write the list itself
//! (see `crate::island::near`). Without scripts nothing of it is seen.

use crate::{
    component::{Glyph, Icon, Level, LevelTag},
    text::t,
};
use leptos::prelude::*;

/// What becomes of the position.
pub(super) fn about() -> impl IntoView {
    view! { <p class="small muted" data-near-about="" hidden>{t().public.find.near.about}</p> }
}

/// Asks for the position, in the row of orders.
pub(super) fn button() -> impl IntoView {
    let t = &t().public.find.near;
    view! {
        <button type="button" aria-pressed="false" data-near-ask="" hidden>
            <Icon glyph=Glyph::MapPin />
            {t.order}
        </button>
    }
}

/// What is said of it, the list to be, and one line of it to copy.
pub(super) fn near() -> impl IntoView {
    let text = &t().public.find;
    let t = &text.near;
    let card = card();
    view! {
        <p class="find__problem" role="alert" data-near-problem="" data-near-denied=t.denied data-near-failed=t.failed></p>
        <div data-near="/hospitals/near.json" data-near-asking=t.asking data-near-shown=t.shown hidden>
            <p class="small muted" data-near-missing=t.missing hidden></p>
            <ul class="hospitals" data-near-list=""></ul>
            <div class="actions">
                <button type="button" class="button button--secondary" data-near-more="" hidden>{t.more}</button>
            </div>
            <template>{card}</template>
        </div>
    }
}

/// As a card of the list, with places to fill in.
fn card() -> impl IntoView {
    let t = &t().public.find;
    let levels = [Level::Plenty, Level::Few, Level::None]
        .map(|level| view! { <span data-near-level=level.key()><LevelTag level /></span> });
    view! {
        <li>
            <article class="hospital">
                <div class="hospital__head">
                    <h2 class="hospital__name"><a lang="ko" data-near-name=""></a></h2>
                    <p class="hospital__where">
                        <Icon glyph=Glyph::MapPin />
                        <span data-near-where=""></span>
                        " "
                        <b data-near-distance=""></b>
                    </p>
                </div>
                <p class="hospital__left">
                    <span class="hospital__number" data-near-doses=""></span> " " {t.left} " " {levels}
                </p>
                <ul class="hospital__dates" aria-label=t.dates>
                    <li data-near-day=""><a><span></span> <b>{t.book}</b></a></li>
                </ul>
                <p class="muted" data-near-why=""></p>
            </article>
        </li>
    }
}
