//! `/proof/{code}`: whoever was handed a proof of vaccination sees whether its record still stands.

use crate::{
    component::{Notice, NoticeKind, Page, PageHeading, SummaryList, SummaryRow, localized},
    request::{db, param},
    stop::show,
    text::{clock, t},
};
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::view::proof::{Proof, check};

/// The page: valid or withdrawn, and the least by which the paper is known again.
pub(super) fn proof() -> impl IntoView {
    show(async {
        let code: String = param("code")?;
        let t = &t().citizen.hand.proof;
        Ok(match check(&db(), &code).await? {
            Some(proof) => content(&proof).into_any(),
            None => {
                if let Some(response) = use_context::<ResponseOptions>() {
                    response.set_status(StatusCode::NOT_FOUND);
                }
                view! {
                    <Page title=t.unknown_title>
                        <PageHeading title=t.unknown_title lead=t.unknown_text />
                    </Page>
                }
                .into_any()
            }
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
