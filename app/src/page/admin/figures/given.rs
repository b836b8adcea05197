//! `/admin/vaccinations?province=&vaccine=&from=&to=`: doses given day by day (G1).

use super::chosen::{Chosen, form};
use crate::{
    component::{
        Bar, BarChart, ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Figure, Figures, Glyph, Icon,
        LiveRegion, Page, PageHeading, Row, Section, grouped,
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
        figures::{GivenDay, list_given},
    },
};

/// The page. [`crate::sheet::figures::given`] is its file.
pub(in crate::page::admin) fn given() -> impl IntoView {
    show(async {
        admin()?;
        let db = db();
        let chosen = Chosen::read(query, db.today().await?);
        let (as_of, (days, vaccines)) = standby::reading(&db, move |db| async move {
            Ok((list_given(&db, chosen.filter, chosen.from, chosen.to).await?, list_vaccines(&db).await?))
        })
        .await?;
        let t = &t().admin.figure;
        let file = format!("/admin/vaccinations.csv?{}", chosen.query());
        let form = form("/admin/vaccinations", &chosen, &vaccines, true);
        let content = content(&days);
        Ok(view! {
            <Page title=t.given_title>
                <PageHeading title=t.given_title lead=t.given_lead>
                    <ButtonLink href=file kind=ButtonKind::Secondary><Icon glyph=Glyph::Download />{t.download}</ButtonLink>
                </PageHeading>
                {form}
                <LiveRegion topic=views_topic(None) seen=as_of.version as_of=as_of.at late=as_of.late fetches=true>{content}</LiveRegion>
            </Page>
        })
    })
}

fn content(days: &[GivenDay]) -> AnyView {
    let texts = t();
    let t = &texts.admin.figure;
    let sum = |of: fn(&GivenDay) -> i64| days.iter().map(of).sum::<i64>();
    let total = sum(GivenDay::total);
    if total == 0 {
        return view! { <EmptyState title=t.given_none glyph=Glyph::Chart><p>{t.given_none_text}</p></EmptyState> }
            .into_any();
    }
    let [first, second, further] = [0, 1, 2].map(|n| days.iter().map(|d| d.doses[n]).sum::<i64>());
    let most = days
        .iter()
        .max_by_key(|d| d.total())
        .map(|d| (texts.common.short_date)(d.day_on))
        .unwrap_or_default();
    let (chart, table) = (chart(days, &grouped(total)), table(days));
    let n_days = i64::try_from(days.len()).unwrap_or(1).max(1);
    let average = (t.given_average)(&tenths((total * 10 + n_days / 2) / n_days), &most);
    view! {
        <Figures>
            <Figure label=t.given_total value=grouped(total) unit=t.doses>{average}</Figure>
            <Figure label=t.dose_names[0] value=grouped(first) unit=t.doses />
            <Figure label=t.dose_names[1] value=grouped(second) unit=t.doses />
            <Figure label=t.dose_names[2] value=grouped(further) unit=t.doses />
        </Figures>
        {chart}
        <Section title=t.given_table>{table}</Section>
    }
    .into_any()
}

/// `1,234.5`, from tenths.
fn tenths(n: i64) -> String {
    format!("{}.{}", grouped(n / 10), n % 10)
}

fn chart(days: &[GivenDay], total: &str) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.figure;
    let day = |d: &GivenDay| (texts.common.month_day)(d.day_on);
    let bars: Vec<_> = days.iter().map(|d| Bar { label: day(d), parts: d.doses }).collect();
    let (first, last) = (days.first().map(day).unwrap_or_default(), days.last().map(day).unwrap_or_default());
    view! { <BarChart title=t.given_chart desc=(t.given_chart_text)(&first, &last, total) legend=t.dose_names bars /> }
}

fn table(days: &[GivenDay]) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.admin.figure;
    let headings =
        [t.day, t.dose_names[0], t.dose_names[1], t.dose_names[2], t.given_total].map(str::to_owned);
    // The newest day is looked for most; days without any say nothing here.
    let rows: Vec<_> = days
        .iter()
        .rev()
        .filter(|d| d.total() > 0)
        .map(|d| {
            let [a, b, c] = d.doses.map(grouped);
            let total = grouped(d.total());
            let mut cells: Vec<_> = [a, b, c].map(Cell::number).into();
            cells.push(Cell::number(view! { <strong>{total}</strong> }));
            Row::new(view! { <span class="nowrap">{(texts.common.short_date)(d.day_on)}</span> }, cells)
        })
        .collect();
    view! { <DataTable id="given" caption=t.given_table quiet_caption=true headings rows dense=true stack=true /> }
}

#[cfg(test)]
mod tests {
    #[test]
    fn averages_have_one_digit_behind_the_point() {
        assert_eq!([0, 1, 12_345].map(super::tenths), ["0.0", "0.1", "1,234.5"]);
    }
}
