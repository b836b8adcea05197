//! `/stock/ledger?vaccine=&lot=&page=`: what came, what went, who and why, and what was left after
//! it (G6).

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Cell, Choice, DataTable, EmptyState, Glyph, Icon, LiveRegion, Page,
        PageHeading, Pagination, Pair, Row, Select, grouped, localized,
    },
    request::{db, query, vaccine_manager},
    sheet::why,
    stop::show,
    text::{clock, t},
};
use domain::{
    calendar::in_seoul,
    id::{LotId, VaccineId},
    live::views_topic,
};
use leptos::prelude::*;
use store::{
    standby,
    view::{
        movement::{self, Movement},
        stock::{self, Lot, Stock},
    },
};

/// Lines on one page.
const A_PAGE: u32 = 50;

/// The page. [`crate::sheet::ledger`] is its file.
pub(super) fn ledger() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let (vaccine, lot) = (query("vaccine").parse::<VaccineId>().ok(), query("lot").parse::<LotId>().ok());
        let page = query("page").parse().unwrap_or(1).clamp(1, 10_000);
        let db = db();
        let offset = i64::from((page - 1) * A_PAGE);
        let (as_of, (stocks, lots, found)) = standby::reading(&db, move |db| async move {
            let stocks = stock::list(&db, hospital).await?;
            let lots = stock::list_lots(&db, hospital).await?;
            // A lot says of which vaccine it is.
            let lot = lots.iter().find(|l| Some(l.lot) == lot);
            let vaccine = lot.map(|l| l.vaccine).or(vaccine).or(stocks.first().map(|s| s.vaccine));
            let lot = lot.map(|l| l.lot);
            let found = match vaccine {
                Some(vaccine) => {
                    let moved = movement::list(&db, hospital, vaccine, lot, offset, A_PAGE.into()).await?;
                    Some((vaccine, lot, moved))
                }
                None => None,
            };
            Ok((stocks, lots, found))
        })
        .await?;
        let t = &t().stock;
        let Some((vaccine, lot, (total, moved))) = found else {
            return Ok(view! {
                <Page title=t.ledger_page.title>
                    <PageHeading title=t.ledger_page.title />
                    <EmptyState title=t.no_stock glyph=Glyph::Box><p>{t.no_stock_text}</p></EmptyState>
                </Page>
            }
            .into_any());
        };
        let kept = format!("vaccine={vaccine}&lot={}", lot.map_or_else(String::new, |l| l.to_string()));
        let pages = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(A_PAGE);
        let file = format!("/stock/ledger.csv?{kept}");
        let (form, list) = (form(&stocks, &lots, vaccine, lot), list(moved));
        Ok(view! {
            <Page title=t.ledger_page.title>
                <PageHeading title=t.ledger_page.title lead=t.ledger_page.lead>
                    <ButtonLink href=file kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Download />
                        {t.ledger_page.download}
                    </ButtonLink>
                </PageHeading>
                {form}
                <LiveRegion topic=views_topic(Some(hospital.0)) seen=as_of.version as_of=as_of.at late=as_of.late fetches=true>
                    {list}
                </LiveRegion>
                <Pagination page pages href=|n, query| format!("/stock/ledger?{query}&page={n}") query=kept />
            </Page>
        }
        .into_any())
    })
}

fn form(stocks: &[Stock], lots: &[Lot], vaccine: VaccineId, lot: Option<LotId>) -> impl IntoView + use<> {
    let t = &t().stock;
    let vaccines: Vec<_> =
        stocks.iter().map(|s| Choice::new(s.vaccine.to_string(), localized(&s.name, &s.name_en))).collect();
    let lots: Vec<_> = lots
        .iter()
        .map(|l| {
            let vaccine = localized(&l.vaccine_name, &l.vaccine_name_en);
            Choice::new(l.lot.to_string(), format!("{} ({vaccine})", l.lot_number))
        })
        .collect();
    view! {
        <form class="search search--filters" role="search" method="get" action="/stock/ledger">
            <Select name="vaccine" label=t.vaccine choices=vaccines value=vaccine.to_string() />
            <Select
                name="lot"
                label=t.lot
                choices=lots
                value=lot.map_or_else(String::new, |l| l.to_string())
                empty=t.ledger_page.all_lots
            />
            <Button><Icon glyph=Glyph::Search />{t.ledger_page.show}</Button>
        </form>
    }
}

fn list(moved: Vec<Movement>) -> AnyView {
    let t = &t().stock;
    if moved.is_empty() {
        return view! { <EmptyState title=t.ledger_page.none glyph=Glyph::Box><p>{t.no_stock_text}</p></EmptyState> }
            .into_any();
    }
    let p = &t.ledger_page;
    let headings = [p.at, p.what, t.lot, p.amount, p.balance, p.by].map(str::to_owned).to_vec();
    let rows: Vec<_> = moved.into_iter().map(row).collect();
    view! { <DataTable id="movements" caption=p.title quiet_caption=true headings rows stack=true dense=true /> }
        .into_any()
}

fn row(m: Movement) -> Row {
    let texts = t();
    let t = &texts.stock.ledger_page;
    let at = format!("{} {}", (texts.common.month_day)(in_seoul(m.at).date()), clock(m.at));
    let why = why(&texts.stock, &texts.desk, &m.why);
    let why = (!why.is_empty()).then(|| view! { <div class="muted small break">{why}</div> });
    let change = match m.change {
        0 => format!("±0 ({})", grouped(m.amount)),
        n if n > 0 => format!("+{}", grouped(n)),
        n => format!("−{}", grouped(-n)),
    };
    let by = m.by.unwrap_or_else(|| t.by_calendar.to_owned());
    Row::new(
        view! { <span class="nowrap">{at}</span> },
        vec![
            Cell::new(view! { <div>{(t.kind)(m.kind)}{why}</div> }),
            Cell::new(
                view! { <a class="number-code" href=format!("/stock/lots/{}", m.lot)>{m.lot_number}</a> },
            ),
            Cell::number(change),
            Cell::number(view! { <strong>{grouped(m.balance)}</strong> }),
            Cell::new(view! { <Pair detail="">{by}</Pair> }),
        ],
    )
}
