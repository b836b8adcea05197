//! `/stock/supplies/:id`: one supply, and its next step: it has arrived, or so many doses it
//! yields (A3).

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Glyph, Hidden, Icon, Narrow, Notice, NoticeKind, Page,
        PageHeading, PostForm, Section, SummaryList, SummaryRow, SupplyTag, grouped, localized,
    },
    request::{db, param, query, vaccine_manager},
    stop::{Stop, show},
    text::t,
};
use domain::{
    id::{HospitalId, SupplyId},
    supply::{SupplyState, most_doses},
};
use leptos::prelude::*;
use store::view::stock::Supply;

/// The page. Its forms go to [`crate::api::stock::receive::receive_supply`] and
/// [`crate::api::stock::register::check_doses`].
pub(super) fn supply() -> impl IntoView {
    show(async {
        let (_, hospital) = vaccine_manager()?;
        let id: SupplyId = param("id")?;
        let (done, doses) = (query("done"), query("doses"));
        let supply =
            store::view::stock::find_supply(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)?;
        let banner = banner(hospital, &supply, &done).await?;
        let t = &t().stock;
        let title = (t.supply)(&supply.lot_number);
        let next = match supply.state {
            SupplyState::Sent => receive(id).into_any(),
            SupplyState::Received => register(&supply, &doses).into_any(),
            SupplyState::Registered => correct(id).into_any(),
            SupplyState::Discarded => ().into_any(),
        };
        let rows = details(&supply);
        Ok(view! {
            <Page title=title.clone() back="/stock/supplies">
                {banner}
                <PageHeading title />
                <Narrow>
                    <SummaryList rows />
                    {next}
                </Narrow>
            </Page>
        })
    })
}

/// What was just done, as far as the supply says so too.
async fn banner(hospital: HospitalId, supply: &Supply, done: &str) -> Result<Option<AnyView>, Stop> {
    let t = &t().stock;
    if let Ok(disposal) = done.parse() {
        let disposal = store::view::stock::find_disposal(&db(), hospital, disposal).await?;
        return Ok(disposal.map(|d| {
            let title = (t.disposal.vials_done)(&d.lot_number, &grouped(d.amount));
            success(title, t.disposal.vials_done_text)
        }));
    }
    let (title, text) = match (done, supply.state, supply.doses) {
        ("received", SupplyState::Received, _) => ((t.received)(&supply.lot_number), t.received_text),
        ("registered", SupplyState::Registered, Some(doses)) => {
            ((t.registered_done)(&supply.lot_number, &grouped(doses)), t.registered_done_text)
        }
        ("corrected", SupplyState::Registered, Some(doses)) => {
            ((t.correction.done)(&supply.lot_number, &grouped(doses)), t.correction.done_text)
        }
        _ => return Ok(None),
    };
    Ok(Some(success(title, text)))
}

fn success(title: String, text: &'static str) -> AnyView {
    view! { <Notice kind=NoticeKind::Success title=title><p>{text}</p></Notice> }.into_any()
}

/// What is known of a supply.
pub(super) fn details(supply: &Supply) -> Vec<SummaryRow> {
    let text = t();
    let t = &text.stock;
    let mut rows = vec![
        SummaryRow::new(t.state, view! { <SupplyTag state=supply.state /> }),
        SummaryRow::new(t.vaccine, localized(&supply.vaccine_name, &supply.vaccine_name_en).to_owned()),
        SummaryRow::new(t.lot, supply.lot_number.clone()),
        SummaryRow::new(t.expires, (text.common.date)(supply.expires_on)),
        SummaryRow::new(t.amount, (t.n_vials)(&grouped(supply.vials))),
        SummaryRow::new(t.per_vial, (t.n_doses)(&supply.doses_per_vial.to_string())),
        SummaryRow::new(t.sent_at, (text.common.moment)(supply.sent_at)),
    ];
    if supply.vials_discarded > 0 {
        let discarded = (t.n_vials)(&grouped(supply.vials_discarded));
        rows.insert(5, SummaryRow::new(t.disposal.vials_discarded, discarded));
    }
    if let Some(at) = supply.received_at {
        rows.push(SummaryRow::new(t.received_at, (text.common.moment)(at)));
    }
    if let Some(at) = supply.registered_at {
        rows.push(SummaryRow::new(t.registered_at, (text.common.moment)(at)));
    }
    if let Some(doses) = supply.doses {
        rows.push(SummaryRow::new(t.registered_doses, (t.n_doses)(&grouped(doses))));
    }
    rows
}

fn receive(id: SupplyId) -> impl IntoView {
    let t = &t().stock;
    view! {
        <p>{t.receive_text}</p>
        <PostForm action="/stock/supplies/receive">
            <Hidden name="id" value=id.to_string() />
            <Button>{t.receive}</Button>
        </PostForm>
    }
}

/// `typed` comes back from the check page.
fn register(supply: &Supply, typed: &str) -> impl IntoView + use<> {
    let t = &t().stock;
    let vials = supply.vials_left();
    let expected = vials * i32::from(supply.doses_per_vial);
    let most = most_doses(vials, supply.doses_per_vial);
    let hint = (t.register_hint)(&grouped(vials), supply.doses_per_vial, &grouped(expected), &grouped(most));
    let value = if typed.is_empty() { expected.to_string() } else { typed.to_owned() };
    let id = supply.supply.to_string();
    let dispose = format!("/stock/supplies/{id}/dispose");
    view! {
        <Section title=t.register_title>
            <PostForm action="/stock/supplies/check">
                <Hidden name="id" value=id />
                <Field
                    name="doses"
                    label=t.register_doses
                    hint
                    value
                    inputmode="numeric"
                    width="8"
                    unit=t.doses
                />
                <div class="actions">
                    <Button>{t.to_check}</Button>
                    <ButtonLink href=dispose kind=ButtonKind::DangerOutline>
                        <Icon glyph=Glyph::Trash />
                        {t.disposal.vials}
                    </ButtonLink>
                </div>
            </PostForm>
        </Section>
    }
}

fn correct(id: SupplyId) -> impl IntoView {
    view! {
        <div class="actions">
            <ButtonLink href=format!("/stock/supplies/{id}/correct") kind=ButtonKind::Secondary>
                <Icon glyph=Glyph::Edit />
                {t().stock.correction.link}
            </ButtonLink>
        </div>
    }
}
