//! `/my/{id}`: how one reservation stands, how it came to it, and what it is about.

use super::{keep_mark, panel::panel};
use crate::{
    component::{
        Notice, NoticeKind, Page, PageHeading, Section, SummaryList, SummaryRow, grouped, localized,
    },
    page::citizen::{hand::keep::keep, turn::for_citizen},
    request::{db, param, query},
    stop::Stop,
    text::t,
};
use domain::{id::ReservationId, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::view::reservation::{Mine, find_mine};

/// The page.
pub(super) fn detail() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: ReservationId = param("id")?;
        let mine = find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        let t = &t().citizen.my;
        let (notice, panel, keep) = (notice(&mine), panel(&mine), keep(&mine));
        let rows = rows(mine, true);
        Ok(view! {
            <Page title=t.detail_title back="/my">
                {notice}
                <PageHeading title=t.detail_title />
                {panel}
                {keep_mark(id)}
                <Section title=t.details_title>
                    <SummaryList rows=rows />
                </Section>
                {keep}
            </Page>
        })
    })
}

/// What was just done, or why somebody was led here.
fn notice(mine: &Mine) -> Option<AnyView> {
    let t = &t().citizen.my;
    let done = match query("done").as_str() {
        "left" if mine.status == S::Withdrawn => Some(t.left),
        "joined" if mine.status == S::Waiting => Some(t.joined),
        "declined" if mine.status == S::Waiting => Some(t.declined_now),
        "cancelled" if mine.status == S::Cancelled => Some(t.cancelled_now),
        "moved" if mine.status == S::Requested => Some(t.moved_now),
        _ => None,
    };
    if let Some(done) = done {
        return Some(view! { <Notice kind=NoticeKind::Success><p>{done}</p></Notice> }.into_any());
    }
    let (title, text) = match mine.status {
        S::Offered => (t.offered_title, t.offered_text),
        _ => (t.booked_title, t.booked_text),
    };
    (query("why") == "booked" && mine.status.is_booking())
        .then(|| view! { <Notice kind=NoticeKind::Info title=title><p>{text}</p></Notice> }.into_any())
}

/// What it is about; with the name only where nothing is kept of it.
pub(super) fn rows(mine: Mine, with_name: bool) -> Vec<SummaryRow> {
    let texts = t();
    let (t, book) = (&texts.citizen.my, &texts.citizen.book);
    let vaccine = localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned();
    let mut rows = vec![
        SummaryRow::new(t.number, view! { <strong class="number-code">{mine.number.to_string()}</strong> }),
        SummaryRow::new(
            book.hospital,
            view! { <a href=format!("/hospitals/{}", mine.hospital)>{mine.hospital_name}</a> },
        ),
        SummaryRow::new(book.vaccine, vaccine),
        SummaryRow::new(t.dose_row, (t.dose)(mine.dose.0, mine.dose.1)),
    ];
    if with_name {
        rows.insert(1, SummaryRow::new(book.person, mine.name.as_str().to_owned()));
    }
    let (name, day) = match mine.day_on {
        Some(day) if mine.requested_at.is_some() => (book.date, (texts.common.date)(day)),
        Some(day) => (texts.citizen.wait.date, (texts.common.date)(day)),
        None => (texts.citizen.wait.date, texts.citizen.wait.any_date.to_owned()),
    };
    rows.push(SummaryRow::new(name, day));
    if matches!(mine.status, S::Waiting | S::Offered) {
        let number = (texts.public.line.number)(&grouped(mine.queue_no));
        rows.push(SummaryRow::new(texts.public.line.number_of, number));
    }
    rows
}
