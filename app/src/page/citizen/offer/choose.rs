//! `/my/offer?reservation=…`: a day for the dose that is held.

use crate::{
    component::{Button, ButtonKind, ButtonLink, ButtonSize, Hidden, LiveOffer, Page, PageHeading, PostForm},
    form::kept,
    page::citizen::{
        days::{TenDays, day_choice, from_address, possible_days},
        own::{address, chosen, find_named, standing},
        turn::for_citizen,
    },
    text::t,
};
use domain::{calendar, reservation::ReservationStatus};
use leptos::prelude::*;
use store::view::{hospital::OpenDay, reservation::Mine};
use time::OffsetDateTime;

/// The page. Its form goes to [`crate::api::citizen::offer::accept_offer`].
pub(super) fn choose() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let t = &t().citizen.offer;
        let back = address(&mine);
        let (title, content) = if mine.status == ReservationStatus::Offered {
            let (days, as_of) =
                possible_days(&mine, |day, free| free + u32::from(Some(day) == mine.day_on)).await?;
            if days.iter().all(|day| day.free == 0) {
                (t.no_days_title, no_days(&mine).into_any())
            } else {
                (t.title, form(&mine, &days, as_of).into_any())
            }
        } else {
            let over = view! { <PageHeading title=t.over_title lead=t.over_text /> {standing(&mine)} };
            (t.over_title, over.into_any())
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}

fn form(mine: &Mine, days: &[OpenDay], as_of: OffsetDateTime) -> impl IntoView + use<> {
    let t = &t().citizen.offer;
    let id = mine.reservation;
    let wanted = kept("date").and_then(|date| calendar::parse_iso(&date).ok()).or(mine.day_on);
    let (from, shown) = from_address();
    let days = TenDays::cut(days, from, wanted);
    let choice = day_choice(&days, wanted, as_of);
    let (chosen, mine) = (chosen(mine), mine.clone());
    view! {
        <PageHeading title=t.title lead=t.lead />
        <LiveOffer mine />
        {chosen}
        <PostForm action=format!("/my/offer?reservation={id}{shown}") keyed=true>
            // The enter key presses the first button of a form: this one, not a button that leafs.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{t.accept}</button>
            <Hidden name="reservation" value=id.to_string() />
            {choice}
            <div class="actions">
                <Button size=ButtonSize::Large>{t.accept}</Button>
                <ButtonLink
                    href=format!("/my/decline?reservation={id}")
                    kind=ButtonKind::Secondary
                    size=ButtonSize::Large
                >
                    {t.decline}
                </ButtonLink>
            </div>
        </PostForm>
    }
}

/// Every open day is full, or comes too late for the doses.
fn no_days(mine: &Mine) -> impl IntoView + use<> {
    let t = &t().citizen.offer;
    let (id, chosen, mine) = (mine.reservation, chosen(mine), mine.clone());
    view! {
        <PageHeading title=t.no_days_title lead=t.no_days_text />
        <LiveOffer mine />
        {chosen}
        <div class="actions">
            <ButtonLink href=format!("/my/decline?reservation={id}") kind=ButtonKind::Secondary>{t.decline}</ButtonLink>
        </div>
    }
}
