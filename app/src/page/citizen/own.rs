//! The one reservation that a page of its own is about: offer, cancelling, another day.

use super::turn::Turn;
use crate::{
    component::{ButtonLink, Chosen, StatusTag, SummaryRow, localized},
    form::kept,
    request::{db, query},
    stop::Stop,
    text::t,
};
use domain::{account::Visitor, id::ReservationId};
use leptos::prelude::*;
use store::view::reservation::{Mine, find_mine};

/// The reservation named in the page's address, or in the form that was refused.
pub(super) async fn find_named(visitor: &Visitor) -> Result<Mine, Turn> {
    let id: ReservationId = kept("reservation").unwrap_or_else(|| query("reservation")).parse()?;
    Ok(find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?)
}

/// The page of a reservation.
pub(super) fn address(mine: &Mine) -> String {
    format!("/my/{}", mine.reservation)
}

/// What it is about.
pub(super) fn rows(mine: &Mine) -> Vec<SummaryRow> {
    let t = &t().citizen.book;
    vec![
        SummaryRow::new(t.hospital, mine.hospital_name.clone()),
        SummaryRow::new(t.vaccine, localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned()),
        SummaryRow::new(t.person, mine.name.as_str().to_owned()),
    ]
}

/// The same in a line or two, above a form that is about something else.
pub(super) fn chosen(mine: &Mine) -> impl IntoView + use<> {
    let (hospital, name) = (mine.hospital_name.clone(), mine.name.as_str().to_owned());
    let vaccine = localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned();
    view! { <Chosen hospital rest=format!("{vaccine} · {name}") /> }
}

/// As [`rows`], with the booked day.
pub(super) fn rows_with_day(mine: &Mine) -> Vec<SummaryRow> {
    let t = t();
    let mut rows = rows(mine);
    if let Some(day) = mine.day_on {
        rows.insert(1, SummaryRow::new(t.citizen.book.date, (t.common.date)(day)));
    }
    rows
}

/// Where it stands, instead of a form that came too late.
pub(super) fn standing(mine: &Mine) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    view! {
        <p>{t.done_now} " " <StatusTag status=mine.status /></p>
        <div class="actions"><ButtonLink href=address(mine)>{t.to_reservation}</ButtonLink></div>
    }
}
