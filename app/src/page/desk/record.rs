//! `/desk/vaccinations/:id`: one record, and the way to its correction; `/desk/vaccinations/:id/done`:
//! what follows right after it was made (D1–D4).

use super::records::state;
use crate::{
    component::{
        ButtonKind, ButtonLink, Done, Narrow, Notice, NoticeKind, Page, PageHeading, SummaryList, SummaryRow,
        localized,
    },
    request::{db, param, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    account::Visitor,
    calendar::{day_in_seoul, iso},
    id::VaccinationId,
    vaccination::{Series, VaccinationStatus},
};
use leptos::prelude::*;
use store::view::vaccination::{Record, find_record, find_series};

/// The page of a record.
pub(super) fn record() -> impl IntoView {
    show(async {
        let (manager, hospital) = reservation_manager()?;
        let id: VaccinationId = param("id")?;
        let done = query("done");
        let record = find_record(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
        let t = &t().desk.record;
        let banner = (done == "voided" && record.voided.is_some()).then(|| banner(&record));
        let rows = rows(&record);
        let next = next(&record, &manager);
        Ok(view! {
            <Page title=t.record back=records_of(&record)>
                {banner}
                <PageHeading title=t.record />
                <Narrow>
                    <SummaryList rows />
                    {next}
                </Narrow>
            </Page>
        })
    })
}

/// The records of the same day.
fn records_of(record: &Record) -> String {
    format!("/desk/vaccinations?on={}", iso(day_in_seoul(record.given_at)))
}

fn banner(record: &Record) -> impl IntoView + use<> {
    let t = &t().desk.record;
    let text = if record.reservation.is_some() { t.done_booked } else { t.done_walk_in };
    let again = record.reservation.map(|id| {
        let href = format!("/desk/visit/{id}");
        view! { <p><a href=href>{t.again}</a></p> }
    });
    view! { <Notice kind=NoticeKind::Success title=t.done><p>{text}</p>{again}</Notice> }
}

/// Everything about a record.
pub(crate) fn rows(record: &Record) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.desk;
    let name = record.name.as_str().to_owned();
    let dose = (t.visit.dose)(record.dose_no, record.doses_required);
    let vaccine = format!("{} · {dose}", localized(&record.vaccine_name, &record.vaccine_name_en));
    let kind = if record.reservation.is_some() { t.record.booked } else { t.record.walk_in };
    let mut rows = vec![
        SummaryRow::new(t.status, state(record)),
        SummaryRow::new(t.name, view! { <strong>{name}</strong> }),
        SummaryRow::new(t.birth, (t.birth_date)(record.birth.date())),
        SummaryRow::new(t.vaccine, vaccine),
        SummaryRow::new(t.visit.lot, record.lot_number.clone()),
        SummaryRow::new(t.record.given, (text.common.moment)(record.given_at)),
        SummaryRow::new(t.record.by, record.by.clone()),
        SummaryRow::new(t.record.kind, kind),
    ];
    if let Some(voided) = &record.voided {
        rows.push(SummaryRow::new(t.record.voided_at, (text.common.moment)(voided.at)));
        rows.push(SummaryRow::new(t.record.voided_by, voided.by.clone()));
    }
    rows
}

/// The way to the correction, which whoever recorded it cannot go.
fn next(record: &Record, manager: &Visitor) -> impl IntoView + use<> {
    let t = &t().desk.record;
    let correct = format!("/desk/vaccinations/{}/void", record.vaccination);
    let second = record.voided.is_none() && record.by_account == manager.account;
    let correct = (record.voided.is_none() && !second)
        .then(|| view! { <ButtonLink href=correct kind=ButtonKind::DangerOutline>{t.correct}</ButtonLink> });
    let second = second.then(|| {
        view! { <Notice kind=NoticeKind::Info title=t.second_title><p>{t.second_text}</p></Notice> }
    });
    view! {
        {second}
        <div class="actions">
            {correct}
            <ButtonLink href=records_of(record) kind=ButtonKind::Secondary>{t.back}</ButtonLink>
        </div>
    }
}

/// The page right after recording.
pub(super) fn recorded() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: VaccinationId = param("id")?;
        let db = db();
        let record = find_record(&db, Some(hospital), id).await?.ok_or(Stop::Missing)?;
        if record.voided.is_some() {
            leptos_axum::redirect(&format!("/desk/vaccinations/{id}"));
        }
        let series = find_series(&db, record.person, record.vaccine).await?.ok_or(Stop::Missing)?;
        let t = &t().desk.visit;
        let follows = record.reservation.is_some().then(|| view! { <p>{t.done_follows}</p> });
        // That it was given stands above.
        let rows: Vec<_> = rows(&record).into_iter().skip(1).collect();
        let same_lot = record.reservation.is_none().then(|| {
            let href = format!("/desk/walk-in?lot={}", record.lot);
            view! { <ButtonLink href kind=ButtonKind::Secondary>{t.next_walk_in}</ButtonLink> }
        });
        Ok(view! {
            <Page title=t.done>
                <Narrow>
                    <Done title=t.done>
                        {follows}
                        <p><strong>{further(&series)}</strong></p>
                    </Done>
                    <SummaryList rows />
                    <div class="actions">
                        <ButtonLink href="/desk/visits">{t.next_person}</ButtonLink>
                        {same_lot}
                        <ButtonLink href=format!("/desk/vaccinations/{id}") kind=ButtonKind::Secondary>
                            {t.see_record}
                        </ButtonLink>
                    </div>
                </Narrow>
            </Page>
        })
    })
}

/// Whether the person has to come again, and from when on.
fn further(series: &Series) -> String {
    let t = &t().desk.visit;
    match (series.status(), series.earliest()) {
        (VaccinationStatus::InProgress, Some(from)) => (t.done_next)(series.doses + 1, from),
        _ => t.done_complete.to_owned(),
    }
}
