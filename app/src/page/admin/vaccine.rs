//! `/admin/vaccines/:id`: one vaccine, to be changed (A2).

use super::{done, success, vaccine_form::fields};
use crate::{
    component::{
        Button, ButtonLink, Figure, Figures, Glyph, Hidden, Icon, Narrow, Page, PageHeading, PostForm, Tone,
        grouped, localized,
    },
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::id::VaccineId;
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::admin::vaccine::change_vaccine`].
pub(super) fn vaccine() -> impl IntoView {
    show(async {
        admin()?;
        let id: VaccineId = param("id")?;
        let just = query("done");
        let vaccine = store::view::admin::find_vaccine(&db(), id).await?.ok_or(Stop::Missing)?;
        let t = &t().admin;
        let name = localized(&vaccine.form.name, &vaccine.form.name_en).to_owned();
        let banner = match just.as_str() {
            "registered" => {
                Some(success((t.vaccine.registered)(&name), t.vaccine.registered_text).into_any())
            }
            "changed" => Some(done(t.changed.to_owned()).into_any()),
            _ => None,
        };
        let (bought, supplied, left) = (vaccine.form.vials, vaccine.vials_supplied, vaccine.vials_left());
        let fields = fields(Some(&vaccine));
        Ok(view! {
            <Page title=name.clone() back="/admin/vaccines">
                {banner}
                <PageHeading title=name>
                    <ButtonLink href=format!("/admin/supplies/new?vaccine={id}")>
                        <Icon glyph=Glyph::Truck />
                        {t.hospital.supply}
                    </ButtonLink>
                </PageHeading>
                <Figures>
                    <Figure label=t.vaccine.bought value=grouped(bought) unit=t.vials />
                    <Figure label=t.vaccine.supplied value=grouped(supplied) unit=t.vials />
                    <Figure
                        label=t.vaccine.left
                        value=grouped(left)
                        unit=t.vials
                        tone=if left == 0 { Tone::None } else { Tone::Good }
                    />
                </Figures>
                <Narrow>
                    <PostForm action="/admin/vaccines/change">
                        <Hidden name="id" value=id.to_string() />
                        {fields}
                        <Button>{t.save}</Button>
                    </PostForm>
                </Narrow>
            </Page>
        })
    })
}
