//! What was just done, on the page that follows it.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// The heading of a page that confirms something, with what belongs right beneath it: a number to keep,
/// the state of things.
#[component]
pub fn Done(
    /// The page's `h1`.
    #[prop(into)]
    title: String,
    /// Whether it stands in a page that has a heading of its own.
    #[prop(optional)]
    part: bool,
    /// Paragraphs.
    children: Children,
) -> impl IntoView {
    let title =
        if part { view! { <h2>{title}</h2> }.into_any() } else { view! { <h1>{title}</h1> }.into_any() };
    view! {
        <div class="done">
            <Icon glyph=Glyph::CheckCircle />
            {title}
            {children()}
        </div>
    }
}
