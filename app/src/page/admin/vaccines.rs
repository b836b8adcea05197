//! `/admin/vaccines`: what there is, and how much of it is left in the national store.

use crate::{
    component::{
        ButtonLink, Cell, DataTable, EmptyState, Glyph, Icon, Page, PageHeading, Row, grouped, localized,
    },
    request::{admin, db},
    stop::show,
    text::t,
};
use leptos::prelude::*;
use store::view::admin::VaccineRow;

/// The page.
pub(super) fn vaccines() -> impl IntoView {
    show(async {
        admin()?;
        let vaccines = store::view::admin::list_vaccines(&db()).await?;
        let t = &t().admin.vaccine;
        let list = if vaccines.is_empty() {
            view! { <EmptyState title=t.none glyph=Glyph::Syringe><p>{t.none_text}</p></EmptyState> }
                .into_any()
        } else {
            table(vaccines).into_any()
        };
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title>
                    <ButtonLink href="/admin/vaccines/new"><Icon glyph=Glyph::Plus />{t.new}</ButtonLink>
                </PageHeading>
                {list}
            </Page>
        })
    })
}

fn table(vaccines: Vec<VaccineRow>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.vaccine;
    let with = |name: &str, unit: &str| format!("{name} ({unit})");
    let vials = texts.admin.vials;
    let headings = vec![
        t.column_name.to_owned(),
        with(t.bought, vials),
        with(t.supplied, vials),
        with(t.left, vials),
        t.per_vial_column.to_owned(),
        t.required_column.to_owned(),
        t.interval_days.to_owned(),
        t.age_column.to_owned(),
    ];
    let rows: Vec<_> = vaccines
        .into_iter()
        .map(|v| {
            let name = localized(&v.form.name, &v.form.name_en).to_owned();
            let left = grouped(v.vials_left());
            let interval = match v.form.doses_required {
                1 => "–".to_owned(),
                _ => (t.n_days)(v.form.interval_days),
            };
            Row::new(
                view! { <a href=format!("/admin/vaccines/{}", v.vaccine)>{name}</a> },
                vec![
                    Cell::number(grouped(v.form.vials)),
                    Cell::number(grouped(v.vials_supplied)),
                    Cell::number(view! { <strong>{left}</strong> }),
                    Cell::number((texts.stock.n_doses)(&v.form.doses_per_vial.to_string())),
                    Cell::number((t.n_times)(v.form.doses_required)),
                    Cell::number(interval),
                    Cell::number((t.n_years)(v.form.minimum_age)),
                ],
            )
        })
        .collect();
    view! { <DataTable id="vaccines" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}
