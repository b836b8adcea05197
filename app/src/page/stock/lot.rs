//! The lots behind the ledger, those that expire first on top.

use crate::{
    component::{Cell, DataTable, Glyph, Row, Tag, TagKind, grouped, localized},
    text::t,
};
use leptos::prelude::*;
use store::view::stock::{Lot, Stock};
use time::Date;

/// From this many days before its last day on, a lot is marked.
const SOON: i64 = 14;

/// All lots of a hospital.
pub(super) fn table(lots: Vec<Lot>, stocks: &[Stock], today: Date) -> impl IntoView + use<> {
    let text = t();
    let t = &text.stock;
    let headings = [t.lot, t.vaccine, t.expires, t.registered, t.left, t.state].map(str::to_owned).to_vec();
    let rows: Vec<_> = lots
        .into_iter()
        .map(|lot| {
            let vaccine = stocks.iter().find(|s| s.vaccine == lot.vaccine);
            let vaccine = vaccine.map(|s| localized(&s.name, &s.name_en).to_owned());
            let expires = (text.common.date)(lot.expires_on);
            Row::new(
                view! { <span class="number-code">{lot.lot_number.clone()}</span> },
                vec![
                    Cell::new(vaccine),
                    Cell::new(view! { <span class="nowrap">{expires}</span> }),
                    Cell::number(grouped(lot.registered)),
                    Cell::number(grouped(lot.left)),
                    Cell::new(state(&lot, today)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="lots" caption=t.lots quiet_caption=true headings rows stack=true dense=true /> }
}

fn state(lot: &Lot, today: Date) -> impl IntoView + use<> {
    let t = &t().stock;
    let days = (lot.expires_on - today).whole_days();
    let (kind, glyph, text) = if lot.left == 0 {
        (TagKind::Neutral, Glyph::MinusCircle, t.lot_empty.to_owned())
    } else if days < 0 {
        (TagKind::Danger, Glyph::XCircle, t.lot_expired.to_owned())
    } else if days <= SOON {
        (TagKind::Warning, Glyph::Alert, (t.lot_soon)(days))
    } else {
        (TagKind::Success, Glyph::CheckCircle, t.lot_good.to_owned())
    };
    view! { <Tag kind glyph text /> }
}
