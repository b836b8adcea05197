//! What was chosen on the steps before, repeated above the next question.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// The hospital, and the rest of it in a few words.
#[component]
pub fn Chosen(
    /// Which hospital.
    #[prop(into)]
    hospital: String,
    /// Vaccine, persons.
    #[prop(optional, into)]
    rest: String,
) -> impl IntoView {
    let rest = (!rest.is_empty()).then(|| view! { <span class="muted">{rest}</span> });
    view! {
        <p class="chosen">
            <Icon glyph=Glyph::Hospital />
            <strong>{hospital}</strong>
            {rest}
        </p>
    }
}
