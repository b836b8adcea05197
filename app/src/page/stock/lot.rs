//! `/stock/lots/:id`: one lot, with the ways to dispose of its doses (F1).

use super::lots;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Glyph, Hidden, Icon, Narrow, Notice, NoticeKind, Page,
        PageHeading, PostForm, Section, SummaryList, SummaryRow, grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::id::{HospitalId, LotId};
use leptos::prelude::*;
use store::view::stock::Lot;

/// The page. Its form goes to [`crate::api::stock::dispose::destroy_expired`].
pub(super) fn lot() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let id: LotId = param("id")?;
        let done = query("done");
        let lot = store::view::stock::find_lot(&db(), hospital, id).await?.ok_or(Stop::Missing)?;
        let banner = banner(hospital, &done).await?;
        let t = &t().stock;
        let title = (t.one_lot.title)(&lot.lot_number);
        let suspended = lot.suspended.as_ref().map(|reason| {
            let text = (t.one_lot.suspended_text)(reason);
            view! { <Notice kind=NoticeKind::Danger title=t.one_lot.suspended_title><p>{text}</p></Notice> }
        });
        let dispose = (lot.left > 0).then(|| {
            view! {
                <div class="actions">
                    <ButtonLink href=format!("/stock/lots/{id}/dispose") kind=ButtonKind::DangerOutline>
                        <Icon glyph=Glyph::Trash />
                        {t.one_lot.dispose}
                    </ButtonLink>
                </div>
            }
        });
        let destroy = (lot.to_destroy > 0).then(|| destroy(&lot));
        let rows = rows(&lot);
        Ok(view! {
            <Page title=title.clone() back="/stock">
                {banner}
                <PageHeading title />
                {suspended}
                <Narrow>
                    <SummaryList rows />
                    <p><a href=format!("/stock/ledger?lot={id}")>{t.ledger_page.of_lot}</a></p>
                    {dispose}
                    {destroy}
                </Narrow>
            </Page>
        })
    })
}

/// What was just done. The address only says which disposal; the rest is looked up.
async fn banner(hospital: HospitalId, done: &str) -> Result<Option<AnyView>, Stop> {
    let Ok(disposal) = done.parse() else { return Ok(None) };
    let disposal = store::view::stock::find_disposal(&db(), hospital, disposal).await?;
    let t = &t().stock;
    Ok(disposal.map(|d| {
        let amount = grouped(d.amount);
        if d.expired {
            let title = (t.one_lot.destroyed)(&d.lot_number, &amount);
            return view! { <Notice kind=NoticeKind::Success><p>{title}</p></Notice> }.into_any();
        }
        let (title, text) = ((t.disposal.done)(&d.lot_number, &amount), (t.disposal.done_text)(d.cancelled));
        view! { <Notice kind=NoticeKind::Success title=title><p>{text}</p></Notice> }.into_any()
    }))
}

fn rows(lot: &Lot) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.stock;
    let doses = |n| (t.n_doses)(&grouped(n));
    let (expires, days) = ((text.common.date)(lot.expires_on), lots::days_left(lot));
    let left = doses(lot.left);
    let mut rows = vec![
        SummaryRow::new(t.state, lots::state(lot)),
        SummaryRow::new(t.vaccine, localized(&lot.vaccine_name, &lot.vaccine_name_en).to_owned()),
        SummaryRow::new(t.expires, view! { {expires} " " <span class="muted">{days}</span> }),
        SummaryRow::new(t.registered, doses(lot.registered)),
        SummaryRow::new(t.administered, doses(lot.administered)),
        SummaryRow::new(t.discarded, doses(lot.discarded)),
        SummaryRow::new(t.expired, doses(lot.expired)),
    ];
    if lot.to_destroy > 0 {
        rows.push(SummaryRow::new(t.one_lot.to_destroy, doses(lot.to_destroy)));
    }
    rows.push(SummaryRow::new(t.left, view! { <strong>{left}</strong> }));
    rows
}

fn destroy(lot: &Lot) -> impl IntoView + use<> {
    let t = &t().stock;
    let text = (t.one_lot.destroy_text)(&grouped(lot.to_destroy));
    let (id, doses) = (lot.lot.to_string(), lot.to_destroy.to_string());
    view! {
        <Section title=t.one_lot.destroy_title>
            <p>{text}</p>
            <PostForm action="/stock/lots/destroy" keyed=true>
                <Hidden name="id" value=id />
                <Field
                    name="destroyed"
                    label=t.one_lot.destroy_doses
                    value=doses
                    inputmode="numeric"
                    width="8"
                    unit=t.doses
                />
                <Button>{t.one_lot.destroy_now}</Button>
            </PostForm>
        </Section>
    }
}
