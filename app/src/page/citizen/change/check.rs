//! `/my/move/check?reservation=…&date=…`: the old day and the new one, then the change.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm, SummaryList,
        SummaryRow,
    },
    form::{kept, refused},
    page::citizen::{
        own::{address, find_named, rows, standing},
        turn::{Turn, for_citizen},
    },
    request::query,
    text::t,
};
use domain::{calendar, reservation::ReservationStatus};
use leptos::prelude::*;
use store::view::reservation::Mine;
use time::Date;

/// The page. Its form goes to [`crate::api::citizen::change::move_reservation`].
pub(super) fn check() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let t = &t().citizen.change;
        let dates = format!("/my/move?reservation={}", mine.reservation);
        let typed = kept("date").unwrap_or_else(|| query("date"));
        let Ok(day) = calendar::parse_iso(&typed) else { return Err(Turn::Onward(dates)) };
        // Back in the browser after the change: nothing is left to be moved.
        if mine.day_on == Some(day) && mine.status.may_cancel() {
            return Err(Turn::Onward(address(&mine)));
        }
        let (title, content) = if mine.status.may_cancel() {
            (t.check_title, form(&mine, day, &dates).into_any())
        } else {
            let over = view! { <PageHeading title=t.over_title /> {standing(&mine)} };
            (t.over_title, over.into_any())
        };
        Ok(view! { <Page title=title back=format!("{dates}&date={}", calendar::iso(day))>{content}</Page> })
    })
}

fn form(mine: &Mine, day: Date, dates: &str) -> impl IntoView + use<> {
    let texts = t();
    let (t, date) = (&texts.citizen.change, texts.common.date);
    let (id, back) = (mine.reservation, address(mine));
    let before = mine.day_on.map(date).unwrap_or_default();
    // The old booking stands until a new day is found.
    let stands = refused().map(|_| {
        let (stands, dates) = ((t.stands)(&before), dates.to_owned());
        view! {
            <Notice kind=NoticeKind::Info>
                <p>{stands}</p>
                <div class="actions"><ButtonLink href=dates>{t.other_date}</ButtonLink></div>
            </Notice>
        }
    });
    let again = match mine.status {
        ReservationStatus::Confirmed => t.confirmed_again,
        _ => t.requested_again,
    };
    let mut rows = rows(mine);
    rows.push(SummaryRow::new(t.day_now, before));
    rows.push(SummaryRow::new(t.day_then, date(day)).change(format!("{dates}&date={}", calendar::iso(day))));
    view! {
        {stands}
        <PageHeading title=t.check_title lead=again />
        <SummaryList rows=rows />
        <PostForm action=format!("/my/move/check?reservation={id}")>
            <Hidden name="reservation" value=id.to_string() />
            <Hidden name="date" value=calendar::iso(day) />
            <div class="actions">
                <Button>{t.moves}</Button>
                <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
            </div>
        </PostForm>
    }
}
