//! `/api`: the open API for people who write programs.

use crate::{
    component::{ButtonKind, ButtonLink, Cell, DataTable, Page, PageHeading, Row, Section},
    request::own_address,
    text::{Objection, t},
};
use domain::token::Scope;
use leptos::prelude::*;

/// The page.
pub(super) fn api() -> impl IntoView {
    let texts = t();
    let t = &texts.api.page;
    let at = own_address;
    let open = format!(
        "curl '{}'\n\ncurl -i '{}' \\\n  -H 'If-None-Match: W/\"…\"'",
        at("/api/v1/hospitals?province=seoul&bookable=true"),
        at("/api/v1/hospitals/1"),
    );
    let token = format!("curl '{}' \\\n  -H 'Authorization: Bearer alimi_…'", at("/api/v1/reservations"));
    let book = format!(
        "curl '{}' \\\n  -H 'Authorization: Bearer alimi_…' \\\n  -H 'Idempotency-Key: {KEY}' \\\n  \
         -H 'Content-Type: application/json' \\\n  -d '{{\"hospital\": 1, \"vaccine\": 1, \"date\": \"2026-12-01\"}}'",
        at("/api/v1/reservations"),
    );
    let events = format!("curl -N '{}'", at("/api/v1/availability/events?hospitals=1,2"));
    let smart = format!("curl '{}'", at("/api/smart/$bulk-publish"));
    view! {
        <Page title=t.title>
            <PageHeading title=t.title lead=t.lead />
            <div class="actions">
                <ButtonLink href="/api/openapi.json" kind=ButtonKind::Secondary>{t.document}</ButtonLink>
            </div>
            <div class="prose">
                <Section title=t.open_title><p>{t.open_text}</p>{code(open)}</Section>
                <Section title=t.token_title>
                    <p>{t.token_text}</p>
                    <p>
                        <a href="/my/tokens">{t.my_tokens}</a> " · " <a href="/staff/tokens">{t.staff_tokens}</a>
                    </p>
                    {code(token)}
                </Section>
                <Section title=t.key_title><p>{t.key_text}</p>{code(book)}</Section>
                <Section title=t.events_title><p>{t.events_text}</p>{code(events)}</Section>
                <Section title=t.smart_title><p>{t.smart_text}</p>{code(smart)}</Section>
                <Section title=t.scopes_title>{scopes()}</Section>
                <Section title=t.problems_title>
                    <p>{t.problems_text}</p>
                    {problems()}
                    <p id="refusals">{t.refusals_text}</p>
                </Section>
                <Section title=t.limits_title><p>{t.limits_text}</p></Section>
            </div>
        </Page>
    }
}

/// An example of a key.
const KEY: &str = "6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10";

fn code(lines: String) -> impl IntoView {
    view! { <pre class="code" tabindex="0"><code>{lines}</code></pre> }
}

fn scopes() -> impl IntoView {
    let texts = t();
    let t = &texts.api.page;
    let rows: Vec<_> = Scope::ALL
        .into_iter()
        .map(|s| Row::new(view! { <code>{s.key()}</code> }, vec![Cell::new((texts.api.tokens.scope)(s))]))
        .collect();
    let headings = vec![t.scope.to_owned(), t.meaning.to_owned()];
    view! { <DataTable id="scopes" caption=t.scopes_title quiet_caption=true headings rows /> }
}

fn problems() -> impl IntoView {
    let texts = t();
    let t = &texts.api.page;
    let rows: Vec<_> = Objection::ALL
        .into_iter()
        .map(|o| {
            let name = view! { <code id=o.code()>{o.code()}</code> };
            Row::new(name, vec![Cell::new(o.status()), Cell::new((texts.api.objection)(o).1)])
        })
        .collect();
    let headings = [t.code, t.status, t.meaning].map(str::to_owned).to_vec();
    view! { <DataTable id="problems" caption=t.problems_title quiet_caption=true headings rows stack=true /> }
}
