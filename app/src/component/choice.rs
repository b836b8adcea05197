//! Choosing among given values: radios, checkboxes, select.

use super::{ErrorAt, FieldFrame, field::described_by};
use crate::{
    form::{kept, kept_all, problem},
    text::t,
};
use leptos::prelude::*;

/// One of the values to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
    lang: Option<&'static str>,
    muted: bool,
}

impl Choice {
    /// What is sent, and what is read.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, lang: None, muted: false }
    }

    /// A second, smaller line.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The label's language, where it is not the page's.
    #[must_use]
    pub fn lang(mut self, lang: &'static str) -> Self {
        self.lang = Some(lang);
        self
    }

    /// Looks like what cannot be had; the hint says why. It can still be chosen, and then the
    /// answer says it again.
    #[must_use]
    pub fn muted(mut self) -> Self {
        self.muted = true;
        self
    }
}

/// One of a few values.
#[component]
pub fn RadioList(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What to consider.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The values.
    #[prop(into)]
    choices: Vec<Choice>,
    /// The value chosen on a fresh page; none without it.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let chosen = vec![kept(&name).unwrap_or(value)];
    view! { <Choices kind="radio" name legend hint choices chosen /> }
}

/// Any of a few values. The field arrives once for each.
#[component]
pub fn CheckList(
    /// Name of the field; server functions read a list as `Vec<String>` from `name[]`.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What to consider.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The values.
    #[prop(into)]
    choices: Vec<Choice>,
    /// The values chosen on a fresh page.
    #[prop(optional, into)]
    values: Vec<String>,
) -> impl IntoView {
    let chosen = kept_all(&name).unwrap_or(values);
    view! { <Choices kind="checkbox" name legend hint choices chosen /> }
}

#[component]
fn Choices(
    kind: &'static str,
    name: String,
    legend: String,
    hint: Option<String>,
    choices: Vec<Choice>,
    chosen: Vec<String>,
) -> impl IntoView {
    let field = name.trim_end_matches("[]").to_owned();
    let class = if problem(&field).is_some() { "field field--error" } else { "field" };
    let described = described_by(&field, hint.is_some());
    let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{field}-hint")>{hint}</p> });
    let rows: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(i, choice)| {
            // The error summary links to the first one.
            let id = (i == 0).then(|| field.clone());
            let hint = choice.hint.map(|hint| view! { <span class="choice__hint">{hint}</span> });
            let checked = chosen.contains(&choice.value);
            let class = if choice.muted { "choice choice--muted" } else { "choice" };
            view! {
                <label class=class>
                    <input type=kind id=id name=name.clone() value=choice.value checked=checked />
                    <span class="choice__text" lang=choice.lang>{choice.label}{hint}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class=class aria-describedby=described>
            <legend class="field__label">{legend}</legend>
            {hint}
            <ErrorAt field=field.clone() />
            <div class="choices">{rows}</div>
        </fieldset>
    }
}

/// One of many values.
#[component]
pub fn Select(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What to consider.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The values.
    #[prop(into)]
    choices: Vec<Choice>,
    /// The value chosen on a fresh page; none without it.
    #[prop(optional, into)]
    value: String,
    /// Text of the empty first entry; the usual one without it.
    #[prop(optional, into)]
    empty: Option<String>,
    /// Marks it as optional.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let chosen = kept(&name).unwrap_or(value);
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        })
        .collect();
    let described = described_by(&name, hint.is_some());
    let invalid = problem(&name).map(|_| "true");
    let select = view! {
        <select class="select" id=name.clone() name=name.clone() aria-describedby=described aria-invalid=invalid>
            <option value="">{empty.unwrap_or_else(|| t().common.choose.to_owned())}</option>
            {options}
        </select>
    };
    view! { <FieldFrame name label hint optional>{select}</FieldFrame> }
}
