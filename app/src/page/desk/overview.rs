//! `/desk`: how full the next open days are, and how many requests wait (G5).

use crate::{
    component::{
        Cell, DataTable, EmptyState, Figure, Figures, Glyph, Notice, NoticeKind, Page, PageHeading, Row,
        Section, Tag, TagKind, Tone, grouped,
    },
    request::{db, reservation_manager},
    stop::show,
    text::{clock, t},
};
use domain::{
    calendar::{day_in_seoul, iso},
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::view::desk::DayLoad;

const DAYS: i64 = 14;

/// The page.
pub(super) fn overview() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let db = db();
        let (open, _) = store::view::desk::list_requests(&db, hospital, 0).await?;
        let overdue = store::view::desk::count_overdue(&db, hospital).await?;
        let days = store::view::desk::list_days(&db, hospital, DAYS).await?;
        let now = db.now().await?;
        let text = t();
        let t = &text.desk;
        let today = days.iter().find(|d| d.day_on == day_in_seoul(now)).copied();
        let as_of = (text.common.as_of)(&clock(now));
        let overdue = (overdue > 0).then(|| {
            view! {
                <Notice kind=NoticeKind::Warning>
                    <p>{(t.overdue)(&grouped(overdue))} " " <a href="/desk/requests">{t.see_requests}</a></p>
                </Notice>
            }
        });
        Ok(view! {
            <Page title=t.days>
                <PageHeading title=t.days />
                {overdue}
                <Figures>
                    <Figure
                        label=t.open_requests
                        value=grouped(open)
                        unit=t.cases
                        tone=if open == 0 { Tone::None } else { Tone::Low }
                    >
                        <a href="/desk/requests">{t.see_requests}</a>
                    </Figure>
                    <Figure label=t.taken_today value=today.map_or("–".into(), |d| grouped(d.taken)) unit=t.people>
                        {match today {
                            Some(day) => (t.of_capacity)(&grouped(day.capacity)),
                            None => t.closed_today.to_owned(),
                        }}
                    </Figure>
                </Figures>
                <Section title=t.next_days>
                    {if days.is_empty() {
                        view! {
                            <EmptyState title=t.no_days glyph=Glyph::Calendar><p>{t.no_days_text}</p></EmptyState>
                        }
                        .into_any()
                    } else {
                        table(days).into_any()
                    }}
                    <p class="as-of">{as_of}</p>
                </Section>
            </Page>
        })
    })
}

fn table(days: Vec<DayLoad>) -> impl IntoView {
    let text = t();
    let t = &text.desk;
    let headings = vec![
        t.day.to_owned(),
        t.taken.to_owned(),
        t.left.to_owned(),
        t.requests.to_owned(),
        (text.common.status)(ReservationStatus::Confirmed).to_owned(),
        t.capacity.to_owned(),
        t.load.to_owned(),
    ];
    let rows: Vec<_> = days
        .into_iter()
        .map(|day| {
            let date = (text.common.short_date)(day.day_on);
            let link = view! { <a class="nowrap" href=format!("/desk/days/{}", iso(day.day_on))>{date}</a> };
            Row::new(
                link,
                vec![
                    Cell::number(grouped(day.taken)),
                    Cell::number(left(day)),
                    Cell::number(grouped(day.requested)),
                    Cell::number(grouped(day.confirmed)),
                    Cell::number(grouped(day.capacity)),
                    Cell::new(load(day)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="days" caption=t.next_days quiet_caption=true headings rows dense=true /> }
}

/// The share as a bar; the numbers stand beside it.
fn load(day: DayLoad) -> impl IntoView {
    let class = if day.taken >= day.capacity {
        "bar bar--full"
    } else if day.taken * 10 >= day.capacity * 9 {
        "bar bar--low"
    } else {
        "bar"
    };
    let share = i64::from(day.taken) * 100 / i64::from(day.capacity.max(1));
    let share = format!("{share}%");
    view! {
        <progress class=class max=day.capacity.to_string() value=day.taken.to_string() aria-label=t().desk.load>
            {share}
        </progress>
    }
}

fn left(day: DayLoad) -> AnyView {
    let left = day.capacity - day.taken;
    if left > 0 {
        grouped(left).into_any()
    } else {
        view! { <Tag kind=TagKind::Neutral glyph=Glyph::MinusCircle text=t().desk.full /> }.into_any()
    }
}
