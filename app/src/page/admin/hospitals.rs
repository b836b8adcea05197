//! `/admin/hospitals?q=&province=&page=`: finding a hospital to change or to supply.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, Cell, Choice, DataTable, EmptyState, Field, Glyph, Icon,
        Page, PageHeading, Pagination, Row, Select, grouped,
    },
    request::{admin, db, query},
    stop::show,
    text::t,
};
use domain::hospital::Province;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::view::admin::HospitalRow;

const ON_A_PAGE: usize = 50;

/// The page.
pub(super) fn hospitals() -> impl IntoView {
    show(async {
        admin()?;
        let (text, province) = (query("q"), Province::parse(&query("province")).ok());
        let page = query("page").parse::<usize>().unwrap_or(1).max(1);
        let mut found = store::view::admin::list_hospitals(&db(), text.trim()).await?;
        found.retain(|h| province.is_none_or(|p| p == h.province));
        // In the official order of provinces, not that of their keys.
        found.sort_by(|a, b| (a.province, &a.name).cmp(&(b.province, &b.name)));
        let total = found.len();
        let pages = total.div_ceil(ON_A_PAGE).max(1);
        let page = page.min(pages);
        let shown: Vec<_> = found.into_iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE).collect();
        let t = &t().admin;
        let list = if shown.is_empty() {
            view! {
                <EmptyState title=t.hospital.none>
                    <p>{t.hospital.none_text}</p>
                    <div class="actions">
                        <ButtonLink href="/admin/hospitals/new" kind=ButtonKind::Secondary>{t.hospital.new}</ButtonLink>
                    </div>
                </EmptyState>
            }
            .into_any()
        } else {
            let kept = format!(
                "q={}&province={}",
                utf8_percent_encode(&text, NON_ALPHANUMERIC),
                province.map_or("", Province::key)
            );
            let href = |page: u32, kept: &str| format!("/admin/hospitals?{kept}&page={page}");
            view! {
                <p class="results">{(t.results)(&grouped(i64::try_from(total).unwrap_or(i64::MAX)))}</p>
                {table(shown)}
                <Pagination page=u32::try_from(page).unwrap_or(1) pages=u32::try_from(pages).unwrap_or(1) href query=kept />
            }
            .into_any()
        };
        Ok(view! {
            <Page title=t.hospital.title>
                <PageHeading title=t.hospital.title>
                    <ButtonLink href="/admin/hospitals/new"><Icon glyph=Glyph::Plus />{t.hospital.new}</ButtonLink>
                </PageHeading>
                {search(text, province)}
                {list}
            </Page>
        })
    })
}

fn search(text: String, province: Option<Province>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.hospital;
    let provinces = Province::ALL.map(|p| Choice::new(p.key(), (texts.public.province)(p)));
    view! {
        <form class="search" role="search" method="get" action="/admin/hospitals">
            <Field name="q" label=t.search value=text />
            <Select
                name="province"
                label=t.province
                choices=provinces
                value=province.map_or("", Province::key)
                empty=t.everywhere
            />
            <Button><Icon glyph=Glyph::Search />{t.find}</Button>
        </form>
    }
}

fn table(found: Vec<HospitalRow>) -> impl IntoView {
    let texts = t();
    let t = &texts.admin.hospital;
    let headings = [t.name, t.province, t.capacity_column, t.bookable, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = found
        .into_iter()
        .map(|h| {
            let of = format!(" {}", h.name);
            Row::new(
                view! { <a class="break" href=format!("/admin/hospitals/{}", h.hospital)>{h.name}</a> },
                vec![
                    Cell::new(view! { <span class="nowrap">{(texts.public.province)(h.province)}</span> }),
                    Cell::number(grouped(h.daily_capacity)),
                    Cell::number(grouped(h.bookable)),
                    Cell::actions(view! {
                        <ButtonLink
                            href=format!("/admin/supplies/new?hospital={}", h.hospital)
                            kind=ButtonKind::Secondary
                            size=ButtonSize::Small
                        >
                            <span class="nowrap">{t.supply}</span>
                            <span class="visually-hidden">{of}</span>
                        </ButtonLink>
                    }),
                ],
            )
        })
        .collect();
    view! { <DataTable id="hospitals" caption=t.title quiet_caption=true headings rows stack=true dense=true /> }
}
