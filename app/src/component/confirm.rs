//! The last question before something that cannot be undone: a part of a page, never a dialogue.

use super::{Button, ButtonKind, ButtonLink, Hidden, PostForm};
use leptos::prelude::*;

/// The button that does it, and the way back. What it is about stands above, as heading and
/// [`super::SummaryList`].
#[component]
pub fn Confirm(
    /// The server function's address.
    #[prop(into)]
    action: String,
    /// Names and values of the hidden fields.
    #[prop(into)]
    fields: Vec<(&'static str, String)>,
    /// What the button does, as a verb.
    #[prop(into)]
    act: String,
    /// Its weight.
    #[prop(default = ButtonKind::Danger)]
    kind: ButtonKind,
    /// The way back, as a verb.
    #[prop(into)]
    keep: String,
    /// Where that leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let fields: Vec<_> = fields.into_iter().map(|(name, value)| view! { <Hidden name value /> }).collect();
    view! {
        <PostForm action>
            {fields}
            <div class="actions">
                <Button kind>{act}</Button>
                <ButtonLink href=back kind=ButtonKind::Secondary>{keep}</ButtonLink>
            </div>
        </PostForm>
    }
}
