//! `/my/cancel?reservation=…`: asks before a booking is given up.

use crate::{
    component::{Confirm, Page, PageHeading, SummaryList},
    page::citizen::{
        own::{address, find_named, rows_with_day, standing},
        turn::for_citizen,
    },
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::citizen::change::cancel_reservation`].
pub(super) fn cancel() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let t = &t().citizen.change;
        let (id, back) = (mine.reservation, address(&mine));
        let stay = back.clone();
        let (title, content) = if mine.status.may_cancel() {
            let content = view! {
                <PageHeading title=t.cancel_title lead=t.cancel_text />
                <SummaryList rows=rows_with_day(&mine) />
                <p><a href=format!("/my/move?reservation={id}")>{t.rather_move}</a></p>
                <Confirm
                    action=format!("/my/cancel?reservation={id}")
                    fields=[("reservation", id.to_string())]
                    act=t.cancel
                    keep=t.keep
                    back=stay
                />
            };
            (t.cancel_title, content.into_any())
        } else {
            let over = view! { <PageHeading title=t.over_title /> {standing(&mine)} };
            (t.over_title, over.into_any())
        };
        Ok(view! { <Page title=title back=back>{content}</Page> })
    })
}
