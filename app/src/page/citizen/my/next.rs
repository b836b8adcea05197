//! What a person can do with a reservation in its present status, what to show at the hospital,
//! and what there is to know while waiting.

use crate::{
    component::{ButtonKind, ButtonLink, ButtonSize, QrCode, Section},
    page::citizen::wish::{Who, Wish},
    request::{db, own_address},
    text::t,
};
use domain::{hospital::WaitPolicy, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::{link::of_visit, view::reservation::Mine};

/// The buttons, the one that matters first.
pub(super) fn actions(mine: &Mine) -> Option<impl IntoView + use<>> {
    let texts = t();
    let (t, offer, change) = (&texts.citizen.my, &texts.citizen.offer, &texts.citizen.change);
    let about = |page: &str| format!("{page}?reservation={}", mine.reservation);
    let wish = Wish { hospital: mine.hospital, vaccine: None, date: None, who: Who::of([mine.person]) };
    let buttons = match mine.status {
        S::Waiting => vec![(about("/my/leave"), ButtonKind::DangerOutline, t.leave)],
        S::Offered => vec![
            (about("/my/offer"), ButtonKind::Primary, offer.choose),
            (about("/my/decline"), ButtonKind::Secondary, offer.decline),
            (about("/my/leave"), ButtonKind::DangerOutline, t.leave),
        ],
        S::Requested | S::Confirmed => vec![
            (about("/my/move"), ButtonKind::Secondary, change.moves),
            (about("/my/cancel"), ButtonKind::DangerOutline, change.cancel),
        ],
        S::Vaccinated if mine.dose.0 < mine.dose.1 => {
            vec![("/my".to_owned(), ButtonKind::Primary, t.to_next_dose)]
        }
        S::Cancelled if mine.may_rejoin => {
            let line = Wish { vaccine: Some(mine.vaccine), ..wish }.at("/book/wait");
            vec![
                (wish.at("/book"), ButtonKind::Primary, t.book_again),
                (format!("{line}&lost={}", mine.reservation), ButtonKind::Secondary, t.rejoin),
            ]
        }
        S::Rejected | S::Cancelled | S::NoShow | S::Expired => {
            vec![(wish.at("/book"), ButtonKind::Primary, t.book_again)]
        }
        S::Vaccinated | S::Withdrawn => vec![],
    };
    let size = if mine.status == S::Offered { ButtonSize::Large } else { ButtonSize::Medium };
    let links: Vec<_> = buttons
        .into_iter()
        .map(|(href, kind, label)| view! { <ButtonLink href kind size>{label}</ButtonLink> })
        .collect();
    let rejoin = (mine.status == S::Cancelled && mine.may_rejoin).then(|| view! { <p>{t.rejoin_text}</p> });
    (!links.is_empty()).then(|| view! { {rejoin} <div class="actions">{links}</div> })
}

/// What the desk reads, while there is a booking.
pub(super) fn ticket(mine: &Mine) -> Option<impl IntoView + use<>> {
    let t = &t().citizen.my;
    let number = mine.number.to_string();
    let text = own_address(&format!("/visit/{}", of_visit(&db(), mine.reservation)));
    mine.status.may_cancel().then(|| {
        view! {
            <Section title=t.ticket_title>
                <p>{t.ticket_text}</p>
                <QrCode text=text label=(t.ticket_alt)(&number) />
                <p>{t.number} " " <strong class="number-code">{number}</strong></p>
            </Section>
        }
    })
}

/// How a turn comes and what it means, while there is none.
pub(super) fn explanation(mine: &Mine) -> Option<impl IntoView + use<>> {
    let t = &t().citizen.wait;
    let texts = match mine.wait_policy {
        WaitPolicy::Turns => (t.turns)(mine.offer_minutes),
        WaitPolicy::Everyone => t.everyone.iter().map(|&text| text.to_owned()).collect(),
    };
    let items = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    let line = format!("/hospitals/{}/line", mine.hospital);
    matches!(mine.status, S::Waiting | S::Offered).then(|| {
        view! {
            <Section title=t.turn_title>
                <ul>{items}</ul>
                <p><a href=line>{t.line}</a></p>
            </Section>
        }
    })
}
