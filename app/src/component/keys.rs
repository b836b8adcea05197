//! The keys of a page of the desk: what they do, and the way to turn them off (WCAG 2.1.4).

use crate::{request::Assets, text::t};
use leptos::prelude::*;
use std::sync::Arc;

/// Shown by `desk.js`, without which there are no keys. What a key presses is marked with
/// `data-key`; the list moves with the arrows and with J and K by itself.
#[component]
pub fn Keys(
    /// Each key, and what it does.
    keys: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let t = &t().desk.keys;
    let script = use_context::<Arc<Assets>>().map(|assets| assets.desk.clone()).unwrap_or_default();
    let keys: Vec<_> = keys
        .into_iter()
        .map(|(key, does)| {
            let each: Vec<_> = key.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect();
            view! { <div><dt>{each}</dt><dd>{does}</dd></div> }
        })
        .collect();
    view! {
        <section class="keys no-print" id="keys" aria-labelledby="keys-title" hidden>
            <h2 class="keys__title" id="keys-title">{t.title}</h2>
            <dl>{keys}</dl>
            <button class="button button--link button--small" type="button" data-turn="off">{t.off}</button>
            <button class="button button--link button--small" type="button" data-turn="on" hidden>{t.on}</button>
        </section>
        <script type="module" src=format!("/pkg/{script}")></script>
    }
}
