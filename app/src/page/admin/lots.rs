//! `/admin/lots?q=`: every lot of the country, suspended ones first.

use crate::{
    component::{
        Button, Cell, DataTable, EmptyState, Field, Glyph, Icon, Page, PageHeading, Row, Tag, TagKind,
        grouped, localized,
    },
    request::{admin, db, query},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::lot::LotNumber;
use time::Date;

/// The page.
pub(super) fn lots() -> impl IntoView {
    show(async {
        admin()?;
        let text = query("q");
        let db = db();
        let lots = store::view::lot::list(&db, text.trim()).await?;
        let today = db.today().await?;
        let t = &t().admin.lot;
        let list = if lots.is_empty() {
            view! { <EmptyState title=t.none><p>{t.none_text}</p></EmptyState> }.into_any()
        } else {
            let found = (t.results)(&grouped(i64::try_from(lots.len()).unwrap_or(i64::MAX)));
            view! {
                <p class="results">{found}</p>
                {table(lots, today)}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead />
                <form class="search search--short" role="search" method="get" action="/admin/lots">
                    <Field name="q" label=t.search value=text />
                    <Button><Icon glyph=Glyph::Search />{t.find}</Button>
                </form>
                {list}
            </Page>
        })
    })
}

fn table(lots: Vec<LotNumber>, today: Date) -> impl IntoView {
    let texts = t();
    let (t, stock) = (&texts.admin.lot, &texts.stock);
    let headings =
        [stock.lot, stock.vaccine, stock.expires, t.hospitals, stock.administered, stock.left, stock.state];
    let rows: Vec<_> = lots
        .into_iter()
        .map(|lot| {
            let expires = (texts.common.date)(lot.expires_on);
            let (state, href) = (state(&lot, today), address(&lot));
            Row::new(
                view! { <a class="number-code" href=href>{lot.lot_number}</a> },
                vec![
                    Cell::new(localized(&lot.vaccine_name, &lot.vaccine_name_en).to_owned()),
                    Cell::new(view! { <span class="nowrap">{expires}</span> }),
                    Cell::number((t.n_hospitals)(&grouped(lot.hospitals))),
                    Cell::number(grouped(lot.administered)),
                    Cell::number(grouped(lot.left)),
                    Cell::new(state),
                ],
            )
        })
        .collect();
    let headings = headings.map(str::to_owned);
    view! { <DataTable id="lots" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}

/// The page of a lot; its number is letters, digits and dashes.
pub(super) fn address(lot: &LotNumber) -> String {
    format!("/admin/lots/{}/{}", lot.vaccine, lot.lot_number)
}

/// Whether a lot may be used.
pub(super) fn state(lot: &LotNumber, today: Date) -> impl IntoView + use<> {
    let texts = t();
    let (kind, glyph, text) = match lot.suspended {
        Some(_) => (TagKind::Danger, Glyph::SlashCircle, texts.stock.one_lot.suspended),
        None if lot.expires_on < today => (TagKind::Neutral, Glyph::XCircle, texts.stock.lot_expired),
        None => (TagKind::Success, Glyph::CheckCircle, texts.admin.lot.in_use),
    };
    view! { <Tag kind glyph text /> }
}
