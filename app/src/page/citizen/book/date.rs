//! `/book/date`: vaccine and day.

use super::{rests, step};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Choice, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm,
        RadioList, grouped, localized,
    },
    form::refused,
    page::citizen::{
        days::{TenDays, day_choice, from_address, within},
        journey::Journey,
        turn::for_citizen,
        way::ways,
        wish::{Next, Wish},
    },
    text::t,
};
use domain::vaccine::old_enough;
use leptos::prelude::*;
use store::view::hospital::{OpenDay, StockLeft};

/// The page. Its form goes to [`crate::api::citizen::date::choose_date`].
pub(super) fn date() -> impl IntoView {
    for_citizen(|visitor| async move {
        let journey = Journey::find(&visitor, Next::Date).await?;
        let t = &t().citizen.book;
        let back = format!("/hospitals/{}", journey.wish.hospital);
        let (title, content) = if journey.is_complete() {
            (t.complete_title, complete(&journey).into_any())
        } else if vaccines(&journey).is_empty() {
            (t.none_title, no_doses(&journey).into_any())
        } else if open_days(&journey).is_empty() {
            (t.no_days_title, no_days(&journey).into_any())
        } else {
            (t.date_title, form(&journey).into_any())
        };
        Ok(view! {
            <Page title=title back=back>
                {content}
            </Page>
        })
    })
}

/// The vaccines that can be booked: the one that was begun, or any.
fn vaccines(journey: &Journey) -> Vec<&StockLeft> {
    journey.hospital.stocks.iter().filter(|s| s.bookable > 0 && journey.may_have(s.vaccine)).collect()
}

/// The one that is chosen: by the person, or because there is no other.
fn chosen_vaccine(journey: &Journey) -> Option<&StockLeft> {
    match vaccines(journey)[..] {
        [only] => Some(only),
        _ => journey.stock().filter(|s| s.bookable > 0 && journey.may_have(s.vaccine)),
    }
}

/// The days on which the person may have a dose and the chosen vaccine, or else any of them, is
/// still good.
fn open_days(journey: &Journey) -> Vec<OpenDay> {
    let last = match chosen_vaccine(journey) {
        Some(stock) => stock.lasts_until,
        None => vaccines(journey).iter().filter_map(|s| s.lasts_until).max(),
    };
    within(&journey.hospital.days, journey.earliest(), last).collect()
}

fn form(journey: &Journey) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let wish = journey.wish;
    let (from, shown) = from_address();
    let days = TenDays::cut(&open_days(journey), from, wish.date);
    let offered = vaccines(journey);
    let none_fits = offered.iter().all(|s| !is_for_all(journey, s)).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=t.none_fits>
                <p>{t.none_fits_text}</p>
                <div class="actions"><ButtonLink href="/hospitals" kind=ButtonKind::Secondary>{t.find_hospital}</ButtonLink></div>
            </Notice>
        }
    });
    let choices: Vec<_> = offered.into_iter().map(|s| choice(journey, s)).collect();
    let vaccine = chosen_vaccine(journey).map(|s| s.vaccine.to_string()).unwrap_or_default();
    let full_days = days.any_full().then(|| {
        view! { <p>{t.full_days} " " <a href=wish.at("/book/wait")>{t.full_days_wait}</a> "."</p> }
    });
    let action = wish.at("/book/date") + &shown;
    let day_choice = day_choice(&days, wish.date, journey.hospital.as_of);
    let refusal = refused().and_then(|r| r.refusal().cloned());
    let chosen = journey.chosen();
    let gone = gone(journey);
    let next_dose = next_dose(journey);
    let rests = rests(wish);
    let ways = ways(journey, refusal, None, "/book/date");
    view! {
        {ways}
        {rests}
        <PageHeading title=t.date_title step=step(3) />
        {chosen}
        {none_fits}
        {next_dose}
        <PostForm action=action>
            // The enter key presses the first button of a form: this one, not a button that leafs.
            <button class="visually-hidden" tabindex="-1" aria-hidden="true">{t.date_next}</button>
            <Hidden name="hospital" value=wish.hospital.to_string() />
            <Hidden name="person" value=wish.who.to_string() />
            <RadioList name="vaccine" legend=t.vaccine choices=choices value=vaccine />
            {gone}
            {day_choice}
            {full_days}
            <div class="actions">
                <Button>{t.date_next}</Button>
            </div>
        </PostForm>
    }
}

