//! `/stock/supplies`: what was sent to this hospital, with the next step of each.

use crate::{
    component::{
        Button, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Page, PageHeading, Pair,
        Row, SupplyTag, grouped, localized,
    },
    request::{db, vaccine_manager},
    stop::show,
    text::t,
};
use domain::supply::SupplyState;
use leptos::prelude::*;
use store::view::stock::Supply;

/// Open ones come first, so what is cut off is history.
const MOST: i64 = 200;

/// The page. Its buttons go to [`crate::api::stock::receive::receive_supply`] and to the
/// registration.
pub(super) fn supplies() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let supplies = store::view::stock::list_supplies(&db(), Some(hospital), None, MOST).await?;
        let t = &t().stock;
        let list = if supplies.is_empty() {
            view! {
                <EmptyState title=t.no_supplies glyph=Glyph::Truck><p>{t.no_supplies_text}</p></EmptyState>
            }
            .into_any()
        } else {
            table(supplies).into_any()
        };
        Ok(view! {
            <Page title=t.supplies>
                <PageHeading title=t.supplies lead=t.supplies_lead />
                {list}
            </Page>
        })
    })
}

fn table(supplies: Vec<Supply>) -> impl IntoView {
    let t = &t().stock;
    let headings = [t.lot, t.vaccine, t.amount, t.state, t.act].map(str::to_owned).to_vec();
    let rows: Vec<_> = supplies
        .into_iter()
        .map(|supply| {
            let href = format!("/stock/supplies/{}", supply.supply);
            let (lot, expires) = (supply.lot_number.clone(), (t.expires_on)(supply.expires_on));
            let vials = (t.n_vials)(&grouped(supply.vials));
            let doses = match (supply.doses, supply.vials_discarded) {
                (Some(doses), _) => (t.doses_of)(&grouped(doses)),
                (None, 0) => String::new(),
                (None, gone) => format!("{} {}", t.disposal.vials_discarded, (t.n_vials)(&grouped(gone))),
            };
            Row::new(
                view! {
                    <Pair detail=expires><a class="number-code" href=href>{lot}</a></Pair>
                },
                vec![
                    Cell::new(localized(&supply.vaccine_name, &supply.vaccine_name_en).to_owned()),
                    Cell::number(view! { <Pair detail=doses>{vials}</Pair> }),
                    Cell::new(view! { <SupplyTag state=supply.state /> }),
                    Cell::actions(next(&supply)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="supplies" caption=t.supplies quiet_caption=true headings rows stack=true dense=true /> }
}

fn next(supply: &Supply) -> AnyView {
    let t = &t().stock;
    let id = supply.supply;
    let of = format!(" {}", supply.lot_number);
    let of = view! { <span class="visually-hidden">{of}</span> };
    match supply.state {
        SupplyState::Sent => view! {
            <form class="actions actions--inline" method="post" action="/stock/supplies/receive">
                <Hidden name="id" value=id.to_string() />
                <Button size=ButtonSize::Small><span class="nowrap">{t.receive}</span>{of}</Button>
            </form>
        }
        .into_any(),
        SupplyState::Received => view! {
            <div class="actions actions--inline">
                <ButtonLink href=format!("/stock/supplies/{id}") size=ButtonSize::Small><span class="nowrap">{t.register}</span>{of}</ButtonLink>
            </div>
        }
        .into_any(),
        SupplyState::Registered | SupplyState::Discarded => view! { <span class="muted">"–"</span> }.into_any(),
    }
}
