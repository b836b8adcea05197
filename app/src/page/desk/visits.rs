//! `/desk/visits`: who is here? Found by number, name or phone, or among today's bookings.
//!
//! What is typed is personal, so the search is a POST that this page answers.

use super::{entry, found::results};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Field, Figure, Figures,
        Glyph, Icon, LiveRegion, Narrow, Page, PageHeading, Pair, Row, Section, StatusTag, Tone, grouped,
    },
    form::{kept, refused},
    request::{db, reservation_manager},
    stop::show,
    text::t,
};
use domain::{calendar::day_in_seoul, live::views_topic, reservation::ReservationStatus as S};
use leptos::prelude::*;
use std::collections::HashMap;
use store::{
    audit_log::note_each,
    view::{
        desk::Entry,
        vaccination::Record,
        visit::{Wanted, search},
    },
};

/// The page. Its form goes to [`crate::api::desk::visit::search_visits`].
pub(super) fn visits() -> impl IntoView {
    show(async {
        let (manager, hospital) = reservation_manager()?;
        let db = db();
        let now = db.now().await?;
        // Whoever comes to the desk types, or holds a code before the scanner. After a search the
        // answer counts.
        let ask = kept("q").is_none();
        let wanted = kept("q").filter(|_| refused().is_none()).and_then(|typed| Wanted::parse(&typed));
        let content = if let Some(wanted) = wanted {
            let found = search(&db, hospital, &wanted).await?;
            let seen: Vec<_> =
                found.iter().filter(|v| v.here).map(|v| format!("reservation:{}", v.reservation)).collect();
            note_each(&db, manager.account, "person_found", &seen, Some(hospital)).await?;
            results(found, day_in_seoul(now)).into_any()
        } else {
            let today = day_in_seoul(now);
            let entries = store::view::desk::list_day(&db, hospital, today).await?;
            let records = store::view::vaccination::list_records(&db, hospital, today).await?;
            let seen = store::read_model::as_of(&db).await?.version;
            let today = today_view(entries, &records);
            view! { <LiveRegion topic=views_topic(Some(hospital.0)) seen as_of=now fetches=true>{today}</LiveRegion> }
                .into_any()
        };
        let t = &t().desk.visit;
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title lead=t.lead>
                    <ButtonLink href="/desk/walk-in" kind=ButtonKind::Secondary>{t.walk_in}</ButtonLink>
                </PageHeading>
                <Narrow>
                    <form class="search search--one" role="search" method="post" action="/desk/visits" novalidate>
                        <Field name="q" label=t.search hint=t.search_hint focus=ask />
                        <Button><Icon glyph=Glyph::Search />{t.find}</Button>
                    </form>
                </Narrow>
                {content}
            </Page>
        })
    })
}

/// The records that stand, by the booking they used. The status of a booking may lag behind (N4);
/// the record is the fact.
type Given<'a> = HashMap<uuid::Uuid, &'a Record>;

fn today_view(entries: Vec<Entry>, records: &[Record]) -> impl IntoView + use<> {
    let t = &t().desk;
    let given: Vec<&Record> = records.iter().filter(|r| r.voided.is_none()).collect();
    let walk_ins = given.iter().filter(|r| r.reservation.is_none()).count();
    let by_booking: Given = given.iter().filter_map(|r| Some((r.reservation?.0, *r))).collect();
    let (done, open): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .partition(|e| e.status == S::Vaccinated || by_booking.contains_key(&e.reservation.0));
    let (to_come, others): (Vec<_>, Vec<_>) =
        open.into_iter().partition(|e| matches!(e.status, S::Confirmed | S::Requested));
    let figures = figures(done.len(), to_come.len(), given.len(), walk_ins);
    let empty = done.is_empty() && to_come.is_empty() && others.is_empty();
    let groups: Vec<_> = [
        ("to-come", t.visit.group_to_come, to_come),
        ("vaccinated", t.visit.group_vaccinated, done),
        ("others", t.visit.group_others, others),
    ]
    .into_iter()
    .filter(|(_, _, group)| !group.is_empty())
    .map(|(id, title, group)| {
        let title = title(&number(group.len()));
        let table = table(id, title.clone(), group, &by_booking);
        view! { <Section title>{table}</Section> }
    })
    .collect();
    let nobody = empty.then(|| {
        view! {
            <EmptyState title=t.visit.today_empty glyph=Glyph::Calendar><p>{t.visit.today_empty_text}</p></EmptyState>
        }
    });
    view! { {figures} {groups} {nobody} }
}

fn number(n: usize) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

fn figures(done: usize, to_come: usize, given: usize, walk_ins: usize) -> impl IntoView {
    let t = &t().desk;
    view! {
        <Figures>
            <Figure label=t.visit.booked value=number(done + to_come) unit=t.people />
            <Figure label=t.visit.vaccinated value=number(given) unit=t.people tone=Tone::Good>
                {(walk_ins > 0).then(|| (t.visit.of_walk_ins)(&number(walk_ins)))}
            </Figure>
            <Figure
                label=t.visit.to_come
                value=number(to_come)
                unit=t.people
                tone=if to_come == 0 { Tone::None } else { Tone::Low }
            />
        </Figures>
    }
}

fn table(
    id: &'static str,
    caption: String,
    mut group: Vec<Entry>,
    given: &Given<'_>,
) -> impl IntoView + use<> {
    let t = &t().desk;
    // The desk looks for a name; who is accepted stands before who is not.
    group.sort_by(|a, b| {
        (a.status != S::Confirmed, a.name.as_str()).cmp(&(b.status != S::Confirmed, b.name.as_str()))
    });
    let headings = [t.person, t.vaccine, t.phone, t.status, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = group
        .iter()
        .map(|entry| {
            let record = given.get(&entry.reservation.0);
            let phone = entry::phone(entry);
            let status = if record.is_some() { S::Vaccinated } else { entry.status };
            let act = match record {
                Some(record) => {
                    let href = format!("/desk/vaccinations/{}", record.vaccination);
                    view! { <a class="nowrap" href=href>{t.visit.see_record}</a> }.into_any()
                }
                None => open(entry).into_any(),
            };
            Row::new(
                entry::person(entry),
                vec![
                    Cell::new(entry::vaccine(entry)),
                    // On a tablet there is no room for one more column.
                    Cell::new(view! { <Pair detail=entry.number.to_string()>{phone}</Pair> }),
                    Cell::new(view! { <StatusTag status /> }),
                    Cell::actions(act),
                ],
            )
        })
        .collect();
    view! { <DataTable id caption quiet_caption=true headings rows stack=true dense=true /> }
}

fn open(entry: &Entry) -> impl IntoView + use<> {
    let kind = if entry.status == S::Confirmed { ButtonKind::Primary } else { ButtonKind::Secondary };
    let number = format!(" {}", entry.number);
    view! {
        <ButtonLink href=format!("/desk/visit/{}", entry.reservation) kind size=ButtonSize::Small>
            {t().desk.visit.title}
            <span class="visually-hidden">{number}</span>
        </ButtonLink>
    }
}
