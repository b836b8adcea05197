//! Figures as they are felt, charts, and a figure that moves.

use crate::{
    component::{
        Bar, BarChart, Cell, DataTable, Figure, FigureOf, Figures, LiveRegion, Row, Section, Share,
        ShareChart, Tone, grouped,
    },
    text::t,
};
use domain::live::STATUS_TOPIC;
use leptos::prelude::*;
use store::availability::Country;

/// Vaccinated, booked and discarded on seven days.
const DAYS: [[i64; 3]; 7] =
    [[120, 30, 4], [180, 42, 0], [96, 60, 2], [0, 0, 0], [210, 24, 6], [240, 18, 0], [150, 90, 3]];

/// Figures and charts, and the table that says the same.
pub(super) fn figures() -> impl IntoView {
    let text = t();
    let t = &text.public.component;
    let s = &t.sample;
    let tones = [(Tone::Plain, 300), (Tone::Good, 128), (Tone::Low, 6), (Tone::None, 0)];
    let figures: Vec<_> = tones
        .into_iter()
        .zip(s.figures)
        .map(|((tone, n), (label, unit))| view! { <Figure label value=grouped(n) unit tone /> })
        .collect();
    let bars: Vec<_> = (1..).zip(DAYS).map(|(day, parts)| Bar { label: day.to_string(), parts }).collect();
    let shares: Vec<_> = s
        .rows
        .into_iter()
        .zip([[620, 200, 30], [340, 410, 0], [900, 60, 40]])
        .map(|(label, parts)| Share { label: label.to_owned(), parts })
        .collect();
    let rows: Vec<_> = (1..)
        .zip(DAYS)
        .map(|(day, parts): (i64, _)| Row::new(day.to_string(), parts.map(|n| Cell::number(grouped(n)))))
        .collect();
    let headings: Vec<_> = [text.common.day].into_iter().chain(s.legend).map(str::to_owned).collect();
    view! {
        <Section title=t.parts.figures>
            <Figures>{figures}</Figures>
            <BarChart title=s.bars desc=s.chart legend=s.legend bars />
            <ShareChart title=s.shares desc=s.chart legend=s.legend shares />
            <DataTable id="days" caption=s.bars headings rows dense=true />
        </Section>
    }
}

/// The country's doses, as on the status page.
pub(super) fn live(country: &Country) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.public.component;
    let doses = country.now.sum(|p| p.bookable);
    let (seen, as_of, late) = (country.version, country.now.as_of, country.is_late());
    let now = &texts.public.now;
    view! {
        <Section title=t.parts.live>
            <p>{t.sample.live}</p>
            <LiveRegion topic=STATUS_TOPIC seen as_of late>
                <Figures>
                    <FigureOf label=now.doses live="doses" value=doses unit=now.unit_doses />
                </Figures>
            </LiveRegion>
        </Section>
    }
}
