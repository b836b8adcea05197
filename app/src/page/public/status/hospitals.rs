//! The hospitals on `/status`: what each has left, found by name and province. Its lines move as the rest of
//! the page does; who stands where does not change under a reader's finger.

use crate::{
    component::{Cell, DataTable, EmptyState, Pagination, Pair, Row, Section, grouped},
    page::public::{board, hospitals::search_at, wanted},
    request::query,
    stop::Stop,
    text::{clock, t},
};
use domain::{hospital::Province, live::sums_topic};
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::{
    Db,
    view::hospital::{Card, Order, Search},
};

/// Hospitals on one page.
const A_PAGE: u32 = 20;

/// Search, table, further pages.
pub(super) async fn hospitals(db: &Db) -> Result<impl IntoView + use<>, Stop> {
    let wanted = Search { order: Order::Best, ..wanted(query) };
    let page = query("page").parse().unwrap_or(1).clamp(1, 1_000);
    let provinces = board::provinces(db).await?;
    let found = board::list(db, &wanted, (page - 1) * A_PAGE, A_PAGE).await?;
    let t = &t();
    let pages = found.total.div_ceil(A_PAGE);
    let kept = format!(
        "q={}&province={}&",
        utf8_percent_encode(&wanted.name, NON_ALPHANUMERIC),
        wanted.province.map_or("", Province::key)
    );
    let (as_of, as_of_mark) = ((t.common.as_of)(&clock(found.as_of)), (t.common.as_of)("{}"));
    let search = search_at("/status#hospitals", &wanted, &provinces);
    let list = if found.cards.is_empty() {
        let t = &t.public.find;
        view! { <EmptyState title=t.empty><p>{t.empty_text}</p></EmptyState> }.into_any()
    } else {
        let total = found.total;
        view! {
            <p class="results">
                <span><strong>{grouped(total)}</strong>{(t.public.find.found)(total)}</span>
                <span class="as-of" data-live-as-of=as_of_mark>{as_of}</span>
            </p>
            {table(&found.cards)}
        }
        .into_any()
    };
    Ok(view! {
        <div id="hospitals">
            <Section title=t.public.now.by_hospital>
                {search}
                {list}
                <Pagination page pages href=|n, query| format!("/status?{query}page={n}#hospitals") query=kept />
            </Section>
        </div>
    })
}

fn table(cards: &[Card]) -> impl IntoView + use<> {
    let texts = &t().public;
    let t = &texts.now;
    let headings = [t.column_hospital, t.column_doses, t.column_places, t.column_waiting];
    let rows: Vec<_> = cards
        .iter()
        .map(|card| {
            let (name, href) = (card.name.clone(), format!("/hospitals/{}", card.hospital));
            let province = (t.short)(card.province);
            let topic = sums_topic(card.hospital.0);
            let figure = |of: &str, n: i64| {
                let live = format!("{of}:{}", card.hospital);
                Cell::number(view! { <span data-live=live data-live-text="{}">{grouped(n)}</span> })
            };
            Row::new(
                view! {
                    <Pair detail=province>
                        <a lang="ko" class="break" href=href data-live-topic=topic>{name}</a>
                    </Pair>
                },
                [
                    figure("doses", card.bookable()),
                    figure("places", card.places),
                    figure("waiting", card.waiting.into()),
                ],
            )
        })
        .collect();
    view! {
        <DataTable
            id="hospital-figures"
            caption=t.by_hospital
            quiet_caption=true
            headings=headings.map(str::to_owned)
            rows
            dense=true
        />
    }
}
