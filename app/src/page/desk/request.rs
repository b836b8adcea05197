//! `/desk/requests/:id`: one reservation, with both answers while it still waits for one, and what
//! can be done with it after that.

use super::{entry, told::told};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Glyph, Hidden, Icon, Keys, Narrow, Notice, NoticeKind, Page,
        PageHeading, StatusTag, SummaryList, SummaryRow,
    },
    request::{db, param, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{calendar::iso, id::ReservationId, reservation::ReservationStatus};
use leptos::prelude::*;
use store::view::desk::Entry;

/// The page. Its form goes to [`crate::api::desk::accept::accept_request`].
pub(super) fn request() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: ReservationId = param("id")?;
        let done = query("done");
        let entry = store::view::desk::find(&db(), hospital, id).await?.ok_or(Stop::Missing)?;
        let told = told(hospital, id).await?;
        let t = &t().desk;
        let open = entry.status == ReservationStatus::Requested;
        let lead = (!open).then(|| view! { <p class="lead">{t.answered_lead}</p> });
        let title = format!("{} {}", t.request, entry.number);
        let mut rows = vec![SummaryRow::new(t.status, view! { <StatusTag status=entry.status /> })];
        // The heading has the number.
        rows.extend(entry::summary(&entry).into_iter().skip(1));
        rows.extend(answer(&entry));
        let acts = if open { answers(id).into_any() } else { onward(&entry).into_any() };
        let banner = (done == "cancelled" && entry.status == ReservationStatus::Cancelled).then(|| {
            let title = (t.cancel.done)(&entry.number.to_string());
            view! { <Notice kind=NoticeKind::Success title=title><p>{t.cancel.done_text}</p></Notice> }
        });
        Ok(view! {
            <Page title=title.clone() back="/desk/requests">
                {banner}
                <PageHeading title />
                {lead}
                <Narrow>
                    <SummaryList rows />
                    {acts}
                </Narrow>
                {told}
            </Page>
        })
    })
}

/// When and how it was answered.
fn answer(entry: &Entry) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.desk;
    let mut rows = vec![];
    if let Some(at) = entry.decided_at {
        rows.push(SummaryRow::new(t.answered, (text.common.moment)(at)));
    }
    if let Some(reason) = entry.reason {
        rows.push(SummaryRow::new(t.reason, (t.reject_reason)(reason)));
    }
    if let Some(by) = entry.cancelled_by {
        rows.push(SummaryRow::new(t.cancel.who, (t.cancel.by)(by)));
    }
    if let Some(at) = entry.ended_at.filter(|_| entry.cancelled_by.is_some()) {
        rows.push(SummaryRow::new(t.cancel.at, (text.common.moment)(at)));
    }
    if let Some(reason) = entry.cancel_reason {
        rows.push(SummaryRow::new(t.cancel.reason, (t.cancel.reasons)(reason)));
    }
    if let Some(note) = entry.note.clone() {
        rows.push(SummaryRow::new(t.note, note));
    }
    rows
}

fn answers(id: ReservationId) -> impl IntoView {
    let t = &t().desk;
    let keys = vec![("A", t.keys.accept), ("R", t.keys.reject)];
    view! {
        <p><a href=format!("/desk/requests/{id}/cancel")>{t.cancel.start}</a></p>
        <div class="action-bar">
            <form class="actions actions--inline" method="post" action="/desk/requests/accept">
                <Hidden name="id" value=id.to_string() />
                <Button key="A"><Icon glyph=Glyph::Check />{t.accept}</Button>
                <ButtonLink href=format!("/desk/requests/{id}/reject") kind=ButtonKind::Secondary key="R">
                    {t.reject}
                </ButtonLink>
            </form>
        </div>
        <Keys keys />
    }
}

/// The dose of a booking that was accepted, its end, and the ways back.
fn onward(entry: &Entry) -> impl IntoView + use<> {
    let t = &t().desk;
    let id = entry.reservation;
    let acts = if entry.status == ReservationStatus::Confirmed {
        view! {
            <ButtonLink href=format!("/desk/visit/{id}")><Icon glyph=Glyph::Syringe />{t.visit.title}</ButtonLink>
            <ButtonLink href=format!("/desk/requests/{id}/cancel") kind=ButtonKind::DangerOutline>
                {t.cancel.start}
            </ButtonLink>
        }
        .into_any()
    } else {
        view! { <ButtonLink href="/desk/requests">{t.back_to_requests}</ButtonLink> }.into_any()
    };
    let day = entry.day_on.map(|day| {
        let href = format!("/desk/days/{}", iso(day));
        view! { <ButtonLink href kind=ButtonKind::Secondary>{t.see_day}</ButtonLink> }
    });
    view! {
        <div class="actions">
            {acts}
            {day}
        </div>
    }
}
