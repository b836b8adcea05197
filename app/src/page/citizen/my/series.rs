//! 접종 현황: the doses that were given, and the next one (D2, D4).

use crate::{
    component::{ButtonKind, ButtonLink, Glyph, Section, Tag, TagKind, localized},
    page::citizen::wish::{Who, Wish},
    text::t,
};
use domain::vaccination::VaccinationStatus;
use leptos::prelude::*;
use store::view::{reservation::Own, vaccination::PersonSeries};

/// The series of the account's persons; nothing before the first dose.
pub(super) fn series(given: Vec<PersonSeries>, mine: &[Own]) -> Option<impl IntoView + use<>> {
    let cards: Vec<_> = given.into_iter().map(|series| card(series, mine)).collect();
    (!cards.is_empty()).then(|| {
        view! { <Section title=t().citizen.my.series_title><div class="stack">{cards}</div></Section> }
    })
}

fn card(of: PersonSeries, mine: &[Own]) -> impl IntoView + use<> {
    let texts = t();
    let (t, proof) = (&texts.citizen.my, &texts.citizen.hand.proof);
    let complete = of.series.status() == VaccinationStatus::Complete;
    let (kind, glyph, status) = if complete {
        (TagKind::Success, Glyph::ShieldCheck, t.complete)
    } else {
        (TagKind::Info, Glyph::Syringe, t.in_progress)
    };
    let doses: Vec<_> = of
        .doses
        .iter()
        .map(|dose| {
            let day = (texts.common.date)(dose.given_on);
            view! {
                <li>
                    {(t.dose)(dose.dose_no, of.series.required)} " · " {day} " · " {dose.hospital_name.clone()} " · "
                    {t.lot} " " {dose.lot_number.clone()} " · "
                    <a href=format!("/my/proof?vaccination={}", dose.vaccination)>{(proof.link)(dose.dose_no)}</a>
                </li>
            }
        })
        .collect();
    let vaccine = localized(&of.vaccine_name, &of.vaccine_name_en).to_owned();
    let next = (!complete).then(|| next(&of, mine));
    view! {
        <article class="card">
            <h3 class="card__title">{of.name.as_str().to_owned()} " · " {vaccine}</h3>
            <p><Tag kind glyph text=status /></p>
            <ol class="doses">{doses}</ol>
            {next}
        </article>
    }
}

/// From when on the next dose is due, and the way to it; the booking, where there is one.
fn next(of: &PersonSeries, mine: &[Own]) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.citizen.my;
    let dose = of.series.doses + 1;
    let booked = mine.iter().find(|m| m.person == of.person && m.status.is_booking());
    if let Some(booked) = booked {
        let href = format!("/my/{}", booked.reservation);
        return view! { <p>{(t.next_booked)(dose)} " " <a href=href>{texts.citizen.book.to_reservation}</a></p> }
            .into_any();
    }
    let from = of.series.earliest().map(texts.common.date).unwrap_or_default();
    let book =
        Wish { hospital: of.hospital, vaccine: Some(of.vaccine), date: None, who: Who::of([of.person]) }
            .at("/book/date");
    view! {
        <p>{(t.next_from)(dose, &from)}</p>
        <div class="actions">
            <ButtonLink href=book>{(t.book_next)(dose)}</ButtonLink>
            <ButtonLink href="/hospitals" kind=ButtonKind::Secondary>{texts.citizen.book.other_hospital}</ButtonLink>
        </div>
    }
    .into_any()
}
