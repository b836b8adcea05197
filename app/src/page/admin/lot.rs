//! `/admin/lots/:vaccine/:number` and beneath it: one lot wherever it is; suspended everywhere at
//! once, and taken into use again.

use super::{
    lots::{address, state},
    success,
};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Field, Glyph, Hidden, Icon, Narrow,
        Page, PageHeading, PostForm, Row, Section, SummaryList, SummaryRow, grouped, localized,
    },
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::id::VaccineId;
use leptos::prelude::*;
use store::view::lot::{Holder, LotNumber};
use time::Date;

/// The lot that the address names.
pub(super) async fn find() -> Result<LotNumber, Stop> {
    let (vaccine, number): (VaccineId, String) = (param("vaccine")?, param("number")?);
    store::view::lot::find(&db(), vaccine, &number).await?.ok_or(Stop::Missing)
}

/// The page.
pub(super) fn lot() -> impl IntoView {
    show(async {
        admin()?;
        let done = query("done");
        let lot = find().await?;
        let db = db();
        let today = db.today().await?;
        let holders = store::view::lot::list_holders(&db, lot.vaccine, &lot.lot_number).await?;
        let t = &t().admin.lot;
        let title = (t.lot)(&lot.lot_number);
        let banner = match (done.as_str(), &lot.suspended) {
            ("suspended", Some(_)) => Some(success((t.suspended)(&lot.lot_number), t.suspended_text)),
            ("resumed", None) => Some(success((t.resumed)(&lot.lot_number), t.resumed_text)),
            _ => None,
        };
        let act = match lot.suspended {
            None => view! {
                <ButtonLink href=format!("{}/suspend", address(&lot)) kind=ButtonKind::DangerOutline>
                    <Icon glyph=Glyph::SlashCircle />
                    {t.suspend}
                </ButtonLink>
            },
            Some(_) => view! {
                <ButtonLink href=format!("{}/resume", address(&lot)) kind=ButtonKind::Secondary>{t.resume}</ButtonLink>
            },
        };
        let people = format!("{}/people", address(&lot));
        let rows = rows(&lot, today);
        Ok(view! {
            <Page title=title.clone() back="/admin/lots">
                {banner}
                <PageHeading title />
                <Narrow>
                    <SummaryList rows />
                    <div class="actions">
                        <ButtonLink href=people kind=ButtonKind::Secondary>
                            <Icon glyph=Glyph::People />
                            {t.see_people}
                        </ButtonLink>
                        {act}
                    </div>
                    <Section title=t.hospitals>{hospitals(holders)}</Section>
                </Narrow>
            </Page>
        })
    })
}

fn rows(lot: &LotNumber, today: Date) -> Vec<SummaryRow> {
    let texts = t();
    let (t, stock) = (&texts.admin.lot, &texts.stock);
    let mut rows = what(lot);
    rows.insert(0, SummaryRow::new(stock.state, state(lot, today)));
    if let Some((at, reason)) = &lot.suspended {
        rows.insert(1, SummaryRow::new(t.reason, reason.clone()));
        rows.insert(2, SummaryRow::new(t.suspended_at, (texts.common.moment)(*at)));
    }
    rows
}

/// Which lot it is, and how much of it there is.
fn what(lot: &LotNumber) -> Vec<SummaryRow> {
    let texts = t();
    let t = &texts.stock;
    vec![
        SummaryRow::new(t.vaccine, localized(&lot.vaccine_name, &lot.vaccine_name_en).to_owned()),
        SummaryRow::new(t.lot, lot.lot_number.clone()),
        SummaryRow::new(t.expires, (texts.common.date)(lot.expires_on)),
        SummaryRow::new(t.administered, (t.n_doses)(&grouped(lot.administered))),
        SummaryRow::new(t.left, (t.n_doses)(&grouped(lot.left))),
    ]
}

fn hospitals(holders: Vec<Holder>) -> AnyView {
    let texts = t();
    let (t, stock) = (&texts.admin.lot, &texts.stock);
    if holders.is_empty() {
        return view! {
            <EmptyState title=t.no_holders glyph=Glyph::Hospital><p>{t.no_holders_text}</p></EmptyState>
        }
        .into_any();
    }
    let headings = [texts.admin.supply.hospital, stock.administered, stock.left].map(str::to_owned);
    let rows: Vec<_> = holders
        .into_iter()
        .map(|h| {
            let cells = [Cell::number(grouped(h.administered)), Cell::number(grouped(h.left))];
            Row::new(view! { <span class="break">{h.hospital_name}</span> }, cells)
        })
        .collect();
    view! { <DataTable id="holders" caption=t.hospitals quiet_caption=true headings rows dense=true /> }
        .into_any()
}

/// Why, and the last look. Its form goes to [`crate::api::admin::lot::suspend_lot`].
pub(super) fn suspend() -> impl IntoView {
    show(async {
        admin()?;
        let lot = find().await?;
        let back = address(&lot);
        if lot.suspended.is_some() {
            leptos_axum::redirect(&back);
        }
        let t = &t().admin.lot;
        Ok(view! {
            <Page title=t.suspend_title back=back.clone()>
                <PageHeading title=t.suspend_title lead=t.suspend_lead />
                <Narrow>
                    <SummaryList rows=what(&lot) />
                    <PostForm action="/admin/lots/suspend">
                        <Hidden name="vaccine" value=lot.vaccine.to_string() />
                        <Hidden name="lot" value=lot.lot_number />
                        <Field name="reason" label=t.reason hint=t.reason_hint />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger>{t.suspend}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// The last look. Its form goes to [`crate::api::admin::lot::resume_lot`].
pub(super) fn resume() -> impl IntoView {
    show(async {
        admin()?;
        let lot = find().await?;
        let today = db().today().await?;
        let back = address(&lot);
        if lot.suspended.is_none() {
            leptos_axum::redirect(&back);
        }
        let t = &t().admin.lot;
        Ok(view! {
            <Page title=t.resume_title back=back.clone()>
                <PageHeading title=t.resume_title lead=t.resume_lead />
                <Narrow>
                    <SummaryList rows=rows(&lot, today) />
                    <PostForm action="/admin/lots/resume">
                        <Hidden name="vaccine" value=lot.vaccine.to_string() />
                        <Hidden name="lot" value=lot.lot_number />
                        <div class="actions">
                            <Button>{t.resume}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep_suspended}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}
