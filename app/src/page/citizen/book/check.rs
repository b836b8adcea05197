//! `/book/check`: everything once more, then the request.

use super::{rests, step};
use crate::{
    component::{
        Button, ButtonSize, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm, Section, SummaryList,
        SummaryRow, localized,
    },
    form::refused,
    page::citizen::{
        foresight::foresee,
        journey::{Journey, find_booking, person_address},
        turn::{Turn, for_citizen},
        way::ways,
        wish::Next,
    },
    request::db,
    text::t,
};
use domain::{
    id::VaccineId,
    person::{BirthDate, Phone},
    refusal::Refusal,
};
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
                find_booking(visitor.account, journey.person.person).await?
            }
            _ => None,
        };
        let phone = find_phone(&db(), visitor.account).await?;
        let t = &t().citizen.book;
        // What can be seen to fail is said before the tap; after one, the answer to it counts.
        let (trouble, note) = if let Some(refusal) = refused {
            (refusal, None)
        } else {
            let birth = journey.person.birth.date();
            let begun = journey.begun.as_ref().map(|begun| (begun.vaccine, begun.series));
            let trouble = foresee(&journey.hospital, journey.wish, birth, begun).map(|(_, refusal)| refusal);
            let note = match &trouble {
                Some(trouble) => view! { <Foreseen trouble=trouble.clone() /> }.into_any(),
                None => rests(journey.wish).into_any(),
            };
            let note = Some(note);
            (trouble, note)
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
    let (wish, person) = (journey.wish, &journey.person);
    let dates = wish.at("/book/date");
    let mut rows = vec![
        SummaryRow::new(t.hospital, journey.hospital.name.clone()).change("/hospitals"),
        SummaryRow::new(t.vaccine, localized(&stock.name, &stock.name_en).to_owned())
            .change(format!("{dates}#vaccine")),
        SummaryRow::new(t.date, (texts.common.date)(date)).change(format!("{dates}#date")),
        SummaryRow::new(t.person, describe(person.name.as_str(), person.birth))
            .change(person_address(wish, Next::Check)),
    ];
    if let Some(phone) = phone {
        rows.push(SummaryRow::new(t.phone, phone.masked()));
    }
    rows
}

fn describe(name: &str, birth: BirthDate) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let born = (t.born)(birth.date());
    view! { {name.to_owned()} <br /> <span class="muted">{born}</span> }
}

fn form(journey: &Journey, vaccine: VaccineId) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let wish = journey.wish;
    let next = t.next.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
    view! {
        <Section title=t.next_title>
            <ol>{next}</ol>
        </Section>
        <PostForm action=wish.at(HERE) keyed=true>
            <Hidden name="hospital" value=wish.hospital.to_string() />
            <Hidden name="vaccine" value=vaccine.to_string() />
            <Hidden name="date" value=wish.date_text() />
            <div class="actions">
                <Button size=ButtonSize::Large>{t.submit}</Button>
            </div>
        </PostForm>
    }
}

#[component]
fn Foreseen(trouble: Refusal) -> impl IntoView {
    view! { <Notice kind=NoticeKind::Warning><p>{(t().refusal)(&trouble)}</p></Notice> }
}
