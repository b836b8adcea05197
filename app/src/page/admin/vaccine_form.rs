//! `/admin/vaccines/new`, and the fields of a vaccine (A2).

use crate::{
    component::{Button, ButtonKind, ButtonLink, Field, Narrow, Page, PageHeading, PostForm, grouped},
    request::admin,
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::admin::VaccineRow;

/// The page. Its form goes to [`crate::api::admin::vaccine::register_vaccine`].
pub(super) fn new_vaccine() -> impl IntoView {
    show(async {
        admin()?;
        let t = &t().admin;
        Ok(view! {
            <Page title=t.vaccine.new back="/admin/vaccines">
                <PageHeading title=t.vaccine.new />
                <Narrow>
                    <PostForm action="/admin/vaccines/new" keyed=true>
                        {fields(None)}
                        <div class="actions">
                            <Button>{t.vaccine.register}</Button>
                            <ButtonLink href="/admin/vaccines" kind=ButtonKind::Secondary>{t.cancel}</ButtonLink>
                        </div>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}

/// The fields, as they are for `vaccine`, or empty.
pub(super) fn fields(vaccine: Option<&VaccineRow>) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.vaccine;
    let vials_hint = match vaccine {
        None => t.vials_hint.to_owned(),
        Some(v) => (t.vials_supplied_hint)(&grouped(v.vials_supplied)),
    };
    let form = vaccine.map(|v| &v.form);
    let line = |value: Option<&String>| value.cloned().unwrap_or_default();
    let number = |value: Option<i32>| value.map(|n| n.to_string()).unwrap_or_default();
    let small = |value: Option<i16>| number(value.map(i32::from));
    view! {
        <Field name="name" label=t.name value=line(form.map(|f| &f.name)) />
        <Field name="name_en" label=t.name_en value=line(form.map(|f| &f.name_en)) />
        <Field
            name="vials"
            label=t.vials
            hint=vials_hint
            value=number(form.map(|f| f.vials))
            inputmode="numeric"
            width="10"
            unit=texts.admin.vials
        />
        <Field
            name="doses_per_vial"
            label=t.doses_per_vial
            hint=t.doses_per_vial_hint
            value=small(form.map(|f| f.doses_per_vial))
            inputmode="numeric"
            width="4"
            unit=texts.admin.doses
        />
        <Field
            name="doses_required"
            label=t.doses_required
            value=small(form.map(|f| f.doses_required))
            inputmode="numeric"
            width="4"
            unit=t.times
        />
        <Field
            name="interval_days"
            label=t.interval_days
            hint=t.interval_days_hint
            value=small(form.map(|f| f.interval_days))
            inputmode="numeric"
            width="4"
            unit=t.days
        />
        <Field
            name="minimum_age"
            label=t.minimum_age
            hint=t.minimum_age_hint
            value=small(form.map(|f| f.minimum_age))
            inputmode="numeric"
            width="4"
            unit=t.years
        />
    }
}
