//! `/desk/requests`: open requests, oldest first, each answered with one tap (C3–C5).

use super::entry;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Glyph, Hidden, Notice,
        NoticeKind, Page, PageHeading, Pair, Row, Tag, TagKind, grouped,
    },
    request::{db, query, reservation_manager},
    stop::{Stop, show},
    text::{clock, t},
};
use domain::{
    id::{HospitalId, ReservationId},
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
        let banner = banner(hospital, &done, &id).await?;
        let (total, entries) = store::view::desk::list_requests(&db, hospital, MOST).await?;
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
            view! {
                <p>{(t.requests_lead)(&grouped(total))}</p>
                {cut}
                {table(entries, now)}
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.requests>
                {banner}
                <PageHeading title=t.requests />
                {list}
                <p class="as-of">
                    {(text.common.as_of)(&clock(now))}
                    " · "
                    <a href="/desk/requests">{text.common.refresh}</a>
                </p>
            </Page>
        })
    })
}

/// What was just done. The address only says which reservation; the rest is looked up, and
/// nothing is claimed that is not so.
async fn banner(hospital: HospitalId, done: &str, id: &str) -> Result<Option<AnyView>, Stop> {
    let wanted = match done {
        "accepted" => ReservationStatus::Confirmed,
        "rejected" => ReservationStatus::Rejected,
        _ => return Ok(None),
    };
    let Ok(id) = id.parse::<ReservationId>() else { return Ok(None) };
    let entry = store::view::desk::find(&db(), hospital, id).await?.filter(|e| e.status == wanted);
    let t = &t().desk;
    Ok(entry.map(|entry| {
        let number = entry.number.to_string();
        let (title, text) = match wanted {
            ReservationStatus::Confirmed => ((t.accepted)(&number), t.accepted_text),
            _ => ((t.rejected)(&number), t.rejected_text),
        };
        // A slip is undone by cancelling, with a reason that the person reads.
        let undo = (wanted == ReservationStatus::Confirmed).then(|| {
            let href = format!("/desk/requests/{id}/cancel");
            view! { <p><a href=href>{t.cancel.undo}</a></p> }
        });
        view! { <Notice kind=NoticeKind::Success title=title><p>{text}</p>{undo}</Notice> }.into_any()
    }))
}

fn table(entries: Vec<Entry>, now: OffsetDateTime) -> impl IntoView {
    let text = t();
    let t = &text.desk;
    let headings = [t.number, t.person, t.vaccine, t.wanted, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let number = entry.number.to_string();
            let href = format!("/desk/requests/{}", entry.reservation);
            let overdue = entry
                .requested_at
                .is_some_and(|at| now - at > OVERDUE)
                .then(|| view! { " " <Tag kind=TagKind::Warning glyph=Glyph::Clock text=t.overdue_mark /> });
            let (day, asked) = (entry.day_on.map(text.common.short_date), entry::asked(&entry));
            Row::new(
                view! { <a class="number-code" href=href>{number}</a> {overdue} },
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
            <Button size=ButtonSize::Small>{t.accept}{accepted}</Button>
            <ButtonLink href=reject kind=ButtonKind::Secondary size=ButtonSize::Small>
                {t.reject}
                {rejected}
            </ButtonLink>
        </form>
    }
}
