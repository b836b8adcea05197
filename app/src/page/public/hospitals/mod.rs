//! `/hospitals`: finding one by name, province, earliest date, or distance. It is a plain form with its
//! results; an island answers while somebody types, and knows what is near ([`crate::island::Finder`]).

mod card;
mod near;

use super::{board, map::map};
use crate::{
    component::{
        Button, ButtonLink, Choice, EmptyState, Field, Glyph, Hidden, Icon, Page, PageHeading, Pagination,
        Select, grouped,
    },
    island::Finder,
    request::{db, query},
    stop::show,
    text::{clock, t},
};
use domain::hospital::Province;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::view::hospital::{Found, Order, Search};

/// Results on one page.
const A_PAGE: u32 = 20;

/// Longest name that is searched for, in characters.
const LONGEST: usize = 100;

/// What an address asks for.
pub(crate) fn wanted(value: impl Fn(&str) -> String) -> Search {
    Search {
        name: value("q").trim().chars().take(LONGEST).collect(),
        province: Province::parse(&value("province")).ok(),
        order: Order::parse(&value("order")),
    }
}

/// The page.
pub(super) fn hospitals() -> impl IntoView {
    show(async {
        let wanted = wanted(query);
        let db = db();
        let now = board::country(&db).await?.now;
        let provinces: Vec<_> = now.provinces.iter().map(|p| (p.province, p.hospitals)).collect();
        let mut page = query("page").parse().unwrap_or(1).clamp(1, 1_000);
        let mut found = board::list(&db, &wanted, (page - 1) * A_PAGE, A_PAGE).await?;
        if found.cards.is_empty() && page > 1 {
            page = 1;
            found = board::list(&db, &wanted, 0, A_PAGE).await?;
        }
        let t = &t().public.find;
        let search = search_at("/hospitals", &wanted, &provinces);
        let (count, list) = (count(&found), list(&found, &wanted, page));
        let (order, near) = (order(&wanted), near::near());
        let map = map(&now, wanted.province, move |province| {
            address(&Search { province: Some(province), ..wanted.clone() })
        });
        Ok(view! {
            <Page title=t.title wide=true>
                <PageHeading title=t.title />
                <Finder>
                    {search}
                    <div class="find">
                        <div>
                            <p class="find__to-map"><a href="#map">{t.to_map}</a></p>
                            <div class="order" role="group" aria-label=t.order>
                                <ul data-find-part="order">{order}</ul>
                                {near::button()}
                            </div>
                            {near::about()}
                            <p class="results" role="status" data-find-part="count">{count}</p>
                            {near}
                            <div data-find-part="list">{list}</div>
                        </div>
                        <div class="find__map" id="map" data-find-part="map">{map}</div>
                    </div>
                </Finder>
            </Page>
        })
    })
}

/// A search as it stands in addresses, ready for a further value.
fn query_of(wanted: &Search) -> String {
    let name = utf8_percent_encode(&wanted.name, NON_ALPHANUMERIC);
    let order = match wanted.order {
        Order::Best => String::new(),
        order @ Order::Soonest => format!("order={}&", order.key()),
    };
    format!("q={name}&province={}&{order}", wanted.province.map_or("", Province::key))
}

fn address(wanted: &Search) -> String {
    format!("/hospitals?{}", query_of(wanted).trim_end_matches('&'))
}

/// The search; the home page has it too.
pub(super) fn search(provinces: &[(Province, u32)]) -> impl IntoView + use<> {
    search_at("/hospitals", &Search::default(), provinces)
}

/// The search of a page at another address.
pub(super) fn search_at(
    action: &'static str,
    wanted: &Search,
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
    let (name, chosen) = (wanted.name.clone(), wanted.province.map_or("", Province::key));
    let order = Some(wanted.order.key()).filter(|key| !key.is_empty());
    view! {
        <form class="search" role="search" method="get" action=action>
            <Field name="q" label=t.name hint=t.name_hint value=name />
            <Select name="province" label=t.province choices value=chosen empty=t.everywhere />
            {order.map(|order| view! { <Hidden name="order" value=order /> })}
            <Button><Icon glyph=Glyph::Search />{t.search}</Button>
        </form>
    }
}

/// What comes first: links, so that each order has its address.
fn order(wanted: &Search) -> impl IntoView + use<> {
    let t = &t().public.find;
    [(Order::Best, t.order_best), (Order::Soonest, t.order_soonest)].map(|(order, label)| {
        let current = (wanted.order == order).then_some("true");
        let href = address(&Search { order, ..wanted.clone() });
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    })
}

fn count(found: &Found) -> impl IntoView + use<> {
    let text = t();
    let as_of = (text.common.as_of)(&clock(found.as_of));
    view! {
        <span><strong>{grouped(found.total)}</strong>{(text.public.find.found)(found.total)}</span>
        " "
        <span class="as-of">{as_of}</span>
    }
}

fn list(found: &Found, wanted: &Search, page: u32) -> impl IntoView + use<> {
    let t = &t().public.find;
    if found.total == 0 {
        return nothing(wanted).into_any();
    }
    let pages = found.total.div_ceil(A_PAGE);
    let cards: Vec<_> = found.cards.iter().map(|c| view! { <li>{card::card(c)}</li> }).collect();
    view! {
        {found.similar.then(|| view! { <p>{t.similar}</p> })}
        <ul class="hospitals">{cards}</ul>
        <Pagination page pages href=|n, query| format!("/hospitals?{query}page={n}") query=query_of(wanted) />
    }
    .into_any()
}

fn nothing(wanted: &Search) -> impl IntoView + use<> {
    let t = &t().public;
    let without_any = wanted.province.filter(|_| wanted.name.is_empty()).map(|p| (t.province)(p));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_pages_keep_the_search_whatever_was_typed() {
        assert_eq!(query_of(&Search::default()), "q=&province=&");
        let name = "A&B=1".to_owned();
        let wanted = Search { name, province: Some(Province::Seoul), order: Order::Soonest };
        assert_eq!(query_of(&wanted), "q=A%26B%3D1&province=seoul&order=soonest&");
        assert_eq!(address(&wanted), "/hospitals?q=A%26B%3D1&province=seoul&order=soonest");
    }

    #[test]
    fn an_address_is_read_as_it_is_written_and_nonsense_asks_for_nothing() {
        let read = |values: [&'static str; 3]| {
            wanted(|name| {
                let n = ["q", "province", "order"].iter().position(|each| *each == name);
                n.map_or_else(String::new, |n| values[n].to_owned())
            })
        };
        let full = read([" 서울대 ", "jeju", "soonest"]);
        assert_eq!(
            (full.name.as_str(), full.province, full.order),
            ("서울대", Some(Province::Jeju), Order::Soonest)
        );
        assert_eq!(read(["", "atlantis", "nearest"]), Search::default());
        assert_eq!(
            wanted(|name| if name == "q" { "가".repeat(500) } else { String::new() }).name.chars().count(),
            LONGEST
        );
    }
}
