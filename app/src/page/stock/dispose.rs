//! `/stock/lots/:id/dispose?doses=&reason=`: how many doses of a lot, and why (F1). The query
//! comes back from the check.

use crate::{
    component::{Button, Choice, Field, Hidden, Narrow, Page, PageHeading, PostForm, RadioList, grouped},
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{disposal::DisposalReason, id::LotId};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::stock::dispose::check_disposal`].
pub(super) fn dispose() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let id: LotId = param("id")?;
        let (doses, reason) = (query("doses"), query("reason"));
        let lot = store::view::stock::find_lot(&db(), hospital, id).await?.ok_or(Stop::Missing)?;
        let t = &t().stock;
        let title = (t.disposal.title)(&lot.lot_number);
        let hint = (t.disposal.doses_hint)(&grouped(lot.left));
        Ok(view! {
            <Page title=title.clone() back=format!("/stock/lots/{id}")>
                <PageHeading title />
                <Narrow>
                    <PostForm action="/stock/lots/dispose/check">
                        <Hidden name="id" value=id.to_string() />
                        <Field
                            name="doses"
                            label=t.disposal.doses
                            hint
                            value=doses
                            inputmode="numeric"
                            width="8"
                            unit=t.doses
                        />
                        <RadioList
                            name="reason"
                            legend=t.disposal.reason
                            choices=reasons(&DisposalReason::ALL)
                            value=reason
                        />
                        <Button>{t.disposal.to_check}</Button>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// Reasons to choose from.
pub(super) fn reasons(of: &[DisposalReason]) -> Vec<Choice> {
    let t = &t().stock.disposal;
    of.iter().map(|r| Choice::new(r.key(), (t.reason_name)(*r)).hint((t.reason_hint)(*r))).collect()
}
