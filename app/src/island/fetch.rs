//! A part of a page that news only say has changed: the page is asked for again, and the part taken
//! from the answer. One answer at a time; what has the focus is not taken away.

use super::{hub, mark};
use leptos::{
    prelude::{document, set_timeout, window},
    task::spawn_local,
    wasm_bindgen::JsCast,
};
use std::{cell::Cell, time::Duration};
use web_sys::{Element, HtmlTemplateElement};

/// How soon to look again for a part that has the focus, or after news that came meanwhile.
const SOON: Duration = Duration::from_secs(2);

thread_local! {
    static BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Fetches the part within `root` again.
pub(super) fn again(root: &Element) {
    let Some(part) = mark::one(root, "[data-live-fetch]") else { return };
    let focused = document().active_element().is_some_and(|focused| part.contains(Some(&focused)));
    if focused || BUSY.replace(true) {
        let root = root.clone();
        set_timeout(
            move || {
                if root.is_connected() {
                    again(&root);
                }
            },
            SOON,
        );
        return;
    }
    let root = root.clone();
    spawn_local(async move {
        let here = window().location().href().unwrap_or_default();
        let answer = hub::text(&here).await;
        BUSY.set(false);
        match answer.and_then(|html| part_of(&html)) {
            Some(fresh) => {
                part.set_inner_html(&fresh);
                mark::show_link(&root, hub::link());
            }
            // What is shown is old, though the connection stands.
            None => mark::show_link(&root, hub::Link::Stale),
        }
    });
}

fn part_of(html: &str) -> Option<String> {
    let holder: HtmlTemplateElement = document().create_element("template").ok()?.dyn_into().ok()?;
    holder.set_inner_html(html);
    Some(holder.content().query_selector("[data-live-fetch]").ok()??.inner_html())
}
