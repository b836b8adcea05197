//! `/book/check`: everything once more, then the request.

use super::{rests, step};
use crate::{
    component::{
        Button, ButtonSize, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm, Section, SummaryList,
        SummaryRow, localized,
    },
    form::refused,
    page::citizen::{
        journey::{Journey, who_address},
        standing::Standing,
        turn::{Turn, for_citizen},
        way::ways,
        wish::Next,
    },
    request::db,
    text::t,
};
use domain::{id::VaccineId, person::Phone, refusal::Refusal};
use leptos::prelude::*;
use store::{account::find_phone, view::hospital::StockLeft};
use time::Date;

const HERE: &str = "/book/check";

/// The page. Its form goes to [`crate::api::citizen::request::request_reservation`].
pub(super) fn check() -> impl IntoView {
    for_citizen(|visitor| async move {
        let journey = Journey::find(&visitor, Next::Check).await?;
        let (Some(stock), Some(date)) = (journey.stock().cloned(), journey.wish.date) else {
            return Err(Turn::Onward(journey.wish.at("/book/date")));
        };
        let refused = refused().map(|r| r.refusal().cloned());
        let against = match &refused {
            Some(Some(Refusal::AlreadyBooked)) => {
                journey.people.iter().find_map(|p| p.booking.as_ref()).map(|booking| booking.reservation)
            }
            _ => None,
        };
        let phone = find_phone(&db(), visitor.account).await?;
        let t = &t().citizen.book;
        // What can be seen to fail is said before the tap; after one, the answer to it counts.
        let (trouble, note) = if let Some(refusal) = refused {
            (refusal, None)
        } else {
            match journey.trouble() {
                Some((text, refusal)) => {
                    let note = view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> };
                    (Some(refusal), Some(note.into_any()))
                }
                None => (None, Some(rests(journey.wish).into_any())),
            }
        };
        // What hung may have happened: sent again with its key, the form brings the answer.
        let again = matches!(trouble, None | Some(Refusal::BookingUnavailable));
        let form = again.then(|| form(&journey, stock.vaccine));
        let rows = rows(&journey, &stock, date, phone.as_ref());
        let ways = ways(&journey, trouble, against, HERE);
        Ok(view! {
            <Page title=t.check_title back=journey.wish.at("/book/date")>
                {note}
                {ways}
                <PageHeading title=t.check_title step=step(4) />
                <SummaryList rows=rows />
                {form}
            </Page>
        })
    })
}

fn rows(journey: &Journey, stock: &StockLeft, date: Date, phone: Option<&Phone>) -> Vec<SummaryRow> {
    let texts = t();
    let t = &texts.citizen.book;
    let wish = journey.wish;
    let dates = wish.at("/book/date");
    let people: Vec<_> = journey.people.iter().map(describe).collect();
    let mut rows = vec![
        SummaryRow::new(t.hospital, journey.hospital.name.clone()).change("/hospitals"),
        SummaryRow::new(t.vaccine, localized(&stock.name, &stock.name_en).to_owned())
            .change(format!("{dates}#vaccine")),
        SummaryRow::new(t.date, (texts.common.date)(date)).change(format!("{dates}#date")),
        SummaryRow::new(t.person, people).change(who_address(wish, Next::Check)),
    ];
    if let Some(phone) = phone {
        rows.push(SummaryRow::new(t.phone, phone.masked()));
    }
    rows
}

fn describe(standing: &Standing) -> impl IntoView + use<> {
    let born = (t().citizen.book.born)(standing.person.birth.date());
    view! { <p>{standing.name().to_owned()} <br /> <span class="muted">{born}</span></p> }
}

fn form(journey: &Journey, vaccine: VaccineId) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let wish = journey.wish;
    // Whoever came by a hospital's page has not met them.
    let notes = t.before.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
    let next = t.next.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
    let together = journey.is_together().then(|| (t.together)(journey.people.len()));
    let together = together.map(|text| view! { <Notice kind=NoticeKind::Info><p>{text}</p></Notice> });
    view! {
        {together}
        <Section title=t.before_title>
            <ul>{notes}</ul>
        </Section>
        <Section title=t.next_title>
            <ol>{next}</ol>
        </Section>
        <PostForm action=wish.at(HERE) keyed=true>
            <Hidden name="hospital" value=wish.hospital.to_string() />
            <Hidden name="vaccine" value=vaccine.to_string() />
            <Hidden name="date" value=wish.date_text() />
            <Hidden name="person" value=wish.who.to_string() />
            <div class="actions">
                <Button size=ButtonSize::Large>{t.submit}</Button>
            </div>
        </PostForm>
    }
}
