//! What a search at the desk found.

use crate::{
    component::{
        ButtonKind, ButtonLink, ButtonSize, Cell, DataTable, EmptyState, Pair, Row, Section, StatusTag,
        grouped, localized,
    },
    text::t,
};
use domain::reservation::ReservationStatus;
use leptos::prelude::*;
use store::view::visit::Visit;
use time::Date;

/// The bookings, or what to do without one.
pub(super) fn results(found: Vec<Visit>, today: Date) -> impl IntoView {
    let t = &t().desk.visit;
    let back = view! {
        <ButtonLink href="/desk/visits" kind=ButtonKind::Secondary>{t.see_today}</ButtonLink>
    };
    if found.is_empty() {
        return view! {
            <EmptyState title=t.none>
                <p>{t.none_text}</p>
                <div class="actions">
                    <ButtonLink href="/desk/walk-in">{t.walk_in}</ButtonLink>
                    {back}
                </div>
            </EmptyState>
        }
        .into_any();
    }
    let title = (t.found)(&grouped(i64::try_from(found.len()).unwrap_or(i64::MAX)));
    let table = table(title.clone(), found, today);
    view! {
        <Section title>
            {table}
            <div class="actions">{back}</div>
        </Section>
    }
    .into_any()
}

fn table(caption: String, found: Vec<Visit>, today: Date) -> impl IntoView {
    let t = &t().desk;
    let headings = [t.person, t.vaccine, t.visit.day, t.number, t.status, t.acts].map(str::to_owned).to_vec();
    // The only one that was found has the focus: the enter key, which found it, goes on.
    let only = found.len() == 1;
    let rows: Vec<_> = found
        .into_iter()
        .map(|visit| if visit.here { own(&visit, today, only) } else { elsewhere(&visit) })
        .collect();
    view! { <DataTable id="found" caption quiet_caption=true headings rows stack=true dense=true /> }
}

fn own(visit: &Visit, today: Date, focus: bool) -> Row {
    let text = t();
    let t = &text.desk;
    let birth = (t.birth_date)(visit.birth.date());
    let (name, number) = (visit.name.as_str().to_owned(), visit.number.to_string());
    let vaccine = localized(&visit.vaccine_name, &visit.vaccine_name_en).to_owned();
    let day = visit.day_on.map(text.common.short_date);
    let is_today = if visit.day_on == Some(today) { t.visit.is_today } else { "" };
    Row::new(
        view! { <Pair detail=birth>{name}</Pair> },
        vec![
            Cell::new(view! { <Pair detail=(t.dose)(visit.dose_no)>{vaccine}</Pair> }),
            Cell::new(view! { <Pair detail=is_today>{day}</Pair> }),
            Cell::new(view! { <span class="number-code">{number}</span> }),
            Cell::new(view! { <StatusTag status=visit.status /> }),
            Cell::actions(open(visit, focus)),
        ],
    )
}

/// Only that it is another hospital's: the person behind it is none of this desk's business.
fn elsewhere(visit: &Visit) -> Row {
    let t = &t().desk;
    let number = visit.number.to_string();
    let nothing = || Cell::new("–");
    Row::new(
        t.visit.elsewhere,
        vec![
            nothing(),
            nothing(),
            Cell::new(view! { <span class="number-code">{number}</span> }),
            nothing(),
            Cell::new(view! { <span class="muted small">{t.visit.elsewhere_act}</span> }),
        ],
    )
}

fn open(visit: &Visit, focus: bool) -> impl IntoView + use<> {
    let kind = match visit.status {
        ReservationStatus::Confirmed => ButtonKind::Primary,
        _ => ButtonKind::Secondary,
    };
    let number = format!(" {}", visit.number);
    view! {
        <ButtonLink href=format!("/desk/visit/{}", visit.reservation) kind size=ButtonSize::Small focus>
            {t().desk.visit.title}
            <span class="visually-hidden">{number}</span>
        </ButtonLink>
    }
}
