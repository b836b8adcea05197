//! Printing: a button where scripts run, and the browser's own way everywhere.

use crate::{
    component::{Glyph, Icon},
    text::t,
};
use leptos::prelude::*;

/// The button, which `boot.js` shows and wires, and a word for those without it.
pub(super) fn button() -> impl IntoView {
    let t = &t().citizen.hand;
    view! {
        <div class="no-print">
            <div class="actions">
                <button class="button" type="button" data-print="" hidden>
                    <Icon glyph=Glyph::Print />
                    {t.print}
                </button>
            </div>
            <p class="muted small">{t.print_hint}</p>
        </div>
    }
}
