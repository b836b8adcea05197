//! `/my/leave?reservation=…`: asks before a place in line is given up.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Page, PageHeading, PostForm, SummaryList, SummaryRow,
        grouped, localized,
    },
    form::kept,
    page::citizen::turn::for_citizen,
    request::{db, query},
    stop::Stop,
    text::t,
};
use domain::{id::ReservationId, reservation::ReservationStatus};
use leptos::prelude::*;
use store::view::reservation::find_mine;

/// The page. Its form goes to [`crate::api::citizen::wait::leave_waitlist`].
pub(super) fn leave() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: ReservationId = kept("reservation").unwrap_or_else(|| query("reservation")).parse()?;
        let mine = find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        let texts = t();
        let (t, book) = (&texts.citizen.wait, &texts.citizen.book);
        let waiting = mine.status == ReservationStatus::Waiting;
        let title = if waiting { t.leave_title } else { t.leave_over };
        let mut rows = vec![
            SummaryRow::new(book.hospital, mine.hospital_name.clone()),
            SummaryRow::new(book.vaccine, localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned()),
        ];
        if let Some(line) = mine.line {
            let place = (texts.common.line)(&grouped(line.position), &grouped(line.waiting));
            rows.push(SummaryRow::new((texts.common.status)(mine.status), place));
        }
        let back = format!("/my/{id}");
        let stay = back.clone();
        let content = if waiting {
            view! {
                <PageHeading title=title lead=t.leave_text />
                <SummaryList rows=rows />
                <PostForm action=format!("/my/leave?reservation={id}")>
                    <Hidden name="reservation" value=id.to_string() />
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.leave}</Button>
                        <ButtonLink href=stay kind=ButtonKind::Secondary>{t.stay}</ButtonLink>
                    </div>
                </PostForm>
            }
            .into_any()
        } else {
            view! {
                <PageHeading title=title />
                <SummaryList rows=rows />
                <div class="actions">
                    <ButtonLink href=stay>{book.to_reservation}</ButtonLink>
                </div>
            }
            .into_any()
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}
