//! `/book/done/{id}`: the number, and what happens next. Can be kept as a bookmark, so it also
//! says how things stand now. Who booked together finds the others in `with`.

use crate::{
    component::{
        ButtonLink, ButtonSize, Done, Page, PushOffer, Section, StatusTag, SummaryList, SummaryRow, localized,
    },
    page::citizen::{
        hand::keep::keep,
        my::keep_mark,
        turn::{Turn, for_citizen},
    },
    request::{db, param, query},
    stop::Stop,
    text::t,
};
use domain::{
    account::Visitor, id::ReservationId, notice::Channel, person::MOST_PERSONS,
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::view::reservation::{Mine, find_mine};
use time::Date;

/// The page.
pub(super) fn done() -> impl IntoView {
    for_citizen(|visitor| async move {
        let id: ReservationId = param("id")?;
        let mine = find_mine(&db(), visitor.account, id).await?.ok_or(Stop::Missing)?;
        // What is over is no booking to be glad of.
        let (Some(day), Some(_), false) = (mine.day_on, mine.requested_at, mine.status.is_final()) else {
            return Err(Turn::Onward(format!("/my/{id}")));
        };
        let push = find_push_key().await?.map(|key| {
            view! { <Section title=t().citizen.inbox.push.title><PushOffer key /></Section> }
        });
        let t = &t().citizen.book;
        let open = mine.status == ReservationStatus::Requested;
        let next = t.done_next.iter().map(|text| view! { <li>{text(day)}</li> }).collect_view();
        let now = if open { view! { <p>{t.done_text}</p> }.into_any() } else { ().into_any() };
        let next = open.then(|| view! { <Section title=t.done_next_title><ol>{next}</ol></Section> });
        let (rows, keep) = (rows(&mine, day), keep(&mine));
        let others = find_others(&visitor).await?;
        let others = (!others.is_empty()).then(|| {
            let items: Vec<_> = others.into_iter().map(other).collect();
            view! { <Section title=t.done_others><ul class="rows">{items}</ul></Section> }
        });
        Ok(view! {
            <Page title=t.done_title>
                <Done title=t.done_title>
                    <p class="done__number">{t.number} " " <strong class="number-code">{mine.number.to_string()}</strong></p>
                    <p>{t.done_now} " " <StatusTag status=mine.status /></p>
                    {now}
                </Done>
                {next}
                <Section title=t.done_details>
                    <SummaryList rows=rows />
                </Section>
                {others}
                {keep}
                {push}
                {keep_mark(id)}
                <div class="stack">
                    <div class="actions">
                        <ButtonLink href=format!("/my/{id}") size=ButtonSize::Large>{t.to_reservation}</ButtonLink>
                    </div>
                    <p class="muted small">{t.keep}</p>
                </div>
            </Page>
        })
    })
}

/// What browsers subscribe with, where notifications are on. After a booking there is something to be
/// told of: nobody is asked before.
async fn find_push_key() -> Result<Option<String>, Stop> {
    let on = store::notice::list_senders(&db()).await?;
    Ok(on.into_iter().find(|s| s.channel == Channel::Push).and_then(|s| s.detail))
}

/// The reservations that were made in the same act.
async fn find_others(visitor: &Visitor) -> Result<Vec<Mine>, Stop> {
    let mut others = Vec::new();
    for id in query("with").split(',').take(usize::from(MOST_PERSONS)).filter_map(|id| id.parse().ok()) {
        others.extend(find_mine(&db(), visitor.account, id).await?);
    }
    Ok(others)
}

fn other(mine: Mine) -> impl IntoView {
    view! {
        <li class="row">
            <div class="row__main">
                <p class="row__title">
                    <a href=format!("/my/{}", mine.reservation)>{mine.name.as_str().to_owned()}</a>
                </p>
                <p class="row__meta">
                    {t().citizen.book.number} " " <span class="number-code">{mine.number.to_string()}</span>
                </p>
            </div>
            <div class="row__side"><StatusTag status=mine.status /></div>
        </li>
    }
}

/// What was booked.
fn rows(mine: &Mine, day: Date) -> Vec<SummaryRow> {
    let texts = t();
    let t = &texts.citizen.book;
    vec![
        SummaryRow::new(t.hospital, mine.hospital_name.clone()),
        SummaryRow::new(t.date, (texts.common.date)(day)),
        SummaryRow::new(t.vaccine, localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned()),
        SummaryRow::new(t.person, mine.name.as_str().to_owned()),
    ]
}
