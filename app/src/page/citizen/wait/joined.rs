//! `/book/waiting/{id}`: in line, at which place, and what happens next.

use crate::{
    component::{ButtonLink, ButtonSize, Done, Page, Section, SummaryList, SummaryRow, grouped},
    page::citizen::{
        own::rows,
        turn::{Turn, for_citizen},
    },
    request::{db, param},
    stop::Stop,
    text::{clock, t},
};
use domain::id::ReservationId;
use leptos::prelude::*;
use store::view::reservation::find_mine;

/// The page. Once the wait is over, the reservation's own page says more.
pub(super) fn joined() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: ReservationId = param("id")?;
        let mine = find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        let Some(line) = mine.line.as_ref() else {
            return Err(Turn::Onward(format!("/my/{id}")));
        };
        let texts = t();
        let t = &texts.citizen.wait;
        let place = (texts.common.line)(&grouped(line.position), &grouped(line.waiting));
        let day = mine.day_on.map_or_else(|| texts.citizen.my.no_day.to_owned(), texts.common.date);
        let mut rows = rows(&mine);
        rows.insert(2, SummaryRow::new(t.date, day));
        let next = t.done_next.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
        Ok(view! {
            <Page title=t.done_title>
                <Done title=t.done_title>
                    <p class="lead">{place}</p>
                    <p class="as-of">{(texts.common.as_of)(&clock(mine.as_of))}</p>
                    <p>
                        {texts.citizen.book.number} " "
                        <strong class="number-code">{mine.number.to_string()}</strong>
                    </p>
                </Done>
                <Section title=t.done_details>
                    <SummaryList rows />
                </Section>
                <Section title=texts.citizen.book.done_next_title>
                    <ol>{next}</ol>
                </Section>
                <div class="stack">
                    <div class="actions">
                        <ButtonLink href=format!("/my/{id}") size=ButtonSize::Large>{t.to_wait}</ButtonLink>
                    </div>
                    <p class="muted small">{texts.citizen.book.keep}</p>
                </div>
            </Page>
        })
    })
}
