//! `/my/move?reservation=…`: another day for the same booking.

use crate::{
    component::{Button, ButtonLink, Hidden, Page, PageHeading, PostForm, SummaryList, SummaryRow},
    page::citizen::{
        days::{TenDays, day_choice, from_address, possible_days},
        own::{address, find_named, rows, standing},
        turn::for_citizen,
    },
    request::query,
    text::t,
};
use domain::calendar;
use leptos::prelude::*;
use store::view::{hospital::OpenDay, reservation::Mine};
use time::OffsetDateTime;

/// The page. Its form goes to [`crate::api::citizen::change::choose_other_date`].
pub(super) fn date() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let t = &t().citizen.change;
        let back = address(&mine);
        let (title, content) = if mine.status.may_cancel() {
            let (mut days, as_of) = possible_days(&mine, |_, free| free).await?;
            days.retain(|day| Some(day.day_on) != mine.day_on);
            if days.iter().all(|day| day.free == 0) {
                (t.no_days_title, no_days(&mine).into_any())
            } else {
                (t.move_title, form(&mine, &days, as_of).into_any())
            }
        } else {
            let over = view! { <PageHeading title=t.over_title /> {standing(&mine)} };
            (t.over_title, over.into_any())
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}

fn form(mine: &Mine, days: &[OpenDay], as_of: OffsetDateTime) -> impl IntoView + use<> {
    let t = &t().citizen.change;
    let id = mine.reservation;
    let chosen = calendar::parse_iso(&query("date")).ok();
    let (from, shown) = from_address();
    let days = TenDays::cut(days, from, chosen);
    let choice = day_choice(&days, chosen, as_of);
    let rows = rows_now(mine);
    view! {
        <PageHeading title=t.move_title lead=t.move_text />
        <SummaryList rows=rows />
        <PostForm action=format!("/my/move?reservation={id}{shown}")>
            // The enter key presses the first button of a form: this one, not a button that leafs.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{t.move_next}</button>
            <Hidden name="reservation" value=id.to_string() />
            {choice}
            <div class="actions">
                <Button>{t.move_next}</Button>
            </div>
        </PostForm>
    }
}

fn rows_now(mine: &Mine) -> Vec<SummaryRow> {
    let t = t();
    let mut rows = rows(mine);
    let day = mine.day_on.map(t.common.date).unwrap_or_default();
    rows.push(SummaryRow::new(t.citizen.change.day_now, day));
    rows
}

/// There is no other day.
fn no_days(mine: &Mine) -> impl IntoView + use<> {
    let t = &t().citizen.change;
    let (rows, back) = (rows_now(mine), address(mine));
    view! {
        <PageHeading title=t.no_days_title lead=t.no_days_text />
        <SummaryList rows=rows />
        <div class="actions"><ButtonLink href=back>{t.keep}</ButtonLink></div>
    }
}
