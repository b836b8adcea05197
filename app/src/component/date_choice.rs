//! Choosing a visiting day: radios over open days, each with what is left of it.

use super::{Button, ButtonKind, ErrorAt, Glyph, Icon, grouped};
use crate::{
    form::{kept, problem},
    text::{Lang, clock, lang, t},
};
use domain::calendar;
use leptos::prelude::*;
use store::view::hospital::OpenDay;
use time::{Date, OffsetDateTime};

/// So few places left that the page says so.
const FEW: u32 = 5;

/// Radios named `date`; full days are marked and cannot be chosen. The days before and after are
/// reached with buttons, not links: they send the form (`from`, the day at which the next ones begin),
/// so what else was chosen stays chosen.
#[component]
pub fn DateChoice(
    /// The days to choose from.
    days: Vec<OpenDay>,
    /// The day chosen on a fresh page.
    chosen: Option<Date>,
    /// Where the days before these begin, if there are any.
    earlier: Option<Date>,
    /// Where the days after these begin, if there are any.
    later: Option<Date>,
    /// When the places were counted.
    as_of: OffsetDateTime,
) -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.book;
    let chosen = kept("date").unwrap_or_else(|| chosen.map(calendar::iso).unwrap_or_default());
    let class = if problem("date").is_some() { "field field--error" } else { "field" };
    let described = if problem("date").is_some() { "date-hint date-error" } else { "date-hint" };
    // The error summary links to the first one that can be chosen.
    let first = days.iter().position(|d| d.free > 0);
    let items: Vec<_> =
        days.iter().enumerate().map(|(i, day)| item(*day, &chosen, first == Some(i))).collect();
    let earlier = earlier.map(|day| {
        view! {
            <Button kind=ButtonKind::Link sends=("from", calendar::iso(day))>
                <Icon glyph=Glyph::ChevronLeft />
                {t.earlier}
            </Button>
        }
    });
    let later = later.map(|day| {
        view! {
            <Button kind=ButtonKind::Link sends=("from", calendar::iso(day))>
                {t.later}
                <Icon glyph=Glyph::ChevronRight />
            </Button>
        }
    });
    view! {
        <fieldset class=class aria-describedby=described>
            <legend class="field__label">{t.date}</legend>
            <p class="as-of" id="date-hint">{(texts.common.as_of)(&clock(as_of))}</p>
            <ErrorAt field="date" />
            <div class="date-choice">{items}</div>
            <p class="date-choice__more">{earlier}{later}</p>
        </fieldset>
    }
}

fn item(day: OpenDay, chosen: &str, first: bool) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.citizen.book;
    let (look, left) = match day.free {
        0 => (" date-choice__item--full", t.full.to_owned()),
        n if n <= FEW => (" date-choice__item--few", (t.places)(&grouped(n))),
        n => ("", (t.places)(&grouped(n))),
    };
    let space = (lang() == Lang::En).then_some(" ");
    let value = calendar::iso(day.day_on);
    let checked = day.free > 0 && value == chosen;
    view! {
        <label class=format!("date-choice__item{look}")>
            <input
                type="radio"
                id=first.then_some("date")
                name="date"
                value=value
                checked=checked
                disabled=day.free == 0
            />
            <span class="date-choice__date">
                {(texts.common.month_day)(day.day_on)}
                {space}
                <span class="date-choice__weekday">"(" {(texts.common.weekday)(day.day_on)} ")"</span>
            </span>
            <span class="date-choice__left">{left}</span>
        </label>
    }
}
