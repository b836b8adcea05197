//! A page's own part: title, error summary, back link, heading.

use super::{ErrorSummary, Glyph, Icon, Notice, NoticeKind};
use crate::{
    form::{is_resumed, refused},
    request::{Area, address},
    text::t,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// `<main>` with the page's title. After a refused form it also puts the error summary on
/// top and says so in the title.
#[component]
pub fn Page(
    /// For the browser's tab, without the service's name.
    #[prop(into)]
    title: String,
    /// Address of the back link, if there is one.
    #[prop(optional, into)]
    back: Option<String>,
    /// Wide pages: home, lists, tables. The others keep to the width of a text.
    #[prop(optional)]
    wide: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let class = match Area::here() {
        Area::Public if wide => "main",
        Area::Public => "main main--reading",
        // Pages of an account are one and the same for staff and for citizens.
        _ if is_of_account(&address()) => "staff__main staff__main--reading",
        _ => "staff__main",
    };
    view! {
        <PageTitle title />
        <main id="main" class=class tabindex="-1">
            {back.map(|href| view! { <BackLink href /> })}
            <ErrorSummary />
            {is_resumed().then(resumed)}
            {children()}
        </main>
    }
}

fn is_of_account(address: &str) -> bool {
    ["/staff", "/account"].iter().any(|door| address.starts_with(door))
}

/// The form is as it was before the session ended.
fn resumed() -> impl IntoView {
    let t = &t().common;
    view! { <Notice kind=NoticeKind::Info title=t.resumed><p>{t.resumed_text}</p></Notice> }
}

/// The document's title: `오류: … - 알리미`.
#[component]
pub fn PageTitle(
    /// Without the service's name.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let t = &t().common;
    let wrong = if refused().is_some() { format!("{} ", t.error) } else { String::new() };
    view! { <Title text=escaped(&format!("{wrong}{title} - {}", t.brand)) /> }
}

/// `leptos_meta` writes the title as it is; a test of the server pins that this is still needed.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Back to the step before.
#[component]
pub fn BackLink(
    /// Where to.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! { <a class="back-link" href=href><Icon glyph=Glyph::ChevronLeft />{t().common.back}</a> }
}

/// The page's `h1`, with what stands around it.
#[component]
pub fn PageHeading(
    /// The question or the name of the page.
    #[prop(into)]
    title: String,
    /// One sentence of explanation.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Name of a journey, this step and all steps: `("예약하기", 2, 5)`.
    #[prop(optional, into)]
    step: Option<(String, u32, u32)>,
    /// Buttons at the right, on lists and staff pages.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let counter = step.map(|(name, now, all)| view! { <StepCounter name now all /> });
    let text = view! {
        {counter}
        <h1>{title}</h1>
        {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
    };
    match children {
        None => view! { <div class="page-heading">{text}</div> }.into_any(),
        Some(actions) => view! {
            <div class="page-heading page-heading--bar">
                <div>{text}</div>
                <div class="actions">{actions()}</div>
            </div>
        }
        .into_any(),
    }
}

/// How far a journey has come.
#[component]
pub fn StepCounter(
    /// Name of the journey.
    name: String,
    /// This step, from 1.
    now: u32,
    /// All steps.
    all: u32,
) -> impl IntoView {
    view! {
        <p class="step">
            <span class="step__name">{name}</span>
            " "
            <span class="step__count">{(t().common.step)(now, all)}</span>
            <progress class="step__bar" max=all.to_string() value=now.to_string() aria-hidden="true"></progress>
        </p>
    }
}

/// A part of the page under its own heading.
#[component]
pub fn Section(
    /// The `h2`.
    #[prop(into)]
    title: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <section class="section"><h2>{title}</h2>{children()}</section> }
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_are_escaped_here() {
        assert_eq!(super::escaped("A&B </title><script>"), "A&amp;B &lt;/title&gt;&lt;script&gt;");
    }
}
