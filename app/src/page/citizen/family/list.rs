//! `/my/family`: each person with age, doses and booking.

use crate::{
    component::{
        ButtonKind, ButtonLink, ButtonSize, EmptyState, Glyph, Notice, NoticeKind, Page, PageHeading,
        StatusTag,
    },
    page::citizen::{
        standing::{Standing, list_standings},
        turn::for_citizen,
    },
    request::query,
    text::t,
};
use domain::person::MOST_PERSONS;
use leptos::prelude::*;

/// The page.
pub(super) fn list() -> impl IntoView {
    for_citizen(|visitor| async move {
        let people = list_standings(visitor.account).await?;
        let t = &t().citizen.family;
        let done = match query("done").as_str() {
            "added" => Some(t.added),
            "corrected" => Some(t.corrected),
            "removed" => Some(t.removed),
            _ => None,
        };
        let done = done.map(|text| view! { <Notice kind=NoticeKind::Success><p>{text}</p></Notice> });
        let content = if people.is_empty() {
            view! {
                <EmptyState title=t.empty_title glyph=Glyph::People>
                    <p>{t.empty_text}</p>
                    <div class="actions"><ButtonLink href="/my/family/add">{t.add}</ButtonLink></div>
                </EmptyState>
            }
            .into_any()
        } else {
            let full = people.len() >= usize::from(MOST_PERSONS);
            let more = if full {
                view! { <p class="muted">{t.full}</p> }.into_any()
            } else {
                view! { <div class="actions"><ButtonLink href="/my/family/add">{t.add}</ButtonLink></div> }
                    .into_any()
            };
            let count = (t.count)(people.len(), MOST_PERSONS);
            let rows: Vec<_> = people.iter().map(row).collect();
            view! {
                <p class="muted">{count}</p>
                <ul class="rows">{rows}</ul>
                {more}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.title back="/my">
                {done}
                <PageHeading title=t.title lead=t.lead />
                {content}
            </Page>
        })
    })
}

fn row(standing: &Standing) -> impl IntoView + use<> {
    let t = &t().citizen.family;
    let id = standing.person.person;
    let name = standing.name().to_owned();
    let booking = standing.booking.as_ref().map(|booking| {
        let href = format!("/my/{}", booking.reservation);
        view! { <p class="row__meta"><a href=href>{t.see_booking}</a> " " <StatusTag status=booking.status /></p> }
    });
    let waits = (standing.waits > 0).then(|| view! { <p class="row__meta">{(t.waits)(standing.waits)}</p> });
    let mut buttons = Vec::new();
    if standing.may_book() && standing.series.is_none() {
        buttons.push(button("/book".to_owned(), ButtonKind::Secondary, t.book, &name));
    }
    // What a hospital counts on stays as it is.
    if !standing.has_records {
        let of = |page: &str| format!("/my/family/{page}?person={id}");
        buttons.push(button(of("edit"), ButtonKind::Secondary, t.edit, &name));
        buttons.push(button(of("remove"), ButtonKind::DangerOutline, t.remove, &name));
    }
    view! {
        <li class="row">
            <div class="row__main">
                <h2 class="row__title">{name}</h2>
                <p class="row__meta">{standing.born()}</p>
                <p class="row__meta">{standing.doses()}</p>
                {booking}
                {waits}
                <div class="actions">{buttons}</div>
            </div>
        </li>
    }
}

/// A button whose name says for whom it is.
fn button(href: String, kind: ButtonKind, text: &'static str, name: &str) -> impl IntoView + use<> {
    let whose = format!(" {name}");
    view! {
        <ButtonLink href kind size=ButtonSize::Small>
            {text}<span class="visually-hidden">{whose}</span>
        </ButtonLink>
    }
}
