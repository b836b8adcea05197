//! Links to the other views of a list: by state, by day.

use leptos::prelude::*;

/// One of the views.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Where to.
    pub href: String,
    /// Its name.
    pub label: &'static str,
    /// Whether it is the one that is shown.
    pub here: bool,
}

/// The views side by side.
#[component]
pub fn Tabs(
    /// What they are views of, for screen readers.
    label: &'static str,
    /// From left to right.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let links: Vec<_> = tabs
        .into_iter()
        .map(|Tab { href, label, here }| {
            view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label><ul>{links}</ul></nav> }
}
