//! What is wrong with a form, on top of the page and at its fields.

use super::{Glyph, Icon};
use crate::{
    form::{problem, refused},
    text::t,
};
use leptos::prelude::*;

/// All problems with links to their fields. Focused when the page opens, without JavaScript.
/// Renders nothing on a fresh page; [`super::Page`] already contains it.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let refused = refused()?;
    let t = &t().common;
    let about_fields = refused.problems().any(|(field, _)| !field.is_empty());
    let title = if about_fields { t.errors_title } else { t.refused_title };
    let items: Vec<_> = refused
        .problems()
        .map(|(field, problem)| {
            let text = problem.text();
            match field {
                "" => view! { <li>{text}</li> }.into_any(),
                field => view! { <li><a href=format!("#{field}")>{text}</a></li> }.into_any(),
            }
        })
        .collect();
    Some(view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="errors-title">
            <h2 class="error-summary__title" id="errors-title"><Icon glyph=Glyph::Alert />{title}</h2>
            <ul>{items}</ul>
        </div>
    })
}

/// The message at a field (`id="{field}-error"`); nothing when the field is right. Fields
/// contain it already.
#[component]
pub fn ErrorAt(
    /// The field's name.
    #[prop(into)]
    field: String,
) -> impl IntoView {
    problem(&field).map(|text| {
        view! {
            <p class="field__error" id=format!("{field}-error")>
                <Icon glyph=Glyph::Alert />
                <span class="visually-hidden">{t().common.error}</span>
                " "
                {text}
            </p>
        }
    })
}
