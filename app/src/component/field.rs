//! Form and text fields. Each keeps what was typed when the form was refused.

use super::ErrorAt;
use crate::{
    form::{KEPT, kept, kept_as, problem, refused},
    text::t,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use uuid::Uuid;

/// A form to a server function. The browser's own validation stays off: its bubbles say too
/// little and vanish.
#[component]
pub fn PostForm(
    /// The server function's address.
    #[prop(into)]
    action: String,
    /// Adds an idempotency key (`key`), for commands that create something: it stays the same
    /// when the page comes back with errors, so a second tap is harmless. Refused because another
    /// form had it, it gives way to a new one.
    #[prop(optional)]
    keyed: bool,
    /// The fields and the button.
    children: Children,
) -> impl IntoView {
    let reused = || matches!(refused(), Some(refused) if refused.refusal() == Some(&Refusal::KeyReused));
    let key = keyed.then(|| kept("key").filter(|_| !reused()).unwrap_or_else(|| Uuid::new_v4().to_string()));
    view! {
        <form class="form" method="post" action=action novalidate>
            {key.map(|key| view! { <input type="hidden" name="key" value=key /> })}
            {kept_as().map(|id| view! { <input type="hidden" name=KEPT value=id /> })}
            {children()}
        </form>
    }
}

/// A hidden field, such as an id. Its value is always the given one.
#[component]
pub fn Hidden(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}

/// Label, hint and error around one control, whose `id` is its name.
#[component]
pub fn FieldFrame(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What to type and why.
    #[prop(optional_no_strip, into)]
    hint: Option<String>,
    /// Marks it as optional; required fields carry no mark.
    #[prop(optional)]
    optional: bool,
    /// The control.
    children: Children,
) -> impl IntoView {
    let class = if problem(&name).is_some() { "field field--error" } else { "field" };
    let optional = optional.then(|| view! { " " <span class="optional">{t().common.optional}</span> });
    let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> });
    view! {
        <div class=class>
            <label class="field__label" for=name.clone()>{label}{optional}</label>
            {hint}
            <ErrorAt field=name />
            {children()}
        </div>
    }
}

/// `aria-describedby` of a field: its hint and its error, as far as there are any.
pub(super) fn described_by(name: &str, has_hint: bool) -> Option<String> {
    let hint = has_hint.then(|| format!("{name}-hint"));
    let error = problem(name).map(|_| format!("{name}-error"));
    let ids: Vec<_> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A line of text.
#[component]
pub fn Field(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What to type and why.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it holds on a fresh page.
    #[prop(optional, into)]
    value: String,
    /// Marks it as optional.
    #[prop(optional)]
    optional: bool,
    /// `type` of the input; a `password` is never shown again.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard of a phone: `numeric`, `tel`, `email`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What browsers may fill in: `name`, `tel`, `one-time-code`, …; off without it.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Width in characters (`2 4 6 8 10 20`) or `code`: the class `input--…`.
    #[prop(optional)]
    width: Option<&'static str>,
    /// Unit behind the field, such as `회분`.
    #[prop(optional, into)]
    unit: Option<String>,
    /// Whether it has the focus when the page is there.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let class = width.map_or("input".to_owned(), |w| format!("input input--{w}"));
    let value = if kind == "password" { String::new() } else { kept(&name).unwrap_or(value) };
    let input = view! {
        <input
            class=class
            id=name.clone()
            name=name.clone()
            type=kind
            value=value
            inputmode=inputmode
            autocomplete=autocomplete
            autofocus=focus
            aria-describedby=described_by(&name, hint.is_some())
            aria-invalid=problem(&name).map(|_| "true")
        />
    };
    let control = match unit {
        None => input.into_any(),
        Some(unit) => view! { <span class="input-unit">{input}<span>{unit}</span></span> }.into_any(),
    };
    view! { <FieldFrame name label hint optional>{control}</FieldFrame> }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What to type and why.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What it holds on a fresh page.
    #[prop(optional, into)]
    value: String,
    /// Marks it as optional.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    // The children of a textarea are not escaped by the renderer; a first line break is
    // swallowed by the parser, so one is always there.
    let value = kept(&name).unwrap_or(value).replace('&', "&amp;").replace('<', "&lt;");
    let area = view! {
        <textarea
            class="textarea"
            id=name.clone()
            name=name.clone()
            rows="4"
            aria-describedby=described_by(&name, hint.is_some())
            aria-invalid=problem(&name).map(|_| "true")
        >
            {format!("\n{value}")}
        </textarea>
    };
    view! { <FieldFrame name label hint optional>{area}</FieldFrame> }
}
