//! `/status`: what is left by province, and how far the service's screens are behind.

use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, Figure, Figures, Glyph, Icon, Page, PageHeading, Row,
        Section, Tag, TagKind, Tone, grouped,
    },
    request::{db, query},
    stop::show,
    text::{clock, t},
};
use domain::notice::Channel;
use http::{HeaderValue, header::REFRESH};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::{
    BreakerState,
    outbox::Lag,
    view::status::{Now, ProvinceNow},
};

/// The page. Loads itself again every thirty seconds only where that was asked for: unasked
/// it would throw readers of a screen back to the top.
pub(super) fn status() -> impl IntoView {
    show(async {
        let auto = query("auto") == "on";
        if auto && let Some(response) = use_context::<ResponseOptions>() {
            response.insert_header(REFRESH, HeaderValue::from_static("30"));
        }
        let db = db();
        let now = store::view::status::read(&db).await?;
        let lags = store::outbox::list_lags(&db).await?;
        let queued = store::notice::count_queued(&db).await?;
        let on: Vec<_> = store::notice::list_senders(&db).await?.into_iter().map(|s| s.channel).collect();
        let (common, t) = (&t().common, &t().public.now);
        let (href, label) = if auto { ("/status", t.auto_off) } else { ("/status?auto=on", t.auto_on) };
        let here = if auto { "/status?auto=on" } else { "/status" };
        let (totals, provinces, delays) = (totals(&now), provinces(&now), delays(&lags));
        let messages = messages(&on, queued);
        let booking = booking(db.breaker_state());
        Ok(view! {
            <Page title=t.title wide=true>
                <PageHeading title=t.title lead=t.lead>
                    <ButtonLink href=here kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Refresh />
                        {common.refresh}
                    </ButtonLink>
                </PageHeading>
                <p class="cluster">
                    <span class="as-of">{(common.as_of)(&clock(now.as_of))}</span>
                    {auto.then_some(t.auto_is_on)}
                    <a href=href>{label}</a>
                </p>
                {totals}
                <Section title=t.by_province><p>{t.by_province_text}</p>{provinces}</Section>
                <Section title=t.booking>{booking}</Section>
                <Section title=t.delay>
                    <p>{t.delay_text}</p>
                    {delays}
                </Section>
                <Section title=t.messages>{messages}</Section>
            </Page>
        })
    })
}

fn totals(now: &Now) -> impl IntoView + use<> {
    let t = &t().public.now;
    let sum = |of: fn(&ProvinceNow) -> i64| now.provinces.iter().map(of).sum::<i64>();
    let (doses, places) = (sum(|p| p.bookable), sum(|p| p.places));
    let (waiting, hospitals) = (sum(|p| p.waiting.into()), sum(|p| p.hospitals.into()));
    let tone = if doses == 0 { Tone::None } else { Tone::Good };
    view! {
        <Figures>
            <Figure label=t.doses value=grouped(doses) unit=t.unit_doses tone />
            <Figure label=t.places value=grouped(places) unit=t.unit_places />
            <Figure label=t.waiting value=grouped(waiting) unit=t.unit_people />
            <Figure label=t.hospitals value=grouped(hospitals) unit=t.unit_hospitals />
        </Figures>
    }
}

fn provinces(now: &Now) -> impl IntoView + use<> {
    let text = &t().public;
    let t = &text.now;
    let rows: Vec<_> = now
        .provinces
        .iter()
        .map(|p| {
            let name = (text.province)(p.province);
            let href = format!("/hospitals?province={}", p.province.key());
            let heading = if p.hospitals == 0 {
                view! { {name} <br /> <span class="small muted">{t.no_hospital}</span> }.into_any()
            } else {
                view! { <a href=href>{name}</a> }.into_any()
            };
            let figure = |n: i64| Cell::number(grouped(n));
            Row::new(
                heading,
                [figure(p.hospitals.into()), figure(p.bookable), figure(p.places), figure(p.waiting.into())],
            )
        })
        .collect();
    let headings = [t.province, t.column_hospitals, t.column_doses, t.column_places, t.column_waiting]
        .map(str::to_owned);
    view! { <DataTable id="provinces" caption=t.by_province quiet_caption=true dense=true headings rows /> }
}

/// Whether bookings go through (N5).
fn booking(state: BreakerState) -> impl IntoView {
    let t = &t().public.now;
    let (kind, glyph, word, text) = match state {
        BreakerState::Closed => (TagKind::Success, Glyph::CheckCircle, t.booking_works, t.booking_works_text),
        BreakerState::HalfOpen => (TagKind::Warning, Glyph::Clock, t.booking_tried, t.booking_rests_text),
        BreakerState::Open => (TagKind::Warning, Glyph::Alert, t.booking_rests, t.booking_rests_text),
    };
    view! { <p class="cluster"><Tag kind glyph text=word /> <span>{text}</span></p> }
}

fn delays(lags: &[Lag]) -> impl IntoView + use<> {
    let t = &t().public.now;
    let rows: Vec<_> = lags
        .iter()
        .map(|lag| {
            let late = late(lag.seconds);
            let name = (t.consumer)(&lag.consumer).to_owned();
            view! { <div class="summary__row"><dt>{name}</dt><dd>{late}</dd></div> }
        })
        .collect();
    view! { <dl class="summary">{rows}</dl> }
}

/// On which channels notices go out, as whoever sends them says, and how far behind that is.
fn messages(on: &[Channel], (waiting, seconds): (u32, f64)) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.public.now;
    let row = |name: &'static str, value: String| {
        view! { <div class="summary__row"><dt>{name}</dt><dd>{value}</dd></div> }
    };
    let channels = Channel::ALL.map(|channel| {
        let state = if on.contains(&channel) { t.messages_on } else { t.messages_off };
        row((texts.notices.channel)(channel), state.to_owned())
    });
    view! {
        <p>{t.messages_text}</p>
        <dl class="summary">
            {channels}
            {row(t.messages_waiting, (t.messages_count)(&grouped(waiting)))}
            {row(t.messages_late, late(seconds))}
        </dl>
    }
}

fn late(seconds: f64) -> String {
    let t = &t().public.now;
    if seconds < 1.0 { t.no_delay.to_owned() } else { (t.seconds)(seconds) }
}
