//! `/desk/visit/:id`: a person with a booking stands at the desk. The QR code on their page leads
//! here. Who, which dose, what to look at first, and from which lot (D1).

use super::lots;
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, EmptyState, Glyph, Hidden, Narrow, Notice, NoticeKind, Page,
        PageHeading, PostForm, RadioList, StatusTag, SummaryList, SummaryRow, localized,
    },
    form::refused,
    request::{db, param, query, reservation_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    calendar::age_on,
    id::{ReservationId, VaccinationId},
    refusal::Refusal,
    reservation::ReservationStatus as S,
    vaccination::Series,
};
use leptos::prelude::*;
use store::view::{
    stock::{Lot, list_lots},
    vaccination::{find_begun, find_series},
    visit::{Visit, find},
};
use time::Date;

/// The page. Its form goes to [`crate::api::desk::visit::check_visit`].
pub(super) fn visit() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let id: ReservationId = param("id")?;
        let lot = query("lot");
        let db = db();
        let visit = find(&db, hospital, id).await?.ok_or(Stop::Missing)?;
        if !visit.here {
            return Ok(elsewhere().into_any());
        }
        let mut series = find_series(&db, visit.person, visit.vaccine).await?.ok_or(Stop::Missing)?;
        let begun = find_begun(&db, visit.person).await?;
        let today = db.today().await?;
        let trouble = if begun.is_some_and(|vaccine| vaccine != visit.vaccine) {
            Some(Refusal::WrongVaccine)
        } else {
            series.next_on(today).err()
        };
        let mut own = list_lots(&db, hospital).await?;
        own.retain(|l| l.vaccine == visit.vaccine);
        if let Some((_, dose_no)) = visit.record {
            // The dose this booking was used for, not the one after it.
            series = Series { doses: dose_no - 1, last_on: None, ..series };
        }
        let rows = rows(&visit, &series, today);
        let next = if let Some((record, _)) = visit.record {
            given(record).into_any()
        } else if let Some(refusal) = trouble {
            cannot(&refusal, &series, today).into_any()
        } else {
            let heed = heed(&visit, today);
            // Nothing to look at first, and the lot is chosen: the enter key goes on to the last look.
            let straight = heed.is_none() && refused().is_none();
            let form = form(&visit, &lots::in_order(own), lot, straight);
            view! { {heed} {form} }.into_any()
        };
        let title = format!("{} {}", t().desk.visit.title, visit.number);
        Ok(view! {
            <Page title=title.clone() back="/desk/visits">
                <PageHeading title />
                <Narrow>
                    <SummaryList rows />
                    {next}
                </Narrow>
            </Page>
        }
        .into_any())
    })
}

fn elsewhere() -> impl IntoView {
    let t = &t().desk.visit;
    view! {
        <Page title=t.elsewhere_title back="/desk/visits">
            <PageHeading title=t.elsewhere_title lead=t.elsewhere_text />
            <div class="actions">
                <ButtonLink href="/desk/visits">{t.search_again}</ButtonLink>
            </div>
        </Page>
    }
}

/// Who it is and what is given; the dose is the one the records ask for.
pub(super) fn rows(visit: &Visit, series: &Series, today: Date) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.desk;
    let born = visit.birth.date();
    let birth = format!("{} ({})", (t.birth_date)(born), (t.visit.age)(age_on(born, today)));
    let dose = (t.visit.dose)((series.doses + 1).min(series.required), series.required);
    let vaccine = format!("{} · {dose}", localized(&visit.vaccine_name, &visit.vaccine_name_en));
    let name = visit.name.as_str().to_owned();
    let mut rows = vec![
        SummaryRow::new(t.name, view! { <strong>{name}</strong> }),
        SummaryRow::new(t.birth, birth),
        SummaryRow::new(t.vaccine, vaccine),
    ];
    if let Some(last) = series.last_on {
        rows.push(SummaryRow::new(t.visit.last, (text.common.date)(last)));
    }
    if let Some(day) = visit.day_on {
        rows.push(SummaryRow::new(t.visit.day, (text.common.date)(day)));
    }
    if let Some(phone) = &visit.phone {
        rows.push(SummaryRow::new(t.phone, phone.formatted()));
    }
    rows.push(SummaryRow::new(t.status, view! { <StatusTag status=visit.status /> }));
    rows
}

/// The dose of this booking is recorded: the way to the record.
fn given(record: VaccinationId) -> impl IntoView {
    let t = &t().desk.visit;
    let notice =
        refused().is_none().then(|| view! { <Notice kind=NoticeKind::Success><p>{t.was_given}</p></Notice> });
    view! {
        {notice}
        <div class="actions">
            <ButtonLink href=format!("/desk/vaccinations/{record}")>{t.see_record}</ButtonLink>
            <ButtonLink href="/desk/visits" kind=ButtonKind::Secondary>{t.search_again}</ButtonLink>
        </div>
    }
}

/// Why no dose can be given. Once a form was refused, its answer stands on top of the page.
fn cannot(refusal: &Refusal, series: &Series, today: Date) -> impl IntoView + use<> {
    let t = &t().desk.visit;
    let given_today = series.last_on == Some(today);
    let text = (t.refusal)(refusal);
    let notice = refused().is_none().then(|| {
        let first = given_today.then(|| view! { <p>{t.given_today}</p> });
        view! { <Notice kind=NoticeKind::Warning title=t.cannot>{first}<p>{text}</p></Notice> }
    });
    let records = given_today.then(|| {
        view! {
            <ButtonLink href="/desk/vaccinations" kind=ButtonKind::Secondary>{t.see_records}</ButtonLink>
        }
    });
    view! {
        {notice}
        <div class="actions">
            <ButtonLink href="/desk/visits">{t.search_again}</ButtonLink>
            {records}
        </div>
    }
}

/// What does not forbid the dose, but should be known before it is given.
fn heed(visit: &Visit, today: Date) -> Option<impl IntoView + use<>> {
    let text = t();
    let t = &text.desk.visit;
    let mut said = vec![];
    if !visit.held {
        said.push(view! { <p>{(t.no_hold)((text.common.status)(visit.status))}</p> }.into_any());
    } else if let Some(day) = visit.day_on.filter(|day| *day != today) {
        said.push(view! { <p>{(t.other_day)(&(text.common.date)(day))}</p> }.into_any());
    }
    if visit.status == S::Requested {
        let href = format!("/desk/requests/{}", visit.reservation);
        said.push(view! { <p>{t.not_accepted} " " <a href=href>{t.see_request}</a></p> }.into_any());
    }
    (!said.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warning title=t.heed>{said}</Notice> })
}

fn form(visit: &Visit, own: &[Lot], lot: String, straight: bool) -> impl IntoView + use<> {
    let t = &t().desk.visit;
    if own.is_empty() {
        return view! { <EmptyState title=t.no_lot glyph=Glyph::Box><p>{t.no_lot_text}</p></EmptyState> }
            .into_any();
    }
    let value = if lot.is_empty() { lots::first(own) } else { lot };
    let (id, choices) = (visit.reservation.to_string(), lots::choices(own, false));
    view! {
        <PostForm action="/desk/visit/check">
            <Hidden name="id" value=id />
            <RadioList name="lot" legend=t.lot hint=t.lot_hint choices value />
            <div class="actions">
                <Button focus=straight>{t.to_check}</Button>
            </div>
        </PostForm>
    }
    .into_any()
}
