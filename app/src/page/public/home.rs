//! `/`: what the service is for, the three main tasks, and what is left in the country.

use super::{board, hospitals::search};
use crate::{
    component::{Figure, Figures, Glyph, Icon, Notice, NoticeKind, Page, Tone, grouped},
    request::db,
    stop::show,
    text::{clock, t},
};
use leptos::prelude::*;
use store::view::status::Now;

/// The page.
pub(super) fn home() -> impl IntoView {
    show(async {
        let now = board::country(&db()).await?.now;
        let t = &t().public.home;
        let figures = figures(&now);
        let provinces: Vec<_> = now.provinces.iter().map(|p| (p.province, p.hospitals)).collect();
        let search = search(&provinces);
        Ok(view! {
            <Page title=t.title wide=true>
                <div class="hero">
                    <h1>{t.title}</h1>
                    <p class="lead">{t.lead}</p>
                </div>
                {tasks()}
                <section class="section">
                    <h2>{t.search}</h2>
                    {search}
                    <p><a href="/hospitals">{t.all}</a></p>
                </section>
                {figures}
            </Page>
        })
    })
}

fn tasks() -> impl IntoView {
    let (common, t) = (&t().common, &t().public.home);
    let tasks = [
        ("/book", "task task--primary", Glyph::Calendar, common.nav_book, t.book_text),
        ("/my", "task", Glyph::CalendarCheck, common.nav_my, t.my_text),
        ("/status", "task", Glyph::Chart, t.left, t.left_text),
    ];
    let items: Vec<_> = tasks
        .into_iter()
        .map(|(href, class, glyph, title, text)| {
            view! {
                <li>
                    <a class=class href=href>
                        <span class="task__icon"><Icon glyph /></span>
                        <span class="task__title">{title}</span>
                        <span class="task__text">{text}</span>
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="tasks">{items}</ul> }
}

fn figures(now: &Now) -> impl IntoView + use<> {
    let text = t();
    let (t, units) = (&text.public.home, &text.public.now);
    let doses = now.sum(|p| p.bookable);
    let with_doses = now.sum(|p| p.with_doses.into());
    let hospitals = (t.of_hospitals)(&grouped(now.sum(|p| p.hospitals.into())));
    let places = now.sum(|p| p.places);
    let nothing =
        (doses == 0).then(|| view! { <Notice kind=NoticeKind::Warning><p>{t.nothing}</p></Notice> });
    let tone = if doses == 0 { Tone::None } else { Tone::Good };
    view! {
        <section class="section">
            <h2>{t.now}</h2>
            <p class="as-of">{(text.common.as_of)(&clock(now.as_of))}</p>
            {nothing}
            <Figures>
                <Figure label=t.doses value=grouped(doses) unit=units.unit_doses tone />
                <Figure label=t.hospitals value=grouped(with_doses) unit=units.unit_hospitals>{hospitals}</Figure>
                <Figure label=t.places value=grouped(places) unit=units.unit_places />
            </Figures>
        </section>
    }
}
