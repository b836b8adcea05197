//! `/desk/requests/:id/cancel`: the reason, and the last look before a booking ends (F4–F8).

use super::entry;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Choice, Hidden, Narrow, Page, PageHeading, PostForm, RadioList,
        SummaryList, TextArea,
    },
    request::{db, param, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{id::ReservationId, reservation::CancelReason};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::desk::cancel::cancel_reservation`].
pub(super) fn cancel() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: ReservationId = param("id")?;
        let entry = store::view::desk::find(&db(), hospital, id).await?.ok_or(Stop::Missing)?;
        let back = format!("/desk/requests/{id}");
        if !entry.status.may_cancel() {
            leptos_axum::redirect(&back);
        }
        let t = &t().desk;
        let reasons = CancelReason::ALL
            .map(|r| Choice::new(r.key(), (t.cancel.reasons)(r)).hint((t.cancel.reason_hint)(r)));
        let rows = entry::summary(&entry);
        Ok(view! {
            <Page title=t.cancel.title back=back.clone()>
                <PageHeading title=t.cancel.title lead=t.cancel.lead />
                <Narrow>
                    <SummaryList rows />
                    <p>{t.cancel.silence}</p>
                    <PostForm action="/desk/requests/cancel">
                        <Hidden name="id" value=id.to_string() />
                        <RadioList name="reason" legend=t.cancel.reason choices=reasons />
                        <TextArea name="note" label=t.note hint=t.note_hint optional=true />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger>{t.cancel.now}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.cancel.keep}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}
