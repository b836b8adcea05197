//! After a refused request: the ways on, as buttons right under the reason.

use super::{
    journey::{Journey, who_address},
    wish::{Next, Wish},
};
use crate::{
    component::{ButtonKind, ButtonLink},
    text::t,
};
use domain::{calendar::birthday, id::ReservationId, refusal::Refusal};
use leptos::prelude::*;
use time::Date;

/// The ways on after a refusal; nothing on a page that was not refused. `against` is the
/// reservation that stands against it, `here` the page this is on: it is no way on itself.
pub(super) fn ways(
    journey: &Journey,
    refusal: Option<Refusal>,
    against: Option<ReservationId>,
    here: &'static str,
) -> Option<impl IntoView + use<>> {
    let refusal = refusal?;
    let t = &t().citizen.book;
    let age = match refusal {
        Refusal::TooYoung(age) => Some((t.old_enough_from)(birthday(youngest(journey)?, age))),
        _ => None,
    };
    let together = journey.is_together().then(|| (who_address(journey.wish, Next::Date), t.other_people));
    let links: Vec<_> = list(journey, &refusal, against)
        .into_iter()
        .chain(together)
        .filter(|(href, _)| href.split('?').next() != Some(here))
        .enumerate()
        .map(|(i, (href, label))| {
            let kind = if i == 0 { ButtonKind::Primary } else { ButtonKind::Secondary };
            view! { <ButtonLink href=href kind=kind>{label}</ButtonLink> }
        })
        .collect();
    (age.is_some() || !links.is_empty()).then(|| {
        view! {
            <section class="inset stack" aria-labelledby="ways">
                <h2 id="ways">{t.ways_title}</h2>
                {age.map(|text| view! { <p>{text}</p> })}
                {(!links.is_empty()).then(|| view! { <div class="actions">{links}</div> })}
            </section>
        }
    })
}

fn youngest(journey: &Journey) -> Option<Date> {
    journey.people.iter().map(|p| p.person.birth.date()).max()
}

/// Where to and in which words, the best way first.
fn list(journey: &Journey, refusal: &Refusal, against: Option<ReservationId>) -> Vec<(String, &'static str)> {
    let t = t();
    let (book, wait, wish) = (&t.citizen.book, &t.citizen.wait, journey.wish);
    let dates = wish.at("/book/date");
    let one = || against.map_or_else(|| "/my".to_owned(), |id| format!("/my/{id}"));
    match refusal {
        Refusal::DayFull => vec![(dates, book.other_dates), (wish.at("/book/wait"), book.wait_for_day)],
        Refusal::NoDoses => vec![(wish.at("/book/wait"), book.wait), (dates, book.choose_again)],
        Refusal::DayClosed | Refusal::DayPast | Refusal::AfterExpiry => vec![(dates, book.other_dates)],
        Refusal::TooEarly(_) => vec![(Wish { date: None, ..wish }.at("/book/date"), book.other_dates)],
        Refusal::WrongVaccine => {
            let begun = journey.begun().next().map(|begun| begun.vaccine);
            vec![(Wish { vaccine: begun, date: None, ..wish }.at("/book/date"), book.same_vaccine)]
        }
        Refusal::SeriesComplete => vec![("/my".to_owned(), book.see_doses)],
        Refusal::BookingUnavailable => vec![(wish.at("/book/wait"), book.wait)],
        Refusal::TooYoung(_) => vec![(dates, book.choose_again)],
        Refusal::BookNow => vec![(dates, wait.book_now)],
        Refusal::AlreadyBooked => vec![(one(), book.see_booking)],
        Refusal::AlreadyWaiting => vec![(one(), wait.see_wait)],
        Refusal::TooManyWaits => vec![("/my".to_owned(), wait.see_waits)],
        Refusal::KeyReused => vec![(wish.at("/book/check"), book.start_over)],
        _ => vec![],
    }
}
