//! Summaries, tables, tabs, pages of a list, nothing found; and the last question before an act.

use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, Confirm, DataTable, EmptyState, Glyph, Pagination, Pair, Row, Section,
        SummaryList, SummaryRow, Tab, Tabs, Tag, TagKind,
    },
    text::{lang, t},
};
use leptos::prelude::*;

/// What was answered, with ways to change it, and the question. Its button keeps the present language,
/// which is harmless.
pub(super) fn confirm() -> impl IntoView {
    let texts = t();
    let t = &texts.public.component;
    let rows = [
        SummaryRow::new(t.sample.place, t.sample.hospital).change("/components#place"),
        SummaryRow::new(t.sample.name, t.sample.people[0]).change("/components#name"),
        SummaryRow::new(texts.public.display_language, lang().name()),
    ];
    let fields = [("lang", lang().key().to_owned()), ("back", "/components".to_owned())];
    view! {
        <Section title=t.parts.confirm>
            <SummaryList rows />
            <p>{t.sample.question}</p>
            <Confirm
                action="/language"
                fields
                act=t.sample.act
                kind=ButtonKind::Primary
                keep=t.sample.keep
                back="/components"
            />
        </Section>
    }
}

/// A table as it is, a dense one that becomes cards, pages of a list, and none.
pub(super) fn lists() -> impl IntoView {
    let t = &t().public.component;
    let s = &t.sample;
    let tabs: Vec<_> = s
        .tabs
        .into_iter()
        .enumerate()
        .map(|(i, label)| Tab { href: "/components".to_owned(), label, here: i == 0 })
        .collect();
    view! {
        <Section title=t.parts.lists>
            <Tabs label=s.table tabs />
            <DataTable id="plain" caption=s.table headings=s.headings.map(str::to_owned) rows=rows() />
            <DataTable
                id="stacked"
                caption=s.stacked
                headings=s.headings.map(str::to_owned)
                rows=rows()
                stack=true
                dense=true
            />
            <Pagination page=3 pages=9 href=address />
            <div class="section">
                <EmptyState title=s.empty>
                    <p>{s.empty_text}</p>
                    <div class="actions">
                        <ButtonLink href="/hospitals" kind=ButtonKind::Secondary>{s.empty_do}</ButtonLink>
                    </div>
                </EmptyState>
            </div>
        </Section>
    }
}

fn address(page: u32, _: &str) -> String {
    format!("/components?page={page}")
}

fn rows() -> Vec<Row> {
    let s = &t().public.component.sample;
    let states = [
        (TagKind::Success, Glyph::CheckCircle, s.tags[1]),
        (TagKind::Warning, Glyph::Alert, s.tags[2]),
        (TagKind::Danger, Glyph::XCircle, s.tags[3]),
    ];
    s.rows
        .into_iter()
        .zip(["1,284", "60", "0"])
        .zip(states)
        .map(|((name, number), (kind, glyph, text))| {
            Row::new(
                view! { <Pair detail=s.detail>{name}</Pair> },
                [Cell::number(number), Cell::new(view! { <Tag kind glyph text /> })],
            )
        })
        .collect()
}
