//! `/admin/supplies?state=`: everything that was sent, and where it stands (A3, B3).

use super::success;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Icon, Page,
        PageHeading, Pair, Row, SupplyTag, Tab, Tabs, grouped, localized,
    },
    request::{admin, db, query},
    stop::{Stop, show},
    text::{clock, t},
};
use domain::{calendar::in_seoul, id::SupplyId, supply::SupplyState};
use leptos::prelude::*;
use store::view::stock::Supply;
use time::OffsetDateTime;

const MOST: i64 = 100;
const STATES: [SupplyState; 4] =
    [SupplyState::Sent, SupplyState::Received, SupplyState::Registered, SupplyState::Discarded];

/// The page. Its buttons go to [`crate::api::admin::supply::receive_any_supply`].
pub(super) fn supplies() -> impl IntoView {
    show(async {
        admin()?;
        let state = SupplyState::from_key(&query("state"));
        let (just, id) = (query("done"), query("id"));
        let banner = banner(&just, &id).await?;
        let supplies = store::view::stock::list_supplies(&db(), None, state, MOST).await?;
        let t = &t().admin.supply;
        let cut = (i64::try_from(supplies.len()) == Ok(MOST))
            .then(|| view! { <p class="muted">{(t.cut)(&grouped(MOST))}</p> });
        let list = if supplies.is_empty() {
            view! { <EmptyState title=t.none glyph=Glyph::Truck><p>{t.none_text}</p></EmptyState> }.into_any()
        } else {
            table(supplies).into_any()
        };
        Ok(view! {
            <Page title=t.title>
                {banner}
                <PageHeading title=t.title>
                    <ButtonLink href="/admin/supplies/new"><Icon glyph=Glyph::Plus />{t.new}</ButtonLink>
                </PageHeading>
                {filter(state)}
                {cut}
                {list}
            </Page>
        })
    })
}

/// What was just done, as far as the supply says so too.
async fn banner(just: &str, id: &str) -> Result<Option<AnyView>, Stop> {
    if !matches!(just, "sent" | "received") {
        return Ok(None);
    }
    let Ok(id) = id.parse::<SupplyId>() else { return Ok(None) };
    let Some(supply) = store::view::stock::find_supply(&db(), None, id).await? else { return Ok(None) };
    let texts = t();
    Ok(match (just, supply.state) {
        ("sent", SupplyState::Sent) => {
            let title = (texts.admin.supply.sent)(&supply.hospital_name, &supply.lot_number);
            Some(success(title, texts.admin.supply.sent_text).into_any())
        }
        ("received", SupplyState::Received) => {
            Some(success((texts.stock.received)(&supply.lot_number), texts.stock.received_text).into_any())
        }
        _ => None,
    })
}

fn filter(chosen: Option<SupplyState>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.supply;
    let all = [None].into_iter().chain(STATES.map(Some));
    let tabs: Vec<_> = all
        .map(|state| {
            let (href, label) = match state {
                None => ("/admin/supplies".to_owned(), t.all),
                Some(s) => (format!("/admin/supplies?state={}", s.key()), (texts.stock.supply_state)(s)),
            };
            Tab { href, label, here: state == chosen }
        })
        .collect();
    view! { <Tabs label=t.filter tabs /> }
}

fn table(supplies: Vec<Supply>) -> impl IntoView {
    let t = &t().admin.supply;
    let headings = [t.lot, t.hospital, t.vials, t.state].map(str::to_owned);
    let rows: Vec<_> = supplies.into_iter().map(row).collect();
    view! {
        <DataTable id="supplies" caption=t.title quiet_caption=true headings=headings rows stack=true dense=true />
    }
}

fn row(s: Supply) -> Row {
    let t = &t().stock;
    let (lot, expires) = (s.lot_number.clone(), (t.expires_on)(s.expires_on));
    let vaccine = localized(&s.vaccine_name, &s.vaccine_name_en).to_owned();
    let href = format!("/admin/hospitals/{}", s.hospital);
    let vials = (t.n_vials)(&grouped(s.vials));
    let doses = s.doses.map(|n| (t.doses_of)(&grouped(n))).unwrap_or_default();
    let (state, sent) = (s.state, (t.sent_on)(&short_moment(s.sent_at)));
    let act = receive(&s);
    Row::new(
        view! { <Pair detail=expires><span class="number-code">{lot}</span></Pair> },
        vec![
            Cell::new(view! { <Pair detail=vaccine><a class="break" href=href>{s.hospital_name}</a></Pair> }),
            Cell::number(view! { <Pair detail=doses>{vials}</Pair> }),
            Cell::new(
                view! { <div class="stack--small"><Pair detail=sent><SupplyTag state /></Pair>{act}</div> },
            ),
        ],
    )
}

fn short_moment(at: OffsetDateTime) -> String {
    format!("{} {}", (t().common.month_day)(in_seoul(at).date()), clock(at))
}

fn receive(supply: &Supply) -> Option<impl IntoView + use<>> {
    let t = &t().stock;
    let id = supply.supply.to_string();
    let of = format!(" {}", supply.lot_number);
    (supply.state == SupplyState::Sent).then(|| {
        view! {
            <form class="no-print" method="post" action="/admin/supplies/receive">
                <Hidden name="id" value=id />
                <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                    <span class="nowrap">{t.receive}</span>
                    <span class="visually-hidden">{of}</span>
                </Button>
            </form>
        }
    })
}
