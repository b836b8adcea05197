//! `/admin/supplies/new?hospital=&vaccine=&lot=&expires=&vials=`: vials for a hospital (A3, B3).
//! The query fills the form: from links of other pages, and on the way back from the check.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Choice, DateFields, EmptyState, Field, Glyph, Group, GroupedSelect,
        Narrow, Page, PageHeading, PostForm, RadioList, grouped, localized,
    },
    request::{admin, db, query},
    stop::show,
    text::t,
};
use domain::{calendar::parse_iso, hospital::Province};
use leptos::prelude::*;
use store::view::admin::{HospitalRow, VaccineRow};

/// The page. Its form goes to [`crate::api::admin::supply::check_supply`].
pub(super) fn new_supply() -> impl IntoView {
    show(async {
        admin()?;
        let [hospital, vaccine, lot, expires, vials] =
            ["hospital", "vaccine", "lot", "expires", "vials"].map(query);
        let db = db();
        let hospitals = store::view::admin::list_hospitals(&db, "").await?;
        let vaccines = store::view::admin::list_vaccines(&db).await?;
        let texts = t();
        let t = &texts.admin.supply;
        let form = if vaccines.is_empty() {
            view! {
                <EmptyState title=t.no_vaccine glyph=Glyph::Syringe>
                    <p>{t.no_vaccine_text}</p>
                    <div class="actions">
                        <ButtonLink href="/admin/vaccines/new">{texts.admin.vaccine.new}</ButtonLink>
                    </div>
                </EmptyState>
            }
            .into_any()
        } else {
            view! {
                <Narrow>
                    <PostForm action="/admin/supplies/new">
                        <GroupedSelect
                            name="hospital"
                            label=t.hospital
                            hint=t.hospital_hint
                            groups=groups(hospitals)
                            value=hospital
                        />
                        <RadioList name="vaccine" legend=t.vaccine choices=choices(&vaccines) value=vaccine />
                        <Field name="lot_number" label=t.lot hint=t.lot_hint value=lot width="20" />
                        {expiry(&expires)}
                        <Field
                            name="vials"
                            label=t.vials
                            value=vials
                            inputmode="numeric"
                            width="8"
                            unit=texts.admin.vials
                        />
                        <div class="actions">
                            <Button>{t.to_check}</Button>
                            <ButtonLink href="/admin/supplies" kind=ButtonKind::Secondary>{texts.admin.cancel}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.new back="/admin/supplies">
                <PageHeading title=t.new lead=t.new_lead />
                {form}
            </Page>
        })
    })
}

fn expiry(typed: &str) -> AnyView {
    let t = &t().admin.supply;
    match parse_iso(typed) {
        Ok(day) => {
            view! { <DateFields name="expires" legend=t.expires hint=t.expires_hint value=day /> }.into_any()
        }
        Err(_) => view! { <DateFields name="expires" legend=t.expires hint=t.expires_hint /> }.into_any(),
    }
}

/// Hospitals by province, in official order.
pub(super) fn groups(hospitals: Vec<HospitalRow>) -> Vec<Group> {
    let name = t().public.province;
    Province::ALL
        .into_iter()
        .map(|p| {
            let of = hospitals.iter().filter(|h| h.province == p);
            (name(p).to_owned(), of.map(|h| (h.hospital.to_string(), h.name.clone())).collect())
        })
        .collect()
}

fn choices(vaccines: &[VaccineRow]) -> Vec<Choice> {
    let t = &t().admin.supply;
    vaccines
        .iter()
        .map(|v| {
            let name = localized(&v.form.name, &v.form.name_en);
            let hint = (t.vaccine_hint)(&grouped(v.vials_left()), v.form.doses_per_vial);
            Choice::new(v.vaccine.to_string(), name).hint(hint)
        })
        .collect()
}
