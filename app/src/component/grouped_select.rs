//! Choosing one of a long list that falls into groups, such as hospitals by province. Typing
//! the first letters jumps, as in every select.

use super::{FieldFrame, field::described_by};
use crate::{
    form::{kept, problem},
    text::t,
};
use leptos::prelude::*;

/// A heading and the values under it: what is sent, what is read.
pub type Group = (String, Vec<(String, String)>);

/// One of many values, under headings.
#[component]
pub fn GroupedSelect(
    /// Name of the field.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What to consider.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The values by group; empty groups are left out.
    groups: Vec<Group>,
    /// The value chosen on a fresh page; none without it.
    #[prop(optional, into)]
    value: String,
    /// The choice of none, in a filter; without it, a request to choose.
    #[prop(optional)]
    empty: Option<&'static str>,
) -> impl IntoView {
    let chosen = kept(&name).unwrap_or(value);
    let groups: Vec<_> = groups
        .into_iter()
        .filter(|(_, choices)| !choices.is_empty())
        .map(|(heading, choices)| {
            let options: Vec<_> = choices
                .into_iter()
                .map(|(value, label)| {
                    let selected = value == chosen;
                    view! { <option value=value selected=selected>{label}</option> }
                })
                .collect();
            view! { <optgroup label=heading>{options}</optgroup> }
        })
        .collect();
    let described = described_by(&name, hint.is_some());
    let invalid = problem(&name).map(|_| "true");
    let select = view! {
        <select class="select" id=name.clone() name=name.clone() aria-describedby=described aria-invalid=invalid>
            <option value="">{empty.unwrap_or(t().common.choose)}</option>
            {groups}
        </select>
    };
    view! { <FieldFrame name label hint>{select}</FieldFrame> }
}
