//! A month of days with their load: a table of weeks, on a phone a list of days.

use crate::{
    component::{Glyph, Icon, grouped},
    text::t,
};
use domain::calendar::{iso, parse_iso};
use leptos::prelude::*;
use store::view::desk::DayLoad;
use time::{Date, Duration};

/// First and last day of the month in an address (`2026-12`), else of today's.
pub(super) fn month_of(wanted: &str, today: Date) -> (Date, Date) {
    let first = parse_iso(&format!("{wanted}-01")).ok().or(today.replace_day(1).ok()).unwrap_or(today);
    (first, next_month(first) - Duration::days(1))
}

/// The first day of the month after.
fn next_month(first: Date) -> Date {
    (first + Duration::days(31)).replace_day(1).unwrap_or(first)
}

/// The month that begins on `first`.
pub(super) fn calendar(first: Date, today: Date, days: &[DayLoad]) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.desk;
    let (before, after) = (first - Duration::days(1), next_month(first));
    let title = (t.month_title)(first);
    // From the Monday before to the Sunday after.
    let start = first - Duration::days(first.weekday().number_days_from_monday().into());
    let mut rows = Vec::new();
    let mut day = start;
    while day < after {
        let week: Vec<_> = (0..7)
            .map(|n| {
                let on = day + Duration::days(n);
                if on < first || on >= after {
                    return view! { <td class="calendar__other"></td> }.into_any();
                }
                let load = days.iter().find(|d| d.day_on == on).copied();
                // On a phone, days that are over and saw nobody only make the list long.
                let over = on < today && load.is_none();
                view! { <td class=over.then_some("calendar__other")>{cell(on, load, on == today)}</td> }
                    .into_any()
            })
            .collect();
        rows.push(view! { <tr>{week}</tr> });
        day += Duration::days(7);
    }
    let weekdays: Vec<_> = (0..7)
        .map(|n| view! { <th scope="col">{(texts.common.weekday)(start + Duration::days(n))}</th> })
        .collect();
    view! {
        <section aria-labelledby="month">
            <div class="calendar__move">
                <h2 id="month">{title}</h2>
                <a href=month_href(before)><Icon glyph=Glyph::ChevronLeft />{t.month_before}</a>
                <a href="/desk">{t.this_month}</a>
                <a href=month_href(after)>{t.month_after}<Icon glyph=Glyph::ChevronRight /></a>
            </div>
            <p class="muted small">{t.calendar_text}</p>
            <table class="calendar" aria-labelledby="month">
                <thead><tr>{weekdays}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn month_href(day: Date) -> String {
    format!("/desk?month={:04}-{:02}", day.year(), u8::from(day.month()))
}

fn cell(on: Date, load: Option<DayLoad>, today: bool) -> AnyView {
    let texts = t();
    let t = &texts.desk;
    let mark = if today { " calendar__today" } else { "" };
    let date = view! {
        <span class="calendar__date">
            {on.day()}
            <span class="calendar__weekday">" ("{(texts.common.weekday)(on)}")"</span>
            {today.then(|| view! { " " <span class="small">{t.today}</span> })}
        </span>
    };
    let Some(load) = load.filter(|l| l.open || l.taken > 0 || l.ended + l.missed + l.vaccinated > 0) else {
        return view! {
            <span class=format!("calendar__day calendar__closed{mark}")>
                {date}
                <span class="calendar__load">{t.closed_short}</span>
            </span>
        }
        .into_any();
    };
    let taken = (t.load_of)(&grouped(load.taken), &grouped(load.capacity));
    let full = load.open && load.taken >= load.capacity;
    let full = full.then(|| view! { " " <b>{t.full}</b> });
    let more: Vec<_> =
        [(load.requested, t.n_requested), (load.vaccinated, t.n_vaccinated), (load.missed, t.n_missed)]
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, text)| view! { <span class="nowrap">{text(&grouped(n))}</span> " " })
            .collect();
    let more = (!more.is_empty()).then(|| view! { <span class="calendar__more">{more}</span> });
    view! {
        <a class=format!("calendar__day{mark}") href=format!("/desk/days/{}", iso(on))>
            {date}
            <span class="calendar__load">{taken} {full}</span>
            {more}
            {bar(load)}
        </a>
    }
    .into_any()
}

/// The share as a bar; the numbers stand beside it.
fn bar(day: DayLoad) -> impl IntoView {
    let class = if day.taken >= day.capacity {
        "bar bar--full"
    } else if day.taken * 10 >= day.capacity * 9 {
        "bar bar--low"
    } else {
        "bar"
    };
    let share = format!("{}%", i64::from(day.taken) * 100 / i64::from(day.capacity.max(1)));
    view! {
        <progress
            class=class
            max=day.capacity.max(1).to_string()
            value=day.taken.to_string()
            aria-label=t().desk.load
        >
            {share}
        </progress>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn a_month_goes_from_its_first_to_its_last_day() {
        let today = date!(2026 - 12 - 05);
        assert_eq!(month_of("", today), (date!(2026 - 12 - 01), date!(2026 - 12 - 31)));
        assert_eq!(month_of("2027-02", today), (date!(2027 - 02 - 01), date!(2027 - 02 - 28)));
        assert_eq!(month_of("2028-02", today), (date!(2028 - 02 - 01), date!(2028 - 02 - 29)));
        assert_eq!(month_of("soon", today), month_of("", today));
        assert_eq!(next_month(date!(2026 - 12 - 01)), date!(2027 - 01 - 01));
        assert_eq!(month_href(date!(2027 - 01 - 31)), "/desk?month=2027-01");
    }
}
