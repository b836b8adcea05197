//! `/status`: what is left in the country, by province and hospital, and how the service itself is
//! doing. It moves while it is open; without JavaScript it loads itself again (see
//! [`crate::shell`]). `?wall=on` is for a screen on a wall: larger, without what can be pressed.

mod health;
mod hospitals;

use crate::{
    component::{
        Cell, DataTable, Figure, FigureOf, Figures, LiveRegion, Page, PageHeading, Row, Section, Tone,
        grouped,
    },
    page::public::{board, map::map},
    request::{address, db, query},
    stop::show,
    text::t,
};
use domain::{hospital::Province, live::STATUS_TOPIC};
use leptos::prelude::*;
use store::view::status::{Now, ProvinceNow};

/// Whether an address is this page, and it was not asked to stay as it is.
pub(crate) fn loads_again(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    path == "/status" && !query.split('&').any(|pair| pair == "auto=off")
}

/// Whether an address is this page for a screen on a wall.
pub(crate) fn is_for_a_wall(address: &str) -> bool {
    address
        .split_once('?')
        .is_some_and(|(path, query)| path == "/status" && query.split('&').any(|p| p == "wall=on"))
}

/// The page.
pub(super) fn status() -> impl IntoView {
    show(async {
        let wall = query("wall") == "on";
        let db = db();
        let sent: Vec<_> = store::notice::list_senders(&db).await?.into_iter().map(|s| s.channel).collect();
        let country = board::country(&db).await?;
        let hospitals = if wall { None } else { Some(hospitals::hospitals(&db).await?) };
        let t = &t().public.now;
        let (now, seen) = (&country.now, country.version);
        let (as_of, late) = (now.as_of, country.is_late());
        let (totals, map, provinces) = (
            totals(now),
            map(now, None, |province| format!("/status?province={}#hospitals", province.key())),
            provinces(now),
        );
        let booking = health::booking(db.breaker_state());
        let heard = db.hears();
        let (delays, messages) =
            (health::delays(&country.health.lags), health::messages(&sent, &country.health));
        let lead = if wall { "" } else { t.lead };
        Ok(view! {
            <Page title=t.title wide=true>
                <PageHeading title=t.title lead=lead />
                {loads_again(&address()).then(|| view! {
                    <noscript><p>{t.auto_is_on} " " <a href="/status?auto=off">{t.auto_off}</a></p></noscript>
                })}
                <LiveRegion topic=STATUS_TOPIC seen as_of late>
                    {totals}
                    <Section title=t.by_province>
                        <p class="muted">{t.by_province_text}</p>
                        <div class="provinces">{map}{provinces}</div>
                    </Section>
                    <Section title=t.service>
                        <div class="health">
                            <div><h3>{t.booking}</h3>{booking}</div>
                            <div>
                                <h3>{t.delay}</h3>
                                <p class="muted small">{t.delay_text}</p>
                                <p class="small" data-live-if="heard=0" hidden=heard>{t.looks_itself}</p>
                                {delays}
                            </div>
                            <div><h3>{t.messages}</h3>{messages}</div>
                        </div>
                    </Section>
                    {hospitals}
                </LiveRegion>
                {(!wall).then(|| view! { <p class="no-print"><a href="/status?wall=on">{t.wall}</a></p> })}
            </Page>
        })
    })
}

fn totals(now: &Now) -> impl IntoView + use<> {
    let t = &t().public.now;
    let (doses, places) = (now.sum(|p| p.bookable), now.sum(|p| p.places));
    let (waiting, hospitals) = (now.sum(|p| p.waiting.into()), now.sum(|p| p.hospitals.into()));
    let given = i64::from(now.given_today);
    let tone = if doses == 0 { Tone::None } else { Tone::Good };
    view! {
        <Figures>
            <FigureOf label=t.doses live="doses" value=doses unit=t.unit_doses tone />
            <FigureOf label=t.places live="places" value=places unit=t.unit_places />
            <FigureOf label=t.given live="given" value=given unit=t.unit_doses />
            <FigureOf label=t.waiting live="waiting" value=waiting unit=t.unit_people />
            <Figure label=t.hospitals value=grouped(hospitals) unit=t.unit_hospitals />
        </Figures>
    }
}

fn provinces(now: &Now) -> impl IntoView + use<> {
    let t = &t().public.now;
    let rows: Vec<_> = now.provinces.iter().map(row).collect();
    let headings = [t.province, t.column_hospitals, t.column_doses, t.column_places, t.column_waiting];
    view! {
        <DataTable
            id="provinces"
            caption=t.by_province
            quiet_caption=true
            dense=true
            headings=headings.map(str::to_owned)
            rows
        />
    }
}

fn row(p: &ProvinceNow) -> Row {
    let t = &t().public.now;
    let heading = if p.hospitals == 0 {
        let name = (t.short)(p.province);
        view! { {name} " " <span class="small muted">{t.no_hospital}</span> }.into_any()
    } else {
        link(p.province).into_any()
    };
    let figure = |of: &str, n: i64| {
        let live = format!("{of}:{}", p.province.key());
        Cell::number(view! { <span data-live=live data-live-text="{}">{grouped(n)}</span> })
    };
    Row::new(
        heading,
        [
            Cell::number(grouped(p.hospitals)),
            figure("doses", p.bookable),
            figure("places", p.places),
            figure("waiting", p.waiting.into()),
        ],
    )
}

fn link(province: Province) -> impl IntoView {
    let name = (t().public.now.short)(province);
    view! { <a href=format!("/status?province={}#hospitals", province.key())>{name}</a> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_page_loads_itself_again_and_only_if_it_may() {
        for address in ["/status", "/status?province=seoul", "/status?wall=on"] {
            assert!(loads_again(address), "{address}");
        }
        for address in ["/", "/status?auto=off", "/status?q=a&auto=off", "/statuses", "/admin?x=/status"] {
            assert!(!loads_again(address), "{address}");
        }
        assert!(is_for_a_wall("/status?wall=on") && !is_for_a_wall("/status?wall=off"));
    }
}
