//! The width of a text, on pages that are wider.

use leptos::prelude::*;

/// Keeps a form or details on a staff page from stretching over the whole screen.
#[component]
pub fn Narrow(
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <div class="columns"><div class="columns__main">{children()}</div></div> }
}
