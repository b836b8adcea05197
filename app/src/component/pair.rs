//! Two lines in one cell of a table, so that dense tables stay narrow.

use leptos::prelude::*;

/// What it is, and a detail of it beneath.
#[component]
pub fn Pair(
    /// The second, smaller line; none when empty.
    #[prop(into)]
    detail: String,
    /// The first line.
    children: Children,
) -> impl IntoView {
    let detail = (!detail.is_empty()).then(|| view! { <span class="pair__detail">{detail}</span> });
    view! { <span class="pair">{children()}{detail}</span> }
}
