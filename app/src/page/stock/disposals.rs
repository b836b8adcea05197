//! `/stock/disposals`: what this hospital disposed of, by whom and why.

use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Glyph, Icon, Page, PageHeading, Pair, Row,
        grouped, localized,
    },
    request::{db, vaccine_manager},
    stop::show,
    text::{clock, t},
};
use domain::calendar::in_seoul;
use leptos::prelude::*;
use store::view::stock::Disposal;

const MOST: i64 = 200;

/// The page. [`crate::sheet::disposals`] is its file.
pub(super) fn disposals() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let disposals = store::view::stock::list_disposals(&db(), hospital, MOST).await?;
        let t = &t().stock.disposal;
        if disposals.is_empty() {
            return Ok(view! {
                <Page title=t.log>
                    <PageHeading title=t.log />
                    <EmptyState title=t.none glyph=Glyph::Trash><p>{t.none_text}</p></EmptyState>
                </Page>
            }
            .into_any());
        }
        let cut = (i64::try_from(disposals.len()) == Ok(MOST))
            .then(|| view! { <p class="muted">{(t.cut)(&grouped(MOST))}</p> });
        Ok(view! {
            <Page title=t.log>
                <PageHeading title=t.log lead=t.log_lead>
                    <ButtonLink href="/stock/disposals.csv" kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Download />
                        {t.download}
                    </ButtonLink>
                </PageHeading>
                {cut}
                {table(disposals)}
            </Page>
        }
        .into_any())
    })
}

fn table(disposals: Vec<Disposal>) -> impl IntoView {
    let text = t();
    let t = &text.stock;
    let headings =
        [t.disposal.at, t.lot, t.disposal.amount, t.disposal.reason, t.disposal.cancelled, t.disposal.by]
            .map(str::to_owned)
            .to_vec();
    let rows: Vec<_> = disposals
        .into_iter()
        .map(|d| {
            let at = format!("{} {}", (text.common.month_day)(in_seoul(d.at).date()), clock(d.at));
            let vaccine = localized(&d.vaccine_name, &d.vaccine_name_en).to_owned();
            let amount = if d.vials { t.n_vials } else { t.n_doses }(&grouped(d.amount));
            let before = if d.expired { t.disposal.expired } else { "" };
            let note = d.note.map(|note| view! { <div class="muted small break">{note}</div> });
            Row::new(
                view! { <span class="nowrap">{at}</span> },
                vec![
                    Cell::new(
                        view! { <Pair detail=vaccine><span class="number-code">{d.lot_number}</span></Pair> },
                    ),
                    Cell::number(view! { <Pair detail=before>{amount}</Pair> }),
                    Cell::new(view! { <div>{(t.disposal.reason_name)(d.reason)}{note}</div> }),
                    Cell::number(if d.cancelled > 0 { grouped(d.cancelled) } else { "–".to_owned() }),
                    Cell::new(d.by),
                ],
            )
        })
        .collect();
    view! {
        <DataTable id="disposals" caption=t.disposal.log quiet_caption=true headings rows stack=true dense=true />
    }
}
