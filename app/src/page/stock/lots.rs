//! The lots behind the ledger, those that expire first on top, and what there is to do about them.

use crate::{
    component::{Cell, DataTable, Glyph, Notice, NoticeKind, Pair, Row, Tag, TagKind, grouped, localized},
    text::t,
};
use leptos::prelude::*;
use store::view::stock::Lot;

/// All lots of a hospital.
pub(super) fn table(lots: &[Lot]) -> impl IntoView + use<> {
    let text = t();
    let t = &text.stock;
    let headings = [t.lot, t.vaccine, t.expires, t.registered, t.left, t.state].map(str::to_owned).to_vec();
    let rows: Vec<_> = lots
        .iter()
        .map(|lot| {
            let expires = (text.common.date)(lot.expires_on);
            let days = if lot.left > 0 { days_left(lot) } else { String::new() };
            Row::new(
                link(lot),
                vec![
                    Cell::new(localized(&lot.vaccine_name, &lot.vaccine_name_en).to_owned()),
                    Cell::new(view! { <Pair detail=days><span class="nowrap">{expires}</span></Pair> }),
                    Cell::number(grouped(lot.registered)),
                    Cell::number(grouped(lot.left)),
                    Cell::new(state(lot)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="lots" caption=t.lots quiet_caption=true headings rows stack=true dense=true /> }
}

fn link(lot: &Lot) -> impl IntoView + use<> {
    view! { <a class="number-code" href=format!("/stock/lots/{}", lot.lot)>{lot.lot_number.clone()}</a> }
}

/// `12일 남음`.
pub(super) fn days_left(lot: &Lot) -> String {
    (t().stock.one_lot.days_left)(i64::from(lot.days_left))
}

/// Whether a lot can be used.
pub(super) fn state(lot: &Lot) -> impl IntoView + use<> {
    let t = &t().stock;
    let (kind, glyph, text) = if lot.suspended.is_some() {
        (TagKind::Danger, Glyph::SlashCircle, t.one_lot.suspended.to_owned())
    } else if lot.days_left < 0 && lot.left + lot.to_destroy > 0 {
        (TagKind::Danger, Glyph::XCircle, t.lot_expired.to_owned())
    } else if lot.left == 0 {
        (TagKind::Neutral, Glyph::MinusCircle, t.lot_empty.to_owned())
    } else if lot.expires_soon() {
        (TagKind::Warning, Glyph::Alert, days_left(lot))
    } else {
        (TagKind::Success, Glyph::CheckCircle, t.lot_good.to_owned())
    };
    view! { <Tag kind glyph text /> }
}

/// Lots that somebody has to look after; nothing when there are none.
pub(super) fn watch(lots: &[Lot]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = lots
        .iter()
        .filter_map(|lot| Some((lot, concern(lot)?)))
        .map(|(lot, concern)| view! { <li>{link(lot)} " " {concern}</li> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=t().stock.one_lot.watch_title>
                <ul>{lines}</ul>
            </Notice>
        }
    })
}

/// What is to be done about a lot, the most urgent first.
fn concern(lot: &Lot) -> Option<String> {
    let t = &t().stock.one_lot;
    match &lot.suspended {
        Some(reason) if lot.left > 0 => Some((t.watch_suspended)(reason)),
        _ if lot.to_destroy > 0 => Some((t.watch_destroy)(&grouped(lot.to_destroy))),
        _ => lot.expires_soon().then(|| (t.watch_soon)(&days_left(lot), &grouped(lot.left))),
    }
}
