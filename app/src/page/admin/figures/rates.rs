//! `/admin/rates?province=&vaccine=&order=&page=`: the share of registered doses that each hospital
//! gave, destroyed, and let expire (G2, G3).

use super::chosen::{Chosen, form};
use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Figure, Figures, Glyph, Icon, LiveRegion, Page,
        PageHeading, Pagination, Pair, Row, Section, Share, ShareChart, grouped,
    },
    request::{admin, db, query},
    stop::show,
    text::t,
};
use domain::live::views_topic;
use leptos::prelude::*;
use store::{
    standby,
    view::{
        admin::list_vaccines,
        figures::{HospitalUse, Use, list_use},
    },
};

/// Hospitals on one page.
const A_PAGE: u32 = 20;

/// The page. [`crate::sheet::figures::rates`] is its file.
pub(in crate::page::admin) fn rates() -> impl IntoView {
    show(async {
        admin()?;
        let page = query("page").parse().unwrap_or(1).clamp(1, 1_000);
        let db = db();
        let chosen = Chosen::read(query, db.today().await?);
        let offset = i64::from((page - 1) * A_PAGE);
        let (as_of, ((all, n, hospitals), vaccines)) = standby::reading(&db, move |db| async move {
            let found = list_use(&db, chosen.filter, chosen.order, offset, A_PAGE.into()).await?;
            Ok((found, list_vaccines(&db).await?))
        })
        .await?;
        let t = &t().admin.figure;
        let file = format!("/admin/rates.csv?{}", chosen.query());
        let form = form("/admin/rates", &chosen, &vaccines, false);
        let content = content(all, n, &hospitals);
        let (pages, kept) = (n.div_ceil(A_PAGE), chosen.query());
        Ok(view! {
            <Page title=t.rates_title>
                <PageHeading title=t.rates_title lead=t.rates_lead>
                    <ButtonLink href=file kind=ButtonKind::Secondary><Icon glyph=Glyph::Download />{t.download}</ButtonLink>
                </PageHeading>
                {form}
                <LiveRegion topic=views_topic(None) seen=as_of.version as_of=as_of.at late=as_of.late fetches=true>{content}</LiveRegion>
                <Pagination page pages href=|n, query| format!("/admin/rates?{query}&page={n}") query=kept />
                {definitions()}
            </Page>
        })
    })
}

/// `66.7%`, from thousandths.
pub(crate) fn percent(share: Option<i64>) -> String {
    share.map_or_else(|| "–".to_owned(), |s| format!("{}.{}%", s / 10, s % 10))
}

fn content(all: Use, n: u32, hospitals: &[HospitalUse]) -> AnyView {
    let t = &t().admin.figure;
    if hospitals.is_empty() {
        return view! { <EmptyState title=t.rates_none glyph=Glyph::Chart><p>{t.rates_none_text}</p></EmptyState> }
            .into_any();
    }
    let parts = [all.administered, all.discarded, all.expired];
    let [given, discarded, expired] = parts.map(|doses| percent(all.share(doses)));
    let [of_given, of_discarded, of_expired] =
        parts.map(|doses| (t.of_registered)(&grouped(doses), &grouped(all.registered)));
    let (chart, table) = (chart(hospitals), table(hospitals));
    view! {
        <Figures>
            <Figure label=t.rate_given value=given unit="">{of_given}</Figure>
            <Figure label=t.rate_discarded value=discarded unit="">{of_discarded}</Figure>
            <Figure label=t.rate_expired value=expired unit="">{of_expired}</Figure>
            <Figure label=t.hospitals value=grouped(n) unit=t.places />
        </Figures>
        {chart}
        <Section title=t.rates_table>{table}</Section>
    }
    .into_any()
}

fn chart(hospitals: &[HospitalUse]) -> impl IntoView + use<> {
    let t = &t().admin.figure;
    let shares: Vec<_> = hospitals
        .iter()
        .map(|h| {
            let parts = [h.doses.administered, h.doses.discarded, h.doses.expired];
            Share { label: h.name.clone(), parts: parts.map(|n| h.doses.share(n).unwrap_or(0)) }
        })
        .collect();
    let n = grouped(i64::try_from(hospitals.len()).unwrap_or(i64::MAX));
    let legend = [t.rate_given, t.rate_discarded, t.rate_expired];
    view! { <ShareChart title=t.rates_chart desc=(t.rates_chart_text)(&n) legend shares /> }
}

fn table(hospitals: &[HospitalUse]) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.figure;
    let headings =
        [t.hospital, t.registered, t.rate_given, t.rate_discarded, t.rate_expired].map(str::to_owned);
    let rows: Vec<_> = hospitals
        .iter()
        .map(|h| {
            let share = |doses: i64| {
                let (share, doses) = (percent(h.doses.share(doses)), (t.n_doses)(&grouped(doses)));
                Cell::number(view! { <Pair detail=doses>{share}</Pair> })
            };
            let name = h.name.clone();
            let province = (texts.public.province)(h.province);
            let href = format!("/admin/hospitals/{}", h.hospital);
            Row::new(
                view! { <Pair detail=province><a href=href>{name}</a></Pair> },
                vec![
                    Cell::number(grouped(h.doses.registered)),
                    share(h.doses.administered),
                    share(h.doses.discarded),
                    share(h.doses.expired),
                ],
            )
        })
        .collect();
    view! { <DataTable id="rates" caption=t.rates_table quiet_caption=true headings rows dense=true stack=true /> }
}

/// What the words mean; they stand on the page.
fn definitions() -> impl IntoView {
    let t = &t().admin.figure;
    let rows: Vec<_> = [
        (t.rate_given, t.rate_given_text),
        (t.rate_discarded, t.rate_discarded_text),
        (t.rate_expired, t.rate_expired_text),
        (t.registered, t.registered_text),
    ]
    .into_iter()
    .map(|(term, text)| view! { <div class="summary__row"><dt>{term}</dt><dd>{text}</dd></div> })
    .collect();
    view! { <Section title=t.definitions><dl class="summary">{rows}</dl></Section> }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn thousandths_read_as_percent() {
        assert_eq!(
            [Some(0), Some(5), Some(667), Some(1_000)].map(percent),
            ["0.0%", "0.5%", "66.7%", "100.0%"]
        );
        assert_eq!(percent(None), "–");
    }
}
