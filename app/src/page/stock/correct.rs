//! `/stock/supplies/:id/correct?to=` and its check: doses that were registered by mistake.
//!
//! The number that was seen travels along, so that somebody else's correction in between is not
//! overwritten.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Hidden, Narrow, Page, PageHeading, PostForm, SummaryList,
        SummaryRow, grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{field::parse_number, id::SupplyId, supply::most_doses};
use leptos::prelude::*;
use store::view::stock::Supply;

/// The supply and the doses registered from it; before that there is nothing to correct.
async fn find() -> Result<Option<(Supply, i32)>, Stop> {
    let (_, hospital) = vaccine_manager()?;
    let id: SupplyId = param("id")?;
    let supply = store::view::stock::find_supply(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
    let Some(doses) = supply.doses else {
        leptos_axum::redirect(&format!("/stock/supplies/{id}"));
        return Ok(None);
    };
    Ok(Some((supply, doses)))
}

/// The new number. Its form goes to [`crate::api::stock::correct::check_correction`].
pub(super) fn correct() -> impl IntoView {
    show(async {
        let typed = query("to");
        let Some((supply, doses)) = find().await? else { return Ok(().into_any()) };
        let id = supply.supply;
        let t = &t().stock;
        let hint =
            (t.correction.doses_hint)(&grouped(most_doses(supply.vials_left(), supply.doses_per_vial)));
        let mut rows = what(&supply);
        rows.push(SummaryRow::new(t.correction.present, (t.n_doses)(&grouped(doses))));
        Ok(view! {
            <Page title=t.correction.title back=format!("/stock/supplies/{id}")>
                <PageHeading title=t.correction.title lead=t.correction.lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/stock/supplies/correct/check">
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="from" value=doses.to_string() />
                        <Field
                            name="to"
                            label=t.correction.doses
                            hint
                            value=typed
                            inputmode="numeric"
                            width="8"
                            unit=t.doses
                        />
                        <Button>{t.correction.to_check}</Button>
                    </PostForm>
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

/// Why, and the last look. Its form goes to [`crate::api::stock::correct::correct_doses`].
pub(super) fn check() -> impl IntoView {
    show(async {
        let (from, to) = (query("from"), query("to"));
        let Some((supply, doses)) = find().await? else { return Ok(().into_any()) };
        let id = supply.supply;
        let most = i64::from(most_doses(supply.vials_left(), supply.doses_per_vial));
        let to = parse_number(&to, 1, most).ok().filter(|to| *to != i64::from(doses));
        let Some(to) = to.filter(|_| from == doses.to_string()) else {
            leptos_axum::redirect(&format!("/stock/supplies/{id}/correct"));
            return Ok(().into_any());
        };
        let t = &t().stock;
        let back = format!("/stock/supplies/{id}/correct?to={to}");
        let change = to - i64::from(doses);
        let word = if change > 0 { t.correction.more } else { t.correction.fewer };
        let (new, difference) = ((t.n_doses)(&grouped(to)), word(&grouped(change.abs())));
        let mut rows = what(&supply);
        rows.push(SummaryRow::new(t.correction.present, (t.n_doses)(&grouped(doses))));
        rows.push(
            SummaryRow::new(
                t.correction.doses,
                view! { <strong>{new}</strong>" "<span class="muted">{difference}</span> },
            )
            .change(format!("{back}#to")),
        );
        let t = &t.correction;
        Ok(view! {
            <Page title=t.check_title back>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/stock/supplies/correct">
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="from" value=doses.to_string() />
                        <Hidden name="to" value=to.to_string() />
                        <Field name="reason" label=t.reason hint=t.reason_hint />
                        <div class="actions">
                            <Button>{t.correct_now}</Button>
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

/// Which supply it is about.
fn what(supply: &Supply) -> Vec<SummaryRow> {
    let t = &t().stock;
    vec![
        SummaryRow::new(t.lot, supply.lot_number.clone()),
        SummaryRow::new(t.vaccine, localized(&supply.vaccine_name, &supply.vaccine_name_en).to_owned()),
    ]
}
