//! `/my/decline?reservation=…`: asks before a dose is passed on to the next in line.

use crate::{
    component::{ButtonKind, Confirm, Page, PageHeading, SummaryList},
    page::citizen::{
        own::{address, find_named, rows, standing},
        turn::for_citizen,
    },
    text::t,
};
use domain::reservation::ReservationStatus;
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::citizen::offer::decline_offer`].
pub(super) fn decline() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let t = &t().citizen.offer;
        let (id, back) = (mine.reservation, address(&mine));
        let stay = back.clone();
        let (title, content) = if mine.status == ReservationStatus::Offered {
            let content = view! {
                <PageHeading title=t.decline_title lead=t.decline_text />
                <SummaryList rows=rows(&mine) />
                <Confirm
                    action=format!("/my/decline?reservation={id}")
                    fields=[("reservation", id.to_string())]
                    act=t.decline
                    kind=ButtonKind::Primary
                    keep=t.keep
                    back=stay
                />
            };
            (t.decline_title, content.into_any())
        } else {
            let over = view! { <PageHeading title=t.over_title lead=t.over_text /> {standing(&mine)} };
            (t.over_title, over.into_any())
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}
