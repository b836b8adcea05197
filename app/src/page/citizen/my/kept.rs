//! `/my/{id}/kept`: one reservation as it was at a moment, for the service worker to keep (see
//! `public/sw.js`). Nothing on it moves, nothing can be done with it but to show it, and it names
//! nobody.

use super::{detail::rows, next::ticket, panel};
use crate::{
    component::{Glyph, Icon, Page, PageHeading, Section, StatusTag, SummaryList, held_until},
    page::citizen::turn::for_citizen,
    request::{db, param},
    stop::Stop,
    text::t,
};
use domain::id::ReservationId;
use leptos::prelude::*;
use store::view::reservation::{Mine, find_mine};

/// Says which page stands for this one where there is no network: `boot.js` tells the worker.
pub(crate) fn keep_mark(id: ReservationId) -> impl IntoView {
    view! { <span hidden data-keep=format!("/my/{id}/kept")></span> }
}

/// The page.
pub(super) fn kept() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: ReservationId = param("id")?;
        let mine = find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        let texts = t();
        let t = &texts.public.offline;
        let at = (t.kept_at)(&(texts.common.moment)(mine.as_of));
        let (status, ticket) = (status(&mine), ticket(&mine));
        let rows = rows(mine, false);
        Ok(view! {
            <Page title=t.kept_title>
                <div class="kept" data-stand-in="" role="status">
                    <Icon glyph=Glyph::WifiOff />
                    <p><strong>{at}</strong>" "{t.kept_text}</p>
                </div>
                <PageHeading title=t.kept_title />
                {status}
                {ticket}
                <Section title=texts.citizen.my.details_title>
                    <SummaryList rows=rows />
                </Section>
                <Section title=t.unable>
                    <p>{t.unable_text}</p>
                    <p><a href=format!("/my/{id}")>{t.now}</a></p>
                </Section>
                <Section title=t.device>
                    <p>{t.device_text}</p>
                    // Done by `boot.js`: without scripts nothing was kept.
                    <button class="button button--secondary" type="button" data-forget="">{t.forget}</button>
                </Section>
            </Page>
        })
    })
}

/// How it stood then, in a panel that nothing moves.
fn status(mine: &Mine) -> impl IntoView + use<> {
    let day = mine.day_on.map(t().common.date).unwrap_or_default();
    let (title, text) = panel::meaning(mine.status, mine.dose.0 < mine.dose.1);
    let held = mine.offer_until.map(|until| view! { <p>{held_until(until)}</p> });
    view! {
        <section class="status-panel" aria-labelledby="status">
            <p class="status-panel__tag"><StatusTag status=mine.status large=true /></p>
            <h2 class="status-panel__title" id="status">{title}</h2>
            {panel::because(mine)}
            <p>{text.replace("{day}", &day)}</p>
            {held}
        </section>
    }
}
