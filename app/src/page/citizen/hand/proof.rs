//! `/my/proof?vaccination=…`: the proof of one dose, in both languages on one page, for travellers.
//! Whoever is handed it looks at [`crate::page::public::proof`].

use super::print;
use crate::{
    component::{Notice, NoticeKind, Page, PageHeading, QrCode, SummaryList, SummaryRow},
    form::Label,
    page::citizen::turn::for_citizen,
    request::{db, own_address, query},
    stop::Stop,
    text::{Lang, t},
};
use domain::{
    calendar::{day_in_seoul, iso},
    id::VaccinationId,
};
use leptos::prelude::*;
use store::{
    link,
    view::proof::{Proof, find},
};

/// The page; a record that was taken back gets no paper.
pub(super) fn proof() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: VaccinationId = query("vaccination").parse()?;
        let proof = find(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        let t = &t().citizen.hand.proof;
        let content = if proof.withdrawn {
            let notice = view! {
                <Notice kind=NoticeKind::Warning title=t.withdrawn_title><p>{t.withdrawn_text}</p></Notice>
            };
            view! { <PageHeading title=t.title /> {notice} }.into_any()
        } else {
            view! { {print::button()} {paper(&proof)} }.into_any()
        };
        Ok(view! { <Page title=t.title back="/my">{content}</Page> })
    })
}

/// A label in both languages.
fn both(of: Label) -> String {
    let [ko, en] = Lang::ALL.map(|lang| of(lang.texts()));
    format!("{ko} / {en}")
}

fn paper(proof: &Proof) -> impl IntoView + use<> {
    let check = format!("/proof/{}", link::of_proof(&db(), proof.vaccination));
    let t = &t().citizen.hand.proof;
    let titles: Vec<_> = Lang::ALL
        .into_iter()
        .map(|lang| view! { <span class="certificate__title" lang=lang.key()>{lang.texts().citizen.hand.proof.title}</span> })
        .collect();
    let how: Vec<_> = Lang::ALL
        .into_iter()
        .map(|lang| view! { <p class="small" lang=lang.key()>{lang.texts().citizen.hand.proof.how}</p> })
        .collect();
    view! {
        <article class="certificate">
            <h1>{titles}</h1>
            <SummaryList rows=rows(proof) />
            <div class="certificate__code">
                <QrCode text=own_address(&check) label=t.qr_alt />
                <div>
                    {how}
                    <p class="small no-print"><a href=check>{t.check}</a></p>
                </div>
            </div>
        </article>
    }
}

/// Dates in the order of ISO, which both languages read.
fn rows(proof: &Proof) -> Vec<SummaryRow> {
    let vaccine = format!("{} / {}", proof.vaccine_name, proof.vaccine_name_en);
    let (dose, of) = proof.dose;
    vec![
        SummaryRow::new(both(|t| t.citizen.hand.proof.name), proof.name.as_str().to_owned()),
        SummaryRow::new(both(|t| t.citizen.hand.proof.birth), iso(proof.birth.date())),
        SummaryRow::new(both(|t| t.citizen.hand.proof.vaccine), vaccine),
        SummaryRow::new(both(|t| t.citizen.hand.proof.dose), format!("{dose} / {of}")),
        SummaryRow::new(both(|t| t.citizen.hand.proof.given_on), iso(proof.given_on)),
        SummaryRow::new(both(|t| t.citizen.hand.proof.hospital), proof.hospital_name.clone()),
        SummaryRow::new(both(|t| t.citizen.hand.proof.lot), proof.lot_number.clone()),
        SummaryRow::new(both(|t| t.citizen.hand.proof.issued_on), iso(day_in_seoul(proof.as_of))),
    ]
}
