//! `/book/wait`: how the line works, which vaccine and which day, and the request to join.

use crate::{
    component::{
        Button, ButtonLink, ButtonSize, Choice, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm,
        RadioList, Section, SummaryList, SummaryRow, grouped, localized,
    },
    form::{kept, refused},
    page::citizen::{
        journey::{Journey, find_one, who_address},
        turn::for_citizen,
        way::ways,
        wish::{ANY_DATE, Next},
    },
    request::{db, query},
    stop::Stop,
    text::t,
};
use domain::{
    account::Visitor, calendar, id::ReservationId, refusal::Refusal, reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::view::{
    hospital::{LineOf, list_lines},
    reservation::{Mine, find_mine},
};
use time::Date;

const HERE: &str = "/book/wait";

/// Full days offered to wait for.
const MOST_DAYS: usize = 10;

/// The page. Its form goes to [`crate::api::citizen::wait::join_waitlist`].
pub(super) fn join() -> impl IntoView {
    for_citizen(|visitor| async move {
        let journey = Journey::find(&visitor, Next::Wait).await?;
        let t = &t().citizen.wait;
        let back = journey.wish.at("/book/date");
        let mut refusal = refused().and_then(|r| r.refusal().cloned());
        let against = find_against(&visitor, &journey, refusal.as_ref()).await?;
        let lost = find_lost(&visitor, &journey).await?;
        let mut lines = list_lines(&db(), journey.wish.hospital).await?;
        lines.retain(|line| match &lost {
            Some(lost) => line.vaccine == lost.vaccine,
            None => journey.may_have(line.vaccine),
        });
        let days = days(&journey, &lines, db().booking_is_in_doubt());
        // That page says it in its heading.
        if days.is_empty() {
            refusal = refusal.filter(|r| *r != Refusal::BookNow);
        }
        let (title, content) = if lines.is_empty() {
            (t.nothing_title, nothing().into_any())
        } else if days.is_empty() {
            (t.book_now_title, book_now(&journey).into_any())
        } else {
            (t.title, form(&journey, lines, days, lost).into_any())
        };
        let ways = ways(&journey, refusal, against, HERE);
        Ok(view! {
            <Page title=title back=back>
                {ways}
                {content}
            </Page>
        })
    })
}

/// The booking that was taken away and whose place in line this wait is to get (`lost` in the
/// address): one of this person at this hospital that may still give it.
async fn find_lost(visitor: &Visitor, journey: &Journey) -> Result<Option<Mine>, Stop> {
    let Ok(id) = kept("lost").unwrap_or_else(|| query("lost")).parse::<ReservationId>() else {
        return Ok(None);
    };
    let lost = find_mine(&db(), visitor.account, id).await?;
    let hospital = journey.wish.hospital;
    let [only] = &journey.people[..] else { return Ok(None) };
    Ok(lost.filter(|lost| lost.may_rejoin && lost.person == only.person.person && lost.hospital == hospital))
}

/// The reservation because of which joining was refused.
async fn find_against(
    visitor: &Visitor,
    journey: &Journey,
    refusal: Option<&Refusal>,
) -> Result<Option<ReservationId>, Stop> {
    let [only] = &journey.people[..] else { return Ok(None) };
    let (account, person, wish) = (visitor.account, only.person.person, journey.wish);
    match refusal {
        Some(Refusal::AlreadyBooked) => find_one(account, person, |m| m.status.is_booking()).await,
        Some(Refusal::AlreadyWaiting) => {
            find_one(account, person, |m| {
                m.status == ReservationStatus::Waiting
                    && m.hospital == wish.hospital
                    && Some(m.vaccine) == wish.vaccine
            })
            .await
        }
        _ => Ok(None),
    }
}

/// What can be waited for: any day where doses are gone or booking does not answer, and the days
/// that are full. `None` stands for any day.
fn days(journey: &Journey, lines: &[LineOf], in_doubt: bool) -> Vec<Option<Date>> {
    let gone = in_doubt
        || lines
            .iter()
            .filter(|l| journey.wish.vaccine.is_none_or(|vaccine| vaccine == l.vaccine))
            .any(|l| l.bookable.is_none_or(|left| left <= 0));
    let full = journey.hospital.days.iter().filter(|d| d.free == 0).map(|d| d.day_on).take(MOST_DAYS);
    let mut days: Vec<_> = full.chain(journey.wish.date.filter(|_| gone)).collect();
    days.sort_unstable();
    days.dedup();
    gone.then_some(None).into_iter().chain(days.into_iter().map(Some)).collect()
}

fn form(
    journey: &Journey,
    lines: Vec<LineOf>,
    days: Vec<Option<Date>>,
    lost: Option<Mine>,
) -> impl IntoView + use<> {
    let texts = t();
    let (t, book) = (&texts.citizen.wait, &texts.citizen.book);
    let wish = journey.wish;
    let how = t.how.iter().map(|text| view! { <li>{*text}</li> }).collect_view();
    let mut rows = vec![
        SummaryRow::new(book.hospital, journey.hospital.name.clone()).change("/hospitals"),
        SummaryRow::new(book.person, journey.names()).change(who_address(wish, Next::Wait)),
    ];
    let facts = |l: &LineOf| (t.vaccine_facts)(&grouped(l.waiting), l.doses_required, l.minimum_age);
    let vaccine = match &lines[..] {
        [only] => {
            let (name, facts) = (localized(&only.name, &only.name_en).to_owned(), facts(only));
            rows.push(SummaryRow::new(
                book.vaccine,
                view! { {name} <br /> <span class="muted">{facts}</span> },
            ));
            view! { <Hidden name="vaccine" value=only.vaccine.to_string() /> }.into_any()
        }
        several => {
            let choices: Vec<_> = several
                .iter()
                .map(|l| Choice::new(l.vaccine.to_string(), localized(&l.name, &l.name_en)).hint(facts(l)))
                .collect();
            view! { <RadioList name="vaccine" legend=book.vaccine choices=choices value=wish.vaccine_text() /> }
                .into_any()
        }
    };
    let date = match &days[..] {
        [None] => view! { <Hidden name="date" value=ANY_DATE /> }.into_any(),
        several => {
            let chosen = match several {
                [Some(only)] => calendar::iso(*only),
                _ if wish.date.is_some_and(|date| several.contains(&Some(date))) => wish.date_text(),
                _ if several.contains(&None) => ANY_DATE.to_owned(),
                _ => String::new(),
            };
            let choices: Vec<_> = several
                .iter()
                .map(|day| match day {
                    None => Choice::new(ANY_DATE, t.any_date),
                    Some(day) => Choice::new(calendar::iso(*day), (texts.common.date)(*day)),
                })
                .collect();
            view! { <RadioList name="date" legend=t.date hint=t.date_hint choices=choices value=chosen /> }
                .into_any()
        }
    };
    let hospital = wish.hospital.to_string();
    let rejoin = lost.is_some().then(|| view! { <Notice kind=NoticeKind::Info><p>{t.rejoin}</p></Notice> });
    let lost = lost.map(|lost| view! { <Hidden name="lost" value=lost.reservation.to_string() /> });
    let line = format!("/hospitals/{}/line", wish.hospital);
    view! {
        <PageHeading title=t.title lead=t.lead />
        {rejoin}
        <SummaryList rows=rows />
        <PostForm action=wish.at(HERE) keyed=true>
            <Hidden name="hospital" value=hospital />
            <Hidden name="person" value=wish.who.to_string() />
            {lost}
            {vaccine}
            {date}
            <Section title=t.how_title>
                <ul>{how}</ul>
                <p><a href=line>{t.line}</a></p>
            </Section>
            <div class="actions">
                <Button size=ButtonSize::Large>{t.join}</Button>
            </div>
        </PostForm>
    }
}

/// Doses and places are free: nobody needs to wait.
fn book_now(journey: &Journey) -> impl IntoView + use<> {
    let t = &t().citizen.wait;
    let (chosen, book) = (journey.chosen(), journey.wish.at("/book/date"));
    view! {
        <PageHeading title=t.book_now_title lead=t.book_now_text />
        {chosen}
        <div class="actions">
            <ButtonLink href=book>{t.book_now}</ButtonLink>
        </div>
    }
}

/// There is no vaccine at all.
fn nothing() -> impl IntoView {
    let t = t();
    view! {
        <PageHeading title=t.citizen.wait.nothing_title lead=t.citizen.wait.nothing_text />
        <div class="actions">
            <ButtonLink href="/">{t.common.home}</ButtonLink>
        </div>
    }
}
