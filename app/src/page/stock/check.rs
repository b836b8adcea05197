//! `/stock/supplies/:id/check?doses=`: the last look before doses become bookable, which
//! happens once (A3, B5).

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Narrow, Page, PageHeading, PostForm, SummaryList, SummaryRow,
        grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    field::parse_number,
    id::SupplyId,
    supply::{SupplyState, most_doses},
};
use leptos::prelude::*;
use std::cmp::Ordering;
use store::view::stock::Supply;

/// The page. Its form goes to [`crate::api::stock::register::register_doses`].
pub(super) fn check() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let id: SupplyId = param("id")?;
        let typed = query("doses");
        let supply =
            store::view::stock::find_supply(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
        let back = format!("/stock/supplies/{id}");
        let most = i64::from(most_doses(supply.vials_left(), supply.doses_per_vial));
        let doses = parse_number(&typed, 1, most).ok().filter(|_| supply.state == SupplyState::Received);
        if doses.is_none() {
            leptos_axum::redirect(&back);
        }
        let doses = doses.unwrap_or_default();
        let t = &t().stock;
        Ok(view! {
            <Page title=t.check_title back=format!("{back}?doses={doses}")>
                <PageHeading title=t.check_title lead=t.check_lead />
                <Narrow>
                    <SummaryList rows=rows(&supply, doses) />
                    <PostForm action="/stock/supplies/register">
                        <Hidden name="id" value=id.to_string() />
                        <Hidden name="doses" value=doses.to_string() />
                        <div class="actions">
                            <Button>{t.register_now}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.back_to_supply}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

fn rows(supply: &Supply, doses: i64) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.stock;
    let expected = i64::from(supply.vials_left()) * i64::from(supply.doses_per_vial);
    let difference = match doses.cmp(&expected) {
        Ordering::Equal => t.as_expected.to_owned(),
        Ordering::Greater => (t.above_expected)(&grouped(doses - expected)),
        Ordering::Less => (t.below_expected)(&grouped(expected - doses)),
    };
    let registered = (t.n_doses)(&grouped(doses));
    vec![
        SummaryRow::new(t.vaccine, localized(&supply.vaccine_name, &supply.vaccine_name_en).to_owned()),
        SummaryRow::new(t.lot, supply.lot_number.clone()),
        SummaryRow::new(t.expires, (text.common.date)(supply.expires_on)),
        SummaryRow::new(t.amount, (t.n_vials)(&grouped(supply.vials_left()))),
        SummaryRow::new(t.expected, (t.n_doses)(&grouped(expected))),
        SummaryRow::new(
            t.registered_doses,
            view! { <strong>{registered}</strong>" "<span class="muted">{difference}</span> },
        )
        .change(format!("/stock/supplies/{}?doses={doses}", supply.supply)),
    ]
}