/// Whether everybody who is to be vaccinated is old enough for a vaccine on some open day.
fn is_for_all(journey: &Journey, stock: &StockLeft) -> bool {
    let Some(last) = journey.hospital.days.last() else { return true };
    journey.people.iter().all(|p| old_enough(p.person.birth.date(), stock.minimum_age, last.day_on))
}

fn choice(journey: &Journey, stock: &StockLeft) -> Choice {
    let t = &t().citizen.book;
    let left = grouped(stock.bookable);
    let facts = (t.vaccine_facts)(&left, stock.doses_required, stock.interval_days, stock.minimum_age);
    let choice = Choice::new(stock.vaccine.to_string(), localized(&stock.name, &stock.name_en));
    if is_for_all(journey, stock) {
        choice.hint(facts)
    } else {
        choice.hint(format!("{facts} · {}", t.not_of_age)).muted()
    }
}

/// The vaccines of which nothing is left, with the way into their line.
fn gone(journey: &Journey) -> Option<impl IntoView + use<>> {
    let t = &t().citizen.book;
    let gone: Vec<_> =
        journey.hospital.stocks.iter().filter(|s| s.bookable <= 0 && journey.may_have(s.vaccine)).collect();
    let vaccine = match gone[..] {
        [] => return None,
        [only] => Some(only.vaccine),
        _ => None,
    };
    let names: Vec<_> = gone.iter().map(|s| localized(&s.name, &s.name_en)).collect();
    let wait = Wish { vaccine, date: None, ..journey.wish }.at("/book/wait");
    Some(view! { <p class="small">{(t.others_gone)(&names.join(", "))} " " <a href=wait>{t.wait}</a></p> })
}

/// Why other vaccines and nearer days are not offered: the series has begun.
fn next_dose(journey: &Journey) -> Option<impl IntoView + use<>> {
    let t = t();
    let texts: Vec<_> = journey
        .begun()
        .map(|begun| {
            let vaccine = localized(&begun.vaccine_name, &begun.vaccine_name_en);
            let earliest = begun.series.earliest().map(t.common.date).unwrap_or_default();
            let whose = journey.is_together().then(|| format!("{}: ", begun.name.as_str()));
            let text = (t.citizen.book.next_dose)(begun.series.doses + 1, vaccine, &earliest);
            view! { <p>{whose} {text}</p> }
        })
        .collect();
    (!texts.is_empty()).then(|| view! { <Notice kind=NoticeKind::Info>{texts}</Notice> })
}

/// Nothing is left to book.
fn complete(journey: &Journey) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let chosen = journey.chosen();
    view! {
        <PageHeading title=t.complete_title lead=t.complete_text />
        {chosen}
        <div class="actions"><ButtonLink href="/my">{t.see_doses}</ButtonLink></div>
    }
}

fn no_doses(journey: &Journey) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let chosen = journey.chosen();
    let wait = journey.wish.at("/book/wait");
    let next_dose = next_dose(journey);
    view! {
        <PageHeading title=t.none_title lead=t.none_text step=step(3) />
        {chosen}
        {next_dose}
        <div class="actions">
            <ButtonLink href=wait>{t.wait}</ButtonLink>
            <ButtonLink href="/hospitals" kind=ButtonKind::Secondary>{t.other_hospital}</ButtonLink>
        </div>
    }
}

fn no_days(journey: &Journey) -> impl IntoView + use<> {
    let t = &t().citizen.book;
    let chosen = journey.chosen();
    let next_dose = next_dose(journey);
    view! {
        <PageHeading title=t.no_days_title lead=t.no_days_text step=step(3) />
        {chosen}
        {next_dose}
        <div class="actions">
            <ButtonLink href="/hospitals">{t.other_hospital}</ButtonLink>
        </div>
    }
}
