//! Lists around a page's content: summary of answers, nothing found, pagination.

use super::{Glyph, Icon};
use crate::text::t;
use leptos::prelude::*;

/// One answer of a summary.
pub struct SummaryRow {
    name: String,
    value: AnyView,
    change: Option<String>,
}

impl SummaryRow {
    /// Name and value.
    pub fn new(name: impl Into<String>, value: impl IntoAny) -> Self {
        Self { name: name.into(), value: value.into_any(), change: None }
    }

    /// With a link to the page that changes it.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// What was answered, or the details of something.
#[component]
pub fn SummaryList(
    /// The rows.
    #[prop(into)]
    rows: Vec<SummaryRow>,
) -> impl IntoView {
    let t = &t().common;
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let change = row.change.map(|href| {
                view! {
                    <dd class="summary__action">
                        <a href=href>{t.change}<span class="visually-hidden">" " {row.name.clone()}</span></a>
                    </dd>
                }
            });
            view! { <div class="summary__row"><dt>{row.name}</dt><dd>{row.value}</dd>{change}</div> }
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }
}

/// Nothing there: what it means, and what to do next.
#[component]
pub fn EmptyState(
    /// What is not there.
    #[prop(into)]
    title: String,
    /// The picture.
    #[prop(default = Glyph::Search)]
    glyph: Glyph,
    /// A paragraph on what to do, and buttons in `div.actions`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph class="icon--large" />
            <p class="empty__title">{title}</p>
            {children()}
        </div>
    }
}

/// Links to the pages of a long list; nothing when there is one page only.
#[component]
pub fn Pagination(
    /// This page, from 1.
    page: u32,
    /// All pages.
    pages: u32,
    /// The address of a page.
    href: fn(u32, &str) -> String,
    /// Second argument of `href`: the query that stays.
    #[prop(optional, into)]
    query: String,
) -> impl IntoView {
    let t = &t().common;
    (pages > 1).then(|| {
        let around = page.saturating_sub(2).max(1)..=page.saturating_add(2).min(pages);
        let numbers: Vec<_> = around
            .map(|n| {
                let current = (n == page).then_some("page");
                view! { <li><a class="pagination__page" aria-current=current href=href(n, &query)>{n}</a></li> }
            })
            .collect();
        let previous = (page > 1).then(|| {
            view! {
                <a class="pagination__link" rel="prev" href=href(page - 1, &query)>
                    <Icon glyph=Glyph::ChevronLeft />
                    {t.previous_page}
                </a>
            }
        });
        let next = (page < pages).then(|| {
            view! {
                <a class="pagination__link" rel="next" href=href(page + 1, &query)>
                    {t.next_page}
                    <Icon glyph=Glyph::ChevronRight />
                </a>
            }
        });
        view! { <nav class="pagination" aria-label=t.pages>{previous}<ol>{numbers}</ol>{next}</nav> }
    })
}
