//! `/desk/days/:date`: who comes on a day, by status; made to be printed as well (G5).

use super::entry;
use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Figure, Figures, Glyph, Icon, LiveRegion,
        Notice, NoticeKind, Page, PageHeading, Pair, Row, Section, Tab, Tabs, Tone, grouped,
    },
    request::{db, param, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    calendar::{day_in_seoul, iso, parse_iso},
    live::views_topic,
    reservation::ReservationStatus as S,
};
use leptos::prelude::*;
use store::view::desk::{Day, Entry};
use time::Date;

/// First who is sure to come, then who waits for an answer, then who does not come.
const GROUPS: [S; 7] =
    [S::Confirmed, S::Requested, S::Vaccinated, S::NoShow, S::Expired, S::Cancelled, S::Rejected];

/// The page: names are read as they are. [`crate::sheet::bookings`] is its file.
pub(super) fn day() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let date = parse_iso(&param::<String>("date")?).map_err(|_| Stop::Missing)?;
        let db = db();
        let day = store::view::desk::find_day(&db, hospital, date).await?;
        let entries = store::view::desk::list_day(&db, hospital, date).await?;
        let as_of = store::read_model::as_of(&db).await?;
        let now = db.now().await?;
        let text = t();
        let t = &text.desk;
        let title = (t.day_title)(&(text.common.date)(date));
        let empty = entries.is_empty();
        let file = format!("/desk/bookings.csv?on={}", iso(date));
        let groups = groups(entries);
        Ok(view! {
            <Page title=title.clone() back="/desk">
                <PageHeading title>
                    {(!empty).then(|| view! {
                        <ButtonLink href=file kind=ButtonKind::Secondary>
                            <Icon glyph=Glyph::Download />
                            {t.download_day}
                        </ButtonLink>
                    })}
                </PageHeading>
                {other_days(date, day_in_seoul(now), |day| format!("/desk/days/{}", iso(day)))}
                <LiveRegion topic=views_topic(Some(hospital.0)) seen=as_of.version as_of=now fetches=true>
                    {figures(day)}
                    {if empty {
                        view! {
                            <EmptyState title=t.day_empty glyph=Glyph::Calendar><p>{t.day_empty_text}</p></EmptyState>
                        }
                        .into_any()
                    } else {
                        view! {
                            {groups}
                            <p class="muted small no-print"><Icon glyph=Glyph::Print />" "{t.print_hint}</p>
                        }
                        .into_any()
                    }}
                </LiveRegion>
            </Page>
        })
    })
}

/// Links to the days around, and to today.
pub(super) fn other_days(date: Date, today: Date, href: fn(Date) -> String) -> impl IntoView {
    let t = &t().desk;
    let days = [
        (date.previous_day(), t.day_before),
        ((date != today).then_some(today), t.today),
        (date.next_day(), t.day_after),
    ];
    let tabs: Vec<_> = days
        .into_iter()
        .filter_map(|(day, label)| Some(Tab { href: href(day?), label, here: false }))
        .collect();
    view! { <Tabs label=t.other_days tabs /> }
}

fn figures(day: Option<Day>) -> AnyView {
    let t = &t().desk;
    match day {
        None => view! { <Notice kind=NoticeKind::Info><p>{t.day_unopened}</p></Notice> }.into_any(),
        Some(day) if day.closed => {
            view! { <Notice kind=NoticeKind::Info><p>{t.day_closed}</p></Notice> }.into_any()
        }
        Some(day) => {
            let left = day.capacity - day.taken;
            view! {
                <Figures>
                    <Figure label=t.capacity value=grouped(day.capacity) unit=t.people />
                    <Figure label=t.taken value=grouped(day.taken) unit=t.people />
                    <Figure
                        label=t.left
                        value=grouped(left)
                        unit=t.seats
                        tone=if left == 0 { Tone::None } else { Tone::Good }
                    />
                </Figures>
            }
            .into_any()
        }
    }
}

fn groups(entries: Vec<Entry>) -> Vec<AnyView> {
    let t = &t().desk;
    GROUPS
        .into_iter()
        .filter_map(|status| {
            let mut group: Vec<&Entry> = entries.iter().filter(|e| e.status == status).collect();
            // The desk looks for a name.
            group.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
            (!group.is_empty()).then(|| {
                let title = (t.group)(status, &grouped(i64::try_from(group.len()).unwrap_or(i64::MAX)));
                let table = table(status, title.clone(), &group);
                view! { <Section title>{table}</Section> }.into_any()
            })
        })
        .collect()
}

fn table(status: S, caption: String, group: &[&Entry]) -> impl IntoView + use<> {
    let t = &t().desk;
    let headings = [t.name, t.birth, t.vaccine, t.phone, t.number].map(str::to_owned).to_vec();
    let rows: Vec<_> = group
        .iter()
        .map(|entry| {
            let number = entry.number.to_string();
            let href = format!("/desk/requests/{}", entry.reservation);
            let birth = (t.birth_date)(entry.birth.date());
            Row::new(
                entry.name.as_str().to_owned(),
                vec![
                    Cell::new(view! { <span class="nowrap">{birth}</span> }),
                    Cell::new(entry::vaccine(entry)),
                    Cell::new(entry::phone(entry)),
                    Cell::new(view! {
                        <Pair detail=entry::last_act(entry)><a class="number-code" href=href>{number}</a></Pair>
                    }),
                ],
            )
        })
        .collect();
    view! { <DataTable id=status.key() caption quiet_caption=true headings rows stack=true dense=true /> }
}
