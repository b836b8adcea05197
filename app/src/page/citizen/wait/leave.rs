//! `/my/leave?reservation=…`: asks before a place in line is given up.

use crate::{
    component::{Confirm, Page, PageHeading, SummaryList, SummaryRow, grouped},
    page::citizen::{
        own::{address, find_named, rows, standing},
        turn::for_citizen,
    },
    text::t,
};
use domain::reservation::ReservationStatus as S;
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::citizen::wait::leave_waitlist`].
pub(super) fn leave() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let texts = t();
        let t = &texts.citizen.wait;
        let (id, back) = (mine.reservation, address(&mine));
        let stay = back.clone();
        let text = match mine.status {
            S::Waiting => Some(t.leave_text),
            S::Offered => Some(t.leave_offer_text),
            _ => None,
        };
        let (title, content) = if let Some(text) = text {
            let mut rows = rows(&mine);
            if let Some(line) = mine.line {
                let place = (texts.common.line)(&grouped(line.position), &grouped(line.waiting));
                rows.push(SummaryRow::new((texts.common.status)(mine.status), place));
            }
            let content = view! {
                <PageHeading title=t.leave_title lead=text />
                <SummaryList rows=rows />
                <Confirm
                    action=format!("/my/leave?reservation={id}")
                    fields=[("reservation", id.to_string())]
                    act=t.leave
                    keep=t.stay
                    back=stay
                />
            };
            (t.leave_title, content.into_any())
        } else {
            (t.leave_over, view! { <PageHeading title=t.leave_over /> {standing(&mine)} }.into_any())
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}
