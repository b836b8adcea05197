//! Buttons, and links that look like them. Never disabled: what is missing is said after
//! the tap.

use leptos::prelude::*;

/// How much weight a button has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing this page is for.
    #[default]
    Primary,
    /// Anything beside it.
    Secondary,
    /// Cannot be undone.
    Danger,
    /// Cannot be undone, and is not what the page is for.
    DangerOutline,
    /// Looks like a link.
    Link,
}

/// Size of a button.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 48 px.
    #[default]
    Medium,
    /// 56 px, on phones as wide as the page.
    Large,
    /// 44 px, in rows of staff pages.
    Small,
}

fn class(kind: ButtonKind, size: ButtonSize) -> String {
    let kind = match kind {
        ButtonKind::Primary => "",
        ButtonKind::Secondary => " button--secondary",
        ButtonKind::Danger => " button--danger",
        ButtonKind::DangerOutline => " button--danger-outline",
        ButtonKind::Link => " button--link",
    };
    let size = match size {
        ButtonSize::Medium => "",
        ButtonSize::Large => " button--large button--block",
        ButtonSize::Small => " button--small",
    };
    format!("button{kind}{size}")
}

/// Sends the form it stands in.
#[component]
pub fn Button(
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its size.
    #[prop(optional)]
    size: ButtonSize,
    /// Name and value sent when this button is the one pressed: `("do", "accept")`.
    #[prop(optional, into)]
    sends: Option<(&'static str, String)>,
    /// The key that presses it, on pages with [`super::Keys`].
    #[prop(optional)]
    key: Option<&'static str>,
    /// Whether it has the focus when the page is there: the enter key goes on.
    #[prop(optional)]
    focus: bool,
    /// Icon and text; the text starts with a verb.
    children: Children,
) -> impl IntoView {
    let (name, value) = sends.unzip();
    view! {
        <button class=class(kind, size) name=name value=value data-key=key autofocus=focus>{children()}</button>
    }
}

/// Leads to another page.
#[component]
pub fn ButtonLink(
    /// Where to.
    #[prop(into)]
    href: String,
    /// Its weight.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its size.
    #[prop(optional)]
    size: ButtonSize,
    /// The key that opens it, on pages with [`super::Keys`].
    #[prop(optional)]
    key: Option<&'static str>,
    /// Whether it has the focus when the page is there: the enter key goes on.
    #[prop(optional)]
    focus: bool,
    /// Icon and text.
    children: Children,
) -> impl IntoView {
    view! { <a class=class(kind, size) href=href data-key=key autofocus=focus>{children()}</a> }
}
