//! A date typed as three fields: for dates people know by heart, such as a birth date.

use super::{ErrorAt, field::described_by};
use crate::{
    form::{kept, problem},
    text::t,
};
use leptos::prelude::*;
use time::Date;

/// Year, month and day, sent as `{name}_year`, `{name}_month`, `{name}_day`; read them with
/// [`domain::calendar::parse_parts`] and note problems under `name`.
#[component]
pub fn DateFields(
    /// Name of the whole.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// An example.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The date on a fresh page.
    #[prop(optional, into)]
    value: Option<Date>,
    /// A birth date: browsers may fill it in.
    #[prop(optional)]
    birth: bool,
) -> impl IntoView {
    let t = &t().common;
    let class = if problem(&name).is_some() { "field field--error" } else { "field" };
    let described = described_by(&name, hint.is_some());
    let hint = hint.map(|hint| view! { <p class="field__hint" id=format!("{name}-hint")>{hint}</p> });
    let part = |part: &str, label: &'static str, length: &'static str, fresh: Option<String>| {
        let field = format!("{name}_{part}");
        // The error summary links to the first one.
        let id = if part == "year" { name.clone() } else { field.clone() };
        view! {
            <div class="date-input__part">
                <label for=id.clone()>{label}</label>
                <input
                    class=format!("input input--{length}")
                    id=id
                    name=field.clone()
                    value=kept(&field).or(fresh)
                    inputmode="numeric"
                    maxlength=length
                    autocomplete=if birth { format!("bday-{part}") } else { "off".to_owned() }
                    aria-invalid=problem(&name).map(|_| "true")
                />
            </div>
        }
    };
    let parts = [
        part("year", t.year, "4", value.map(|d| d.year().to_string())),
        part("month", t.month, "2", value.map(|d| u8::from(d.month()).to_string())),
        part("day", t.day, "2", value.map(|d| d.day().to_string())),
    ];
    view! {
        <fieldset class=class aria-describedby=described>
            <legend class="field__label">{legend}</legend>
            {hint}
            <ErrorAt field=name.clone() />
            <div class="date-input">{parts.into_iter().collect_view()}</div>
        </fieldset>
    }
}
