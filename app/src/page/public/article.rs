//! `/help`, `/accessibility`, `/privacy`: pages that only explain.

use crate::{
    component::{ButtonKind, ButtonLink, Page, PageHeading, Section},
    text::{Article, t},
};
use leptos::prelude::*;

/// How booking and waiting work.
pub(super) fn help() -> impl IntoView {
    let t = t();
    let next = view! {
        <ButtonLink href="/book">{t.common.nav_book}</ButtonLink>
        <ButtonLink href="/hospitals" kind=ButtonKind::Secondary>{t.common.nav_hospitals}</ButtonLink>
    };
    article(&t.public.help, next)
}

/// What was done so that everybody can use it.
pub(super) fn accessibility() -> impl IntoView {
    let t = &t().public;
    let next =
        view! { <ButtonLink href="/language" kind=ButtonKind::Secondary>{t.display_title}</ButtonLink> };
    article(&t.accessibility, next)
}

/// What is kept of a person, and how.
pub(super) fn privacy() -> impl IntoView {
    let t = t();
    let next =
        view! { <ButtonLink href="/help" kind=ButtonKind::Secondary>{t.public.help.title}</ButtonLink> };
    article(&t.public.privacy, next)
}

fn article(article: &'static Article, next: impl IntoView + 'static) -> impl IntoView {
    let parts: Vec<_> = article
        .parts
        .iter()
        .map(|(heading, paragraphs)| {
            let paragraphs: Vec<_> = paragraphs.iter().map(|text| view! { <p>{*text}</p> }).collect();
            view! { <Section title=*heading>{paragraphs}</Section> }
        })
        .collect();
    view! {
        <Page title=article.title>
            <PageHeading title=article.title lead=article.lead />
            <div class="prose">{parts}</div>
            <div class="actions">{next}</div>
        </Page>
    }
}
