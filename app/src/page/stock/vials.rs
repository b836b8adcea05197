//! `/stock/supplies/:id/dispose?vials=&reason=` and its check: vials whose doses were never
//! registered. No dose changes.

use super::dispose::reasons;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Glyph, Hidden, Icon, Narrow, Page, PageHeading, PostForm,
        RadioList, SummaryList, SummaryRow, TextArea, grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{disposal::DisposalReason, field::parse_number, id::SupplyId, supply::SupplyState};
use leptos::prelude::*;
use store::view::stock::Supply;

/// The supply, as long as there are vials to dispose of.
async fn find() -> Result<Option<Supply>, Stop> {
    let (_, hospital) = vaccine_manager()?;
    let id: SupplyId = param("id")?;
    let supply = store::view::stock::find_supply(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
    if supply.state != SupplyState::Received {
        leptos_axum::redirect(&format!("/stock/supplies/{id}"));
        return Ok(None);
    }
    Ok(Some(supply))
}

/// How many, and why. Its form goes to [`crate::api::stock::vials::check_vials`].
pub(super) fn dispose() -> impl IntoView {
    show(async {
        let (vials, reason) = (query("vials"), query("reason"));
        let Some(supply) = find().await? else { return Ok(().into_any()) };
        let id = supply.supply;
        let text = t();
        let t = &text.stock.disposal;
        let hint = (t.vials_hint)(&grouped(supply.vials_left()));
        Ok(view! {
            <Page title=t.vials back=format!("/stock/supplies/{id}")>
                <PageHeading title=t.vials lead=t.vials_lead />
                <Narrow>
                    <PostForm action="/stock/supplies/dispose/check">
                        <Hidden name="id" value=id.to_string() />
                        <Field
                            name="vials"
                            label=t.vials_label
                            hint
                            value=vials
                            inputmode="numeric"
                            width="8"
                            unit=text.admin.vials
                        />
                        <RadioList name="reason" legend=t.reason choices=reasons(&DisposalReason::ALL) value=reason />
                        <Button>{t.to_check}</Button>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

/// The last look. Its form goes to [`crate::api::stock::vials::dispose_vials`].
pub(super) fn check() -> impl IntoView {
    show(async {
        let (vials, reason) = (query("vials"), query("reason"));
        let Some(supply) = find().await? else { return Ok(().into_any()) };
        let id = supply.supply;
        let left = supply.vials_left();
        let vials = parse_number(&vials, 1, i64::from(left)).ok();
        let Some((vials, reason)) = vials.zip(DisposalReason::from_key(&reason)) else {
            leptos_axum::redirect(&format!("/stock/supplies/{id}/dispose"));
            return Ok(().into_any());
        };
        let t = &t().stock;
        let back = format!("/stock/supplies/{id}/dispose?vials={vials}&reason={}", reason.key());
        let amount = (t.n_vials)(&grouped(vials));
        let rows = vec![
            SummaryRow::new(t.lot, supply.lot_number.clone()),
            SummaryRow::new(t.vaccine, localized(&supply.vaccine_name, &supply.vaccine_name_en).to_owned()),
            SummaryRow::new(t.disposal.vials_label, view! { <strong>{amount}</strong> })
                .change(format!("{back}#vials")),
            SummaryRow::new(t.disposal.reason, (t.disposal.reason_name)(reason))
                .change(format!("{back}#reason")),
            SummaryRow::new(t.disposal.left_after, (t.n_vials)(&grouped(i64::from(left) - vials))),
        ];
        let now = (t.disposal.vials_now)(&grouped(vials));
        let t = &t.disposal;
        Ok(view! {
            <Page title=t.check_title back>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/stock/supplies/dispose" keyed=true>
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="vials" value=vials.to_string() />
                        <Hidden name="reason" value=reason.key() />
                        <TextArea
                            name="note"
                            label=t.note
                            hint=t.note_hint
                            optional={reason != DisposalReason::Other}
                        />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger><Icon glyph=Glyph::Trash />{now}</Button>
                            <ButtonLink href=format!("/stock/supplies/{id}") kind=ButtonKind::Secondary>
                                {t.keep}
                            </ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}
