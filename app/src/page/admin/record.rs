//! `/admin/records/:id`: one vaccination of any hospital, and its correction where nobody there but
//! who recorded it could make it. Reached from the people of a lot.

use crate::{
    component::{
        Button, ButtonKind, Choice, Hidden, Narrow, Notice, NoticeKind, Page, PageHeading, PostForm,
        RadioList, Section, SummaryList, SummaryRow,
    },
    page::desk::record::rows,
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::{id::VaccinationId, vaccination::VoidReason};
use leptos::prelude::*;
use store::view::vaccination::{Record, find_record};

/// The page. Its form goes to [`crate::api::admin::record::void_record`].
pub(super) fn record() -> impl IntoView {
    show(async {
        admin()?;
        let id: VaccinationId = param("id")?;
        let done = query("done");
        let record = find_record(&db(), None, id).await?.ok_or(Stop::Missing)?;
        let texts = t();
        let t = &texts.desk.record;
        let voided = record.voided.as_ref().map(|voided| voided.reason);
        let banner = voided.filter(|_| done == "voided").map(|_| banner(&record));
        let mut rows = rows(&record);
        rows.insert(1, SummaryRow::new(texts.admin.supply.hospital, record.hospital_name.clone()));
        if let Some(reason) = voided {
            rows.push(SummaryRow::new(t.void_reason, (t.reason)(reason)));
        }
        let form = voided.is_none().then(|| form(id));
        Ok(view! {
            <Page title=t.record back="/admin/lots">
                {banner}
                <PageHeading title=t.record />
                <Narrow>
                    <SummaryList rows />
                    {form}
                </Narrow>
            </Page>
        })
    })
}

fn banner(record: &Record) -> impl IntoView + use<> {
    let t = &t().desk.record;
    let text = if record.reservation.is_some() { t.done_booked } else { t.done_walk_in };
    view! { <Notice kind=NoticeKind::Success title=t.done><p>{text}</p></Notice> }
}

fn form(id: VaccinationId) -> impl IntoView {
    let t = &t().desk.record;
    let reasons = VoidReason::ALL.map(|r| Choice::new(r.key(), (t.reason)(r)).hint((t.reason_hint)(r)));
    view! {
        <Section title=t.void_title>
            <p>{t.void_lead}</p>
            <PostForm action="/admin/records/void">
                <Hidden name="id" value=id.to_string() />
                <RadioList name="reason" legend=t.void_reason choices=reasons />
                <div class="actions"><Button kind=ButtonKind::Danger>{t.void}</Button></div>
            </PostForm>
        </Section>
    }
}
