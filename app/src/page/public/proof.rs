//! `/proof/{code}`: whoever was handed a proof of vaccination sees whether its record still stands.

use super::nothing::nothing;
use crate::{
    component::{Notice, NoticeKind, Page, PageHeading, SummaryList, SummaryRow, localized},
    request::{db, param},
    stop::show,
    text::{clock, t},
};
use leptos::prelude::*;
use store::view::proof::{Proof, check};

/// The page: valid or withdrawn, and the least by which the paper is known again.
pub(super) fn proof() -> impl IntoView {
    show(async {
        let code: String = param("code")?;
        let t = &t().citizen.hand.proof;
        Ok(match check(&db(), &code).await? {
            Some(proof) => content(&proof).into_any(),
            None => nothing(t.unknown_title, t.unknown_text),
        })
    })
}

fn content(proof: &Proof) -> impl IntoView + use<> {
    let texts = t();
    let (t, my) = (&texts.citizen.hand.proof, &texts.citizen.my);
    let (kind, title, text) = if proof.withdrawn {
        (NoticeKind::Danger, t.invalid, t.invalid_text)
    } else {
        (NoticeKind::Success, t.valid, t.compare)
    };
    let vaccine = localized(&proof.vaccine_name, &proof.vaccine_name_en).to_owned();
    let rows = vec![
        SummaryRow::new(t.name, proof.name.masked()),
        SummaryRow::new(t.vaccine, vaccine),
        SummaryRow::new(t.dose, (my.dose)(proof.dose.0, proof.dose.1)),
        SummaryRow::new(t.given_on, (texts.common.date)(proof.given_on)),
    ];
    let as_of = (texts.common.as_of)(&clock(proof.as_of));
    view! {
        <Page title=t.check_title>
            <PageHeading title=t.check_title />
            <Notice kind title=title><p>{text}</p></Notice>
            <SummaryList rows />
            <p class="as-of">{as_of}</p>
        </Page>
    }
}
