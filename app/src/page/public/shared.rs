//! `/share/{code}`: what whoever was sent a link sees of a reservation: place, day and state.

use super::nothing::nothing;
use crate::{
    component::{Page, PageHeading, StatusTag, SummaryList, SummaryRow},
    request::{db, param},
    stop::show,
    text::{clock, t},
};
use domain::reservation::ReservationStatus as S;
use leptos::prelude::*;
use store::share::{Shown, show as find};

/// The page. A link that is over and one that never was look alike.
pub(super) fn shared() -> impl IntoView {
    show(async {
        let code: String = param("code")?;
        let t = &t().citizen.hand.share;
        Ok(match find(&db(), &code).await? {
            Some(shown) => content(&shown).into_any(),
            None => nothing(t.gone_title, t.gone_text),
        })
    })
}

fn content(shown: &Shown) -> impl IntoView + use<> {
    let texts = t();
    let (t, book) = (&texts.citizen.hand.share, &texts.citizen.book);
    let place = format!("{} · {}", (texts.public.province)(shown.province), shown.hospital_name);
    let wished = matches!(shown.status, S::Waiting | S::Offered | S::Withdrawn);
    let rows = vec![
        SummaryRow::new(book.hospital, place),
        SummaryRow::new(
            if wished { texts.citizen.wait.date } else { book.date },
            shown.day_on.map_or_else(|| t.no_day.to_owned(), texts.common.date),
        ),
        SummaryRow::new(book.done_now, view! { <StatusTag status=shown.status /> }),
    ];
    let until = (t.until)(&(texts.common.moment)(shown.expires_at));
    let as_of = (texts.common.as_of)(&clock(shown.as_of));
    view! {
        <Page title=t.shown_title>
            <PageHeading title=t.shown_title lead=t.shown_lead />
            <SummaryList rows />
            <p class="as-of">{as_of}</p>
            <p class="muted small">{until}</p>
        </Page>
    }
}
