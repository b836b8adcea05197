//! `/stock`: the dose ledger of each vaccine, and the lots behind it (G6).

use super::lots;
use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Figure, Figures, Glyph, LiveRegion, Notice,
        NoticeKind, Page, PageHeading, Row, Section, Tone, grouped, localized,
    },
    request::{db, vaccine_manager},
    stop::show,
    text::t,
};
use domain::{live::views_topic, stock::Ledger};
use leptos::prelude::*;
use store::view::stock::Stock;

/// The page: ledgers from the read model, lots as they are.
pub(super) fn overview() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let db = db();
        let (as_of, ((sent, received), stocks, lots)) = store::standby::reading(&db, move |db| async move {
            let open = store::view::stock::count_open_supplies(&db, Some(hospital)).await?;
            let stocks = store::view::stock::list(&db, hospital).await?;
            Ok((open, stocks, store::view::stock::list_lots(&db, hospital).await?))
        })
        .await?;
        let t = &t().stock;
        let open = (sent + received > 0).then(|| view! {
            <Notice kind=NoticeKind::Info>
                <p>{(t.open_supplies)(sent, received)}</p>
                <div class="actions">
                    <ButtonLink href="/stock/supplies" kind=ButtonKind::Secondary>{t.see_supplies}</ButtonLink>
                </div>
            </Notice>
        });
        let content = if stocks.is_empty() {
            view! {
                <EmptyState title=t.no_stock glyph=Glyph::Box>
                    <p>{t.no_stock_text}</p>
                    <div class="actions"><ButtonLink href="/stock/supplies">{t.see_supplies}</ButtonLink></div>
                </EmptyState>
            }
            .into_any()
        } else {
            let (bookable, on_hand) = (bookable(&stocks), on_hand(&stocks));
            let table = lots::table(&lots);
            view! {
                {lots::watch(&lots)}
                {totals(&stocks)}
                <Section title=t.ledger>
                    <p class="muted">{t.bookable_law}</p>
                    {bookable}
                </Section>
                <Section title=t.on_hand_terms>
                    <p class="muted">{t.on_hand_law}</p>
                    {on_hand}
                    {terms()}
                </Section>
                <Section title=t.lots>{table}</Section>
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.stock>
                <PageHeading title=t.stock />
                <LiveRegion topic=views_topic(Some(hospital.0)) seen=as_of.version as_of=as_of.at late=as_of.late fetches=true>
                    {open}
                    {content}
                </LiveRegion>
            </Page>
        })
    })
}

/// All vaccines together, the three terms a manager looks for first.
fn totals(stocks: &[Stock]) -> impl IntoView + use<> {
    let t = &t().stock;
    let sum = |term: fn(&Stock) -> i32| stocks.iter().map(|s| i64::from(term(s))).sum::<i64>();
    let (bookable, reserved, on_hand) =
        (sum(|s| s.ledger.bookable()), sum(|s| s.ledger.reserved), sum(|s| s.ledger.on_hand()));
    view! {
        <Figures>
            <Figure
                label=t.bookable
                value=grouped(bookable)
                unit=t.doses
                tone=if bookable == 0 { Tone::None } else { Tone::Good }
            />
            <Figure label=t.reserved value=grouped(reserved) unit=t.doses />
            <Figure label=t.on_hand value=grouped(on_hand) unit=t.doses />
        </Figures>
    }
}

/// Whom the doses on hand are kept for, and how many are left for anyone.
fn bookable(stocks: &[Stock]) -> impl IntoView + use<> {
    let t = &t().stock;
    let headings = [t.vaccine, t.on_hand, t.reserved, t.offered, t.earmarked, t.bookable];
    let rows = rows(stocks, |l| [l.on_hand(), l.reserved, l.offered, l.earmarked, l.bookable()]);
    view! {
        <DataTable
            id="ledger"
            caption=t.ledger
            quiet_caption=true
            headings=headings.map(str::to_owned)
            rows
            stack=true
            dense=true
        />
    }
}

/// What became of the doses that were registered, and how many are on hand.
fn on_hand(stocks: &[Stock]) -> impl IntoView + use<> {
    let t = &t().stock;
    let headings = [t.vaccine, t.registered, t.administered, t.discarded, t.expired, t.on_hand];
    let rows = rows(stocks, |l| [l.registered, l.administered, l.discarded, l.expired, l.on_hand()]);
    view! {
        <DataTable
            id="on-hand"
            caption=t.on_hand_terms
            quiet_caption=true
            headings=headings.map(str::to_owned)
            rows
            stack=true
            dense=true
        />
    }
}

/// A row a vaccine; the last term is what the others come to.
fn rows(stocks: &[Stock], terms: fn(&Ledger) -> [i32; 5]) -> Vec<Row> {
    stocks
        .iter()
        .map(|stock| {
            let [a, b, c, d, rest] = terms(&stock.ledger).map(grouped);
            let mut cells: Vec<_> = [a, b, c, d].map(Cell::number).into();
            cells.push(Cell::number(view! { <strong>{rest}</strong> }));
            Row::new(localized(&stock.name, &stock.name_en).to_owned(), cells)
        })
        .collect()
}

fn terms() -> impl IntoView {
    let t = &t().stock;
    let terms = [
        (t.registered, t.registered_text),
        (t.administered, t.administered_text),
        (t.discarded, t.discarded_text),
        (t.expired, t.expired_text),
        (t.on_hand, t.on_hand_text),
        (t.reserved, t.reserved_text),
        (t.offered, t.offered_text),
        (t.earmarked, t.earmarked_text),
        (t.bookable, t.bookable_text),
    ];
    let rows: Vec<_> = terms
        .into_iter()
        .map(|(term, text)| view! { <div class="summary__row"><dt>{term}</dt><dd>{text}</dd></div> })
        .collect();
    view! {
        <details class="details">
            <summary>{t.terms}</summary>
            <dl class="summary">{rows}</dl>
        </details>
    }
}
