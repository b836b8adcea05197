//! `/book`: what is needed and what to know. With a hospital in the address, on to the first
//! question that is still open.

use super::step;
use crate::{
    component::{ButtonLink, ButtonSize, Glyph, Icon, Page, PageHeading, Section},
    page::citizen::{
        journey::Journey,
        turn,
        wish::{Next, Wish},
    },
    text::t,
};
use leptos::prelude::*;

/// The page.
pub(super) fn start() -> impl IntoView {
    match Wish::from_query() {
        Ok(None) => preparation().into_any(),
        _ => turn::for_citizen(|visitor| async move {
            let journey = Journey::find(&visitor, Next::Date).await?;
            Err::<(), _>(turn::Turn::Onward(journey.wish.at("/book/date")))
        })
        .into_any(),
    }
}

fn preparation() -> impl IntoView {
    let t = &t().citizen.book;
    let list =
        |texts: &'static [&'static str]| texts.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
    view! {
        <Page title=t.journey>
            <PageHeading title=t.start_title lead=t.start_lead step=step(1) />
            <Section title=t.needs_title>
                <ul>{list(t.needs)}</ul>
            </Section>
            <Section title=t.notes_title>
                <ul>{list(t.notes)} {list(t.before)}</ul>
            </Section>
            <div class="actions">
                <ButtonLink href="/hospitals" size=ButtonSize::Large>
                    <Icon glyph=Glyph::Search />
                    {t.find_hospital}
                </ButtonLink>
            </div>
        </Page>
    }
}
