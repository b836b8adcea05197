//! `/admin/hospitals/:id`: one hospital, to be changed (A1).

use super::{done, hospital_form::fields, success};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Cell, DataTable, Glyph, Hidden, Icon, Page, PageHeading, PostForm,
        Row, Section, grouped, localized,
    },
    request::{admin, db, param, query},
    stop::{Stop, show},
    text::t,
};
use domain::id::HospitalId;
use leptos::prelude::*;
use store::view::stock::Stock;

/// The page. Its form goes to [`crate::api::admin::hospital::change_hospital`].
pub(super) fn hospital() -> impl IntoView {
    show(async {
        admin()?;
        let id: HospitalId = param("id")?;
        let just = query("done");
        let db = db();
        let hospital = store::view::admin::find_hospital(&db, id).await?.ok_or(Stop::Missing)?;
        store::read_model::meet(&db).await?;
        let stocks = store::view::stock::list(&db, id).await?;
        let t = &t().admin;
        let banner = match just.as_str() {
            "registered" => {
                Some(success((t.hospital.registered)(&hospital.name), t.hospital.registered_text).into_any())
            }
            "changed" => Some(done(t.changed.to_owned()).into_any()),
            _ => None,
        };
        let fields = fields(Some(&hospital));
        Ok(view! {
            <Page title=hospital.name.clone() back="/admin/hospitals">
                {banner}
                <PageHeading title=hospital.name>
                    <ButtonLink href=format!("/admin/supplies/new?hospital={id}")>
                        <Icon glyph=Glyph::Truck />
                        {t.hospital.supply}
                    </ButtonLink>
                    <ButtonLink href=format!("/admin/hospitals/{id}/days") kind=ButtonKind::Secondary>
                        <Icon glyph=Glyph::Calendar />
                        {t.hospital.days}
                    </ButtonLink>
                </PageHeading>
                <div class="columns">
                    <div class="columns__main">
                        <Section title=t.hospital.details>
                            <PostForm action="/admin/hospitals/change">
                                <Hidden name="id" value=id.to_string() />
                                {fields}
                                <Button>{t.save}</Button>
                            </PostForm>
                        </Section>
                    </div>
                    <div class="columns__side">
                        <Section title=t.hospital.stock>{stock(stocks)}</Section>
                    </div>
                </div>
            </Page>
        })
    })
}

fn stock(stocks: Vec<Stock>) -> AnyView {
    let texts = t();
    let (t, terms) = (&texts.admin.hospital, &texts.stock);
    if stocks.is_empty() {
        return view! { <p class="muted">{t.no_stock}</p> }.into_any();
    }
    let headings = [terms.vaccine, terms.on_hand, terms.bookable].map(str::to_owned).to_vec();
    let rows: Vec<_> = stocks
        .into_iter()
        .map(|s| {
            Row::new(
                localized(&s.name, &s.name_en).to_owned(),
                vec![Cell::number(grouped(s.ledger.on_hand())), Cell::number(grouped(s.ledger.bookable()))],
            )
        })
        .collect();
    view! { <DataTable id="stock" caption=t.stock quiet_caption=true headings rows dense=true /> }.into_any()
}
