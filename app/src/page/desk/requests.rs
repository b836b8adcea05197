//! `/desk/requests`: open requests, oldest first, each answered with one tap (C3–C5).

use super::entry;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Keys,
        LiveRegion, Notice, NoticeKind, Page, PageHeading, Pair, Row, Tag, TagKind, grouped,
    },
    request::{db, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    id::{HospitalId, ReservationId},
    live::views_topic,
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::view::desk::Entry;
use time::{Duration, OffsetDateTime};

/// More on one page would be slow to read and to send.
const MOST: i64 = 100;

/// A request that waits longer than this is marked.
const OVERDUE: Duration = Duration::hours(24);

/// The page. Its buttons go to [`crate::api::desk::accept::accept_request`] and to the
/// rejection.
pub(super) fn requests() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let (done, id) = (query("done"), query("id"));
        let db = db();
        let answered = find_answered(hospital, &done, &id).await?;
        let (total, entries) = store::view::desk::list_requests(&db, hospital, MOST).await?;
        let as_of = store::read_model::as_of(&db).await?;
        let now = db.now().await?;
        let text = t();
        let t = &text.desk;
        let shown = entries.len();
        let cut = (total as usize > shown)
            .then(|| view! { <p class="muted">{(t.requests_cut)(&grouped(MOST))}</p> });
        let list = if entries.is_empty() {
            view! {
                <EmptyState title=t.no_requests glyph=Glyph::CheckCircle>
                    <p>{t.no_requests_text}</p>
                    <div class="actions">
                        <ButtonLink href="/desk" kind=ButtonKind::Secondary>{t.days}</ButtonLink>
                    </div>
                </EmptyState>
            }
            .into_any()
        } else {
            let next = answered.as_ref().map(|answered| after(&entries, answered));
            view! {
                <p>{(t.requests_lead)(&grouped(total))}</p>
                {cut}
                {table(entries, next, now)}
            }
            .into_any()
        };
        let banner = answered.as_ref().map(banner);
        let keys = keys(answered.is_some_and(|entry| entry.status == ReservationStatus::Confirmed));
        Ok(view! {
            <Page title=t.requests>
                {banner}
                <PageHeading title=t.requests />
                <LiveRegion topic=views_topic(Some(hospital.0)) seen=as_of.version as_of=now fetches=true>
                    {list}
                </LiveRegion>
                {keys}
            </Page>
        })
    })
}

/// The request that was just answered. The address only says which one; the rest is looked up, and
/// nothing is claimed that is not so.
async fn find_answered(hospital: HospitalId, done: &str, id: &str) -> Result<Option<Entry>, Stop> {
    let wanted = match done {
        "accepted" => ReservationStatus::Confirmed,
        "rejected" => ReservationStatus::Rejected,
        _ => return Ok(None),
    };
    let Ok(id) = id.parse::<ReservationId>() else { return Ok(None) };
    Ok(store::view::desk::find(&db(), hospital, id).await?.filter(|e| e.status == wanted))
}

/// What was just done.
fn banner(answered: &Entry) -> impl IntoView + use<> {
    let t = &t().desk;
    let number = answered.number.to_string();
    let accepted = answered.status == ReservationStatus::Confirmed;
    let (title, text) = if accepted {
        ((t.accepted)(&number), t.accepted_text)
    } else {
        ((t.rejected)(&number), t.rejected_text)
    };
    // A slip is undone by cancelling, with a reason that the person reads.
    let undo = accepted.then(|| {
        let href = format!("/desk/requests/{}/cancel", answered.reservation);
        view! { <p><a href=href data-key="U">{t.cancel.undo}</a></p> }
    });
    // What has the focus then is described by it: it is heard although the focus is elsewhere.
    view! { <div id="answered"><Notice kind=NoticeKind::Success title=title><p>{text}</p>{undo}</Notice></div> }
}

/// The place of the request that follows on the answered one: the next in order, at the end the first.
fn after(entries: &[Entry], answered: &Entry) -> usize {
    let place = |entry: &Entry| (entry.requested_at, entry.reservation.0);
    entries.iter().position(|entry| place(entry) > place(answered)).unwrap_or(0)
}

fn keys(undo: bool) -> impl IntoView {
    let t = &t().desk.keys;
    let mut keys = vec![("A", t.accept_next), ("R", t.reject), ("O", t.open), ("J K ↓ ↑", t.step)];
    if undo {
        keys.push(("U", t.undo));
    }
    view! { <Keys keys /> }
}

/// `next` has the focus: the keys go on from there.
fn table(entries: Vec<Entry>, next: Option<usize>, now: OffsetDateTime) -> impl IntoView {
    let text = t();
    let t = &text.desk;
    let headings = [t.number, t.person, t.vaccine, t.wanted, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = entries
        .into_iter()
        .enumerate()
        .map(|(place, entry)| {
            let focus = next == Some(place);
            let number = entry.number.to_string();
            let href = format!("/desk/requests/{}", entry.reservation);
            let overdue = entry
                .requested_at
                .is_some_and(|at| now - at > OVERDUE)
                .then(|| view! { " " <Tag kind=TagKind::Warning glyph=Glyph::Clock text=t.overdue_mark /> });
            let (day, asked) = (entry.day_on.map(text.common.short_date), entry::asked(&entry));
            Row::new(
                view! {
                    <a
                        class="number-code"
                        href=href
                        data-key="O"
                        autofocus=focus
                        aria-describedby=focus.then_some("answered")
                    >
                        {number}
                    </a>
                    {overdue}
                },
                vec![
                    Cell::new(entry::person(&entry)),
                    Cell::new(entry::vaccine(&entry)),
                    Cell::new(view! { <Pair detail=asked>{day}</Pair> }),
                    Cell::actions(acts(&entry)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="requests" caption=t.requests quiet_caption=true headings rows stack=true dense=true /> }
}

fn acts(entry: &Entry) -> impl IntoView + use<> {
    let t = &t().desk;
    let id = entry.reservation.to_string();
    let reject = format!("/desk/requests/{id}/reject");
    // Which one, for whoever hears the buttons without the row.
    let of = || {
        let number = format!(" {}", entry.number);
        view! { <span class="visually-hidden">{number}</span> }
    };
    let (accepted, rejected) = (of(), of());
    view! {
        <form class="cluster no-print" method="post" action="/desk/requests/accept">
            <Hidden name="id" value=id />
            <Button size=ButtonSize::Small key="A">{t.accept}{accepted}</Button>
            <ButtonLink href=reject kind=ButtonKind::Secondary size=ButtonSize::Small key="R">
                {t.reject}
                {rejected}
            </ButtonLink>
        </form>
    }
}
