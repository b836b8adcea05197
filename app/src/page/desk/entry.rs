//! What the desk shows of a reservation, in tables and in details.

use crate::{
    component::{Pair, SummaryRow, localized},
    text::{clock, t},
};
use domain::{
    calendar::{age_on, in_seoul},
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::view::desk::Entry;
use time::OffsetDateTime;

/// `11월 23일 14:32`.
fn short_moment(at: OffsetDateTime) -> String {
    format!("{} {}", (t().common.month_day)(in_seoul(at).date()), clock(at))
}

/// Name, and the birth date beneath it.
pub(super) fn person(entry: &Entry) -> impl IntoView + use<> {
    let birth = (t().desk.birth_date)(entry.birth.date());
    let name = entry.name.as_str().to_owned();
    view! { <Pair detail=birth>{name}</Pair> }
}

/// Vaccine, and the dose beneath it.
pub(super) fn vaccine(entry: &Entry) -> impl IntoView + use<> {
    let name = localized(&entry.vaccine_name, &entry.vaccine_name_en).to_owned();
    let dose = (t().desk.dose)(entry.dose_no);
    view! { <Pair detail=dose>{name}</Pair> }
}

/// When it was asked for.
pub(super) fn asked(entry: &Entry) -> String {
    let asked = |at| (t().desk.asked_at)(&short_moment(at));
    entry.requested_at.map(asked).unwrap_or_default()
}

/// Who cancelled it and when; of any other booking, when it was asked for.
pub(super) fn last_act(entry: &Entry) -> String {
    let Some(by) = entry.cancelled_by.filter(|_| entry.status == ReservationStatus::Cancelled) else {
        return asked(entry);
    };
    let by = (t().desk.cancel.by)(by);
    entry.ended_at.map_or_else(|| by.to_owned(), |at| format!("{by} · {}", short_moment(at)))
}

/// A link that calls the person.
pub(super) fn phone(entry: &Entry) -> Option<impl IntoView + use<>> {
    entry.phone.as_ref().map(|phone| {
        let number = phone.formatted();
        view! { <a class="nowrap" href=format!("tel:{}", phone.digits())>{number}</a> }
    })
}

/// Everything about who comes for what and when.
pub(super) fn summary(entry: &Entry) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.desk;
    let vaccine = localized(&entry.vaccine_name, &entry.vaccine_name_en);
    let mut rows = vec![
        SummaryRow::new(t.number, view! { <span class="number-code">{entry.number.to_string()}</span> }),
        SummaryRow::new(t.name, entry.name.as_str().to_owned()),
        SummaryRow::new(t.birth, birth(entry)),
    ];
    if let Some(phone) = phone(entry) {
        rows.push(SummaryRow::new(t.phone, phone));
    }
    rows.push(SummaryRow::new(t.vaccine, format!("{vaccine} · {}", (t.dose)(entry.dose_no))));
    if let Some(day) = entry.day_on {
        rows.push(SummaryRow::new(t.wanted, (text.common.date)(day)));
    }
    if let Some(at) = entry.requested_at {
        rows.push(SummaryRow::new(t.asked, (text.common.moment)(at)));
    }
    rows
}

fn birth(entry: &Entry) -> String {
    let t = &t().desk;
    let date = (t.birth_date)(entry.birth.date());
    match entry.day_on {
        Some(day) => format!("{date} ({})", (t.age)(age_on(entry.birth.date(), day))),
        None => date,
    }
}
