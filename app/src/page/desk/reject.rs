//! `/desk/requests/:id/reject`: the reason, and the last look before it is final (C5).

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
use domain::{
    id::ReservationId,
    reservation::{RejectReason, ReservationStatus},
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::desk::reject::reject_request`].
pub(super) fn reject() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: ReservationId = param("id")?;
        let entry = store::view::desk::find(&db(), hospital, id).await?.ok_or(Stop::Missing)?;
        let back = format!("/desk/requests/{id}");
        if entry.status != ReservationStatus::Requested {
            leptos_axum::redirect(&back);
        }
        let t = &t().desk;
        let reasons = RejectReason::ALL
            .map(|r| Choice::new(r.key(), (t.reject_reason)(r)).hint((t.reject_reason_hint)(r)));
        let rows = entry::summary(&entry);
        Ok(view! {
            <Page title=t.reject_title back=back.clone()>
                <PageHeading title=t.reject_title lead=t.reject_lead />
                <Narrow>
                    <SummaryList rows />
                    <PostForm action="/desk/requests/reject">
                        <Hidden name="id" value=id.to_string() />
                        <RadioList name="reason" legend=t.reason choices=reasons />
                        <TextArea name="note" label=t.note hint=t.note_hint optional=true />
                        <div class="actions">
                            <Button kind=ButtonKind::Danger>{t.reject_now}</Button>
                            <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}
