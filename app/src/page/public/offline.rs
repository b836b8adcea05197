//! `/offline`: what the service worker shows where a page cannot be had (see `public/sw.js`).

use crate::{
    component::{ButtonLink, Glyph, Icon, Page, PageHeading, Section},
    text::t,
};
use leptos::prelude::*;

/// The page. Its frame is bare, for it is kept for whoever uses the device.
pub(super) fn offline() -> impl IntoView {
    let t = &t().public.offline;
    let able: Vec<_> = t.able_list.iter().map(|text| view! { <li>{*text}</li> }).collect();
    view! {
        <Page title=t.title>
            <div class="stand-in" data-stand-in="">
                <Icon glyph=Glyph::WifiOff class="icon--large" />
                <PageHeading title=t.title lead=t.lead />
                <div class="actions">
                    <ButtonLink href="">{t.again}</ButtonLink>
                    // Shown by `boot.js` where there is one.
                    <a class="button button--secondary" href="/my" data-kept="" hidden>{t.kept}</a>
                </div>
            </div>
            <Section title=t.able>
                <ul class="stack--small">{able}</ul>
            </Section>
        </Page>
    }
}
