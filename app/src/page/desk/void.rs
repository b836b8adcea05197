//! `/desk/vaccinations/:id/void`: why a record was a mistake, and the last look before it is taken
//! back.

use super::record::rows;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Choice, Hidden, Narrow, Page, PageHeading, PostForm, RadioList,
        SummaryList,
    },
    request::{db, param, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{id::VaccinationId, vaccination::VoidReason};
use leptos::prelude::*;
use store::view::vaccination::find_record;

/// The page. Its form goes to [`crate::api::desk::void::void_vaccination`].
pub(super) fn void() -> impl IntoView {
    show(async {
        let (manager, hospital) = reservation_manager()?;
        let id: VaccinationId = param("id")?;
        let record = find_record(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
        let back = format!("/desk/vaccinations/{id}");
        // That page says what stands against it.
        if record.voided.is_some() || record.by_account == manager.account {
            leptos_axum::redirect(&back);
        }
        let t = &t().desk.record;
        let reasons = VoidReason::ALL.map(|r| Choice::new(r.key(), (t.reason)(r)).hint((t.reason_hint)(r)));
        let rows = rows(&record);
        Ok(view! {
            <Page title=t.void_title back=back.clone()>
                <PageHeading title=t.void_title lead=t.void_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/desk/vaccinations/void">
                        <Hidden name="id" value=id.to_string() />
                        <RadioList name="reason" legend=t.void_reason choices=reasons />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger>{t.void}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}
