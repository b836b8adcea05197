//! `/hospitals`: finding one by name and province.

use super::board;
use crate::{
    component::{
        Button, ButtonLink, Choice, EmptyState, Field, Glyph, Icon, Level, LevelTag, Page, PageHeading,
        Pagination, Select, grouped, localized,
    },
    request::{db, query},
    stop::{Stop, show},
    text::{clock, t},
};
use domain::{calendar::iso, hospital::Province};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::view::hospital::{Card, Found, Left};

/// Results on one page.
const A_PAGE: u32 = 20;

/// Longest name that is searched for, in characters.
const LONGEST: usize = 100;

/// The page.
pub(super) fn hospitals() -> impl IntoView {
    show(async {
        let name: String = query("q").trim().chars().take(LONGEST).collect();
        let province = Province::parse(&query("province")).ok();
        let db = db();
        let provinces = board::provinces(&db).await?;
        let mut page = query("page").parse().unwrap_or(1).clamp(1, 1_000);
        let mut found = read(&db, &name, province, page).await?;
        if found.cards.is_empty() && page > 1 {
            page = 1;
            found = read(&db, &name, province, page).await?;
        }
        let t = &t().public.find;
        let pages = found.total.div_ceil(A_PAGE);
        let kept = query_of(&name, province);
        let search = search(&name, province, &provinces);
        let results = results(found, province);
        Ok(view! {
            <Page title=t.title description=t.description wide=true>
                <PageHeading title=t.title />
                {search}
                {results}
                <Pagination page pages href=|n, query| format!("/hospitals?{query}page={n}") query=kept />
            </Page>
        })
    })
}

async fn read(db: &store::Db, name: &str, province: Option<Province>, page: u32) -> Result<Found, Stop> {
    board::list(db, name, province, (page - 1) * A_PAGE, A_PAGE).await
}

/// The search as it stands in the addresses of further pages.
fn query_of(name: &str, province: Option<Province>) -> String {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("q={name}&province={}&", province.map_or("", Province::key))
}

/// The search; the home page has it too.
pub(super) fn search(
    name: &str,
    province: Option<Province>,
    provinces: &[(Province, u32)],
) -> impl IntoView + use<> {
    search_at("/hospitals", name, province, provinces)
}

/// The search of a page at another address.
pub(super) fn search_at(
    action: &'static str,
    name: &str,
    province: Option<Province>,
    provinces: &[(Province, u32)],
) -> impl IntoView + use<> {
    let text = &t().public;
    let t = &text.find;
    let choices: Vec<_> = provinces
        .iter()
        .map(|(p, n)| {
            let label = (text.province)(*p);
            Choice::new(
                p.key(),
                if *n == 0 { (t.province_without)(label) } else { (t.province_with)(label, *n) },
            )
        })
        .collect();
    let chosen = province.map_or("", Province::key);
    view! {
        <form class="search" role="search" method="get" action=action>
            <Field name="q" label=t.name value=name />
            <Select name="province" label=t.province choices value=chosen empty=t.everywhere />
            <Button><Icon glyph=Glyph::Search />{t.search}</Button>
        </form>
    }
}

fn results(found: Found, province: Option<Province>) -> impl IntoView {
    let text = t();
    let t = &text.public.find;
    if found.total == 0 {
        return nothing(province).into_any();
    }
    let cards: Vec<_> = found.cards.iter().map(|c| view! { <li>{card(c)}</li> }).collect();
    view! {
        <p class="results">
            <span><strong>{grouped(found.total)}</strong>{(t.found)(found.total)}</span>
            <span class="as-of">{(text.common.as_of)(&clock(found.as_of))}</span>
        </p>
        <ul class="hospitals">{cards}</ul>
    }
    .into_any()
}

fn nothing(province: Option<Province>) -> impl IntoView {
    let t = &t().public;
    let without_any = province.filter(|_| query("q").trim().is_empty()).map(|p| (t.province)(p));
    let (title, text) = match without_any {
        Some(name) => (t.find.empty_province, (t.find.empty_province_text)(name)),
        None => (t.find.empty, t.find.empty_text.to_owned()),
    };
    view! {
        <EmptyState title>
            <p>{text}</p>
            <div class="actions"><ButtonLink href="/hospitals">{t.find.all}</ButtonLink></div>
        </EmptyState>
    }
}

fn card(card: &Card) -> impl IntoView + use<> {
    let text = &t().public;
    let t = &text.find;
    let level = Level::of_hospital(card.bookable(), !card.next_days.is_empty());
    let class = if level == Level::None { "hospital hospital--none" } else { "hospital" };
    let vaccines: Vec<_> = card.left.iter().filter(|left| left.bookable > 0).map(vaccine).collect();
    view! {
        <article class=class>
            <div class="hospital__head">
                <h2 class="hospital__name"><a lang="ko" href=format!("/hospitals/{}", card.hospital)>{card.name.clone()}</a></h2>
                <p class="hospital__where"><Icon glyph=Glyph::MapPin />{(text.province)(card.province)}</p>
                {(!vaccines.is_empty()).then(|| view! { <ul class="hospital__vaccines">{vaccines}</ul> })}
            </div>
            <p class="hospital__left">
                <span class="hospital__number">{grouped(card.bookable())}</span> " " {t.left} " "
                <LevelTag level />
            </p>
            {dates(card, level)}
        </article>
    }
}

fn vaccine(left: &Left) -> impl IntoView + use<> {
    let name = localized(&left.name, &left.name_en).to_owned();
    view! { <li>{name} " " <b>{(t().public.find.doses)(&grouped(left.bookable))}</b></li> }
}

fn dates(card: &Card, level: Level) -> impl IntoView + use<> {
    let text = t();
    let t = &text.public.find;
    if level == Level::None {
        let why = if card.bookable() == 0 { t.no_doses } else { t.no_dates };
        return view! { <p class="muted">{why}</p> }.into_any();
    }
    let dates: Vec<_> = card
        .next_days
        .iter()
        .map(|day| {
            let href = format!("/book?hospital={}&date={}", card.hospital, iso(*day));
            view! { <li><a href=href><span>{(text.common.short_date)(*day)}</span> <b>{t.book}</b></a></li> }
        })
        .collect();
    view! { <ul class="hospital__dates" aria-label=t.dates>{dates}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_keep_the_search_whatever_was_typed() {
        assert_eq!(query_of("", None), "q=&province=&");
        assert_eq!(query_of("A&B=1", Some(Province::Seoul)), "q=A%26B%3D1&province=seoul&");
    }
}
