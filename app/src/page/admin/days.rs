//! `/admin/hospitals/:id/days`: closing single days, and opening them again.

use super::done;
use crate::{
    component::{
        Button, ButtonKind, ButtonSize, Cell, Chosen, DataTable, EmptyState, Glyph, Hidden, Page,
        PageHeading, Pair, Row, Tag, TagKind, grouped,
    },
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::{
    calendar::{OPEN_DAYS_AHEAD, iso, parse_iso},
    id::HospitalId,
};
use leptos::prelude::*;
use store::view::desk::DayLoad;
use time::Date;

/// The page. Its buttons go to [`crate::api::admin::day::close_day`] and
/// [`crate::api::admin::day::reopen_day`].
pub(super) fn days() -> impl IntoView {
    show(async {
        admin()?;
        let id: HospitalId = param("id")?;
        let (just, day) = (query("done"), parse_iso(&query("day")).ok());
        let db = db();
        let hospital = store::view::admin::find_hospital(&db, id).await?.ok_or(Stop::Missing)?;
        store::read_model::meet(&db).await?;
        let open = store::view::desk::list_days(&db, id, OPEN_DAYS_AHEAD + 1).await?;
        let closed = store::view::admin::list_closed_days(&db, id).await?;
        let texts = t();
        let t = &texts.admin.hospital;
        let banner = day.and_then(|day| {
            let read = (texts.common.date)(day);
            match just.as_str() {
                "closed" if closed.contains(&day) => Some(done((t.day_closed)(&read))),
                "reopened" if open.iter().any(|d| d.day_on == day) => Some(done((t.day_reopened)(&read))),
                _ => None,
            }
        });
        let list = if open.is_empty() && closed.is_empty() {
            view! { <EmptyState title=t.no_days glyph=Glyph::Calendar><p>{t.no_days_text}</p></EmptyState> }
                .into_any()
        } else {
            table(id, open, closed).into_any()
        };
        let title = format!("{} · {}", t.days, hospital.name);
        Ok(view! {
            <Page title=title back=format!("/admin/hospitals/{id}")>
                {banner}
                <Chosen hospital=hospital.name />
                <PageHeading title=t.days lead=t.days_lead />
                {list}
            </Page>
        })
    })
}

fn table(id: HospitalId, open: Vec<DayLoad>, closed: Vec<Date>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.hospital;
    let mut rows: Vec<(Date, Option<DayLoad>)> = open.into_iter().map(|d| (d.day_on, Some(d))).collect();
    rows.extend(closed.into_iter().map(|day| (day, None)));
    rows.sort_by_key(|(day, _)| *day);
    let headings = [t.day, t.state, texts.desk.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(day, load)| {
            let date = (texts.common.short_date)(day);
            let taken = load.map(|l| (t.taken)(&grouped(l.taken), &grouped(l.capacity))).unwrap_or_default();
            let state = match load {
                Some(_) => view! { <Tag kind=TagKind::Success glyph=Glyph::Check text=t.open /> },
                None => view! { <Tag kind=TagKind::Neutral glyph=Glyph::MinusCircle text=t.closed_day /> },
            };
            let act = match load {
                Some(l) if l.taken > 0 => {
                    view! { <span class="muted small">{t.has_bookings}</span> }.into_any()
                }
                Some(_) => button(id, day, "/admin/hospitals/close-day", t.close).into_any(),
                None => button(id, day, "/admin/hospitals/reopen-day", t.reopen).into_any(),
            };
            Row::new(
                view! { <Pair detail=taken><span class="nowrap">{date}</span></Pair> },
                vec![Cell::new(state), Cell::actions(act)],
            )
        })
        .collect();
    view! { <DataTable id="days" caption=t.days quiet_caption=true headings rows dense=true /> }
}

fn button(id: HospitalId, day: Date, action: &'static str, label: &'static str) -> impl IntoView {
    let of = format!(" {}", (t().common.short_date)(day));
    view! {
        <form class="actions actions--inline" method="post" action=action>
            <Hidden name="id" value=id.to_string() />
            <Hidden name="day" value=iso(day) />
            <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                {label}
                <span class="visually-hidden">{of}</span>
            </Button>
        </form>
    }
}
