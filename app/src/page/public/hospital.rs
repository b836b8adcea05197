//! `/hospitals/{id}`: what is left at one hospital, and when.

use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, FEW_PLACES, Level, LiveHospital, Notice, NoticeKind, Page,
        PageHeading, Row, Section, grouped, localized,
    },
    request::{db, param},
    stop::{Stop, show},
    text::{clock, t},
};
use domain::{calendar::iso, id::HospitalId};
use leptos::prelude::*;
use store::view::hospital::{OpenDay, Page as Hospital, StockLeft};
use time::Date;

/// Dates shown.
const DATES: i64 = 14;

/// The page.
pub(super) fn hospital() -> impl IntoView {
    show(async {
        let id: HospitalId = param("id")?;
        let hospital = store::view::hospital::find(&db(), id, None, DATES).await?.ok_or(Stop::Missing)?;
        let (common, text) = (&t().common, &t().public);
        let kind = hospital.kind.as_deref().map(|kind| format!(" · {}", (text.hospital.kind)(kind)));
        let lead = format!("{}{}", (text.province)(hospital.province), kind.unwrap_or_default());
        let as_of = || {
            let mark = (common.as_of)("{}");
            view! { <p class="as-of" data-live-as-of=mark>{(common.as_of)(&clock(hospital.as_of))}</p> }
        };
        let (doses_at, dates_at) = (as_of(), as_of());
        let (actions, notice) = (actions(&hospital), notice(&hospital));
        let (doses, dates) = (doses(&hospital.stocks), dates(&hospital));
        Ok(view! {
            <Page title=hospital.name.clone() back="/hospitals" wide=true>
                <PageHeading title=hospital.name.clone() lead>{actions}</PageHeading>
                {notice}
                <LiveHospital hospital=id>
                    <Section title=text.hospital.doses>
                        {doses_at}
                        {doses}
                        <p><a href=format!("/hospitals/{id}/line")>{text.hospital.line}</a></p>
                    </Section>
                    <Section title=text.hospital.dates>
                        {dates_at}
                        {dates}
                    </Section>
                </LiveHospital>
            </Page>
        })
    })
}

fn has_doses(hospital: &Hospital) -> bool {
    hospital.stocks.iter().any(|s| s.bookable > 0)
}

/// The one step that fits what is left.
fn actions(hospital: &Hospital) -> impl IntoView + use<> {
    let t = &t().public.hospital;
    let id = hospital.hospital;
    if has_doses(hospital) {
        view! { <ButtonLink href=format!("/book?hospital={id}")>{t.book}</ButtonLink> }
    } else {
        view! { <ButtonLink href=format!("/book/wait?hospital={id}")>{t.wait}</ButtonLink> }
    }
}

fn notice(hospital: &Hospital) -> Option<impl IntoView + use<>> {
    let t = &t().public.hospital;
    let all_full = !hospital.days.is_empty() && hospital.days.iter().all(|d| d.free == 0);
    let (title, text) = match has_doses(hospital) {
        false => (t.no_doses, t.no_doses_text),
        true if all_full => (t.all_full, t.all_full_text),
        true => return None,
    };
    let others = format!("/hospitals?province={}", hospital.province.key());
    Some(view! {
        <Notice kind=NoticeKind::Warning title>
            <p>{text}</p>
            <div class="actions"><ButtonLink href=others kind=ButtonKind::Secondary>{t.others}</ButtonLink></div>
        </Notice>
    })
}

fn doses(stocks: &[StockLeft]) -> impl IntoView + use<> {
    let t = &t().public;
    let (t, find) = (&t.hospital, &t.find);
    if stocks.is_empty() {
        return view! { <p>{t.no_vaccines}</p> }.into_any();
    }
    let rows: Vec<_> = stocks
        .iter()
        .map(|stock| {
            Row::new(
                localized(&stock.name, &stock.name_en).to_owned(),
                [
                    Cell::new(left(stock, find.doses)),
                    Cell::new((t.required_with)(stock.doses_required, stock.interval_days)),
                    Cell::new((t.age_from)(stock.minimum_age)),
                    Cell::new((t.people)(stock.waiting)),
                ],
            )
        })
        .collect();
    let headings = [t.vaccine, t.left, t.required, t.age, t.waiting].map(str::to_owned);
    view! { <DataTable id="doses" caption=t.doses quiet_caption=true stack=true headings rows /> }.into_any()
}

/// Doses left, marked for the live island.
fn left(stock: &StockLeft, words: fn(&str) -> String) -> impl IntoView + use<> {
    let mark = format!("dose:{}", stock.vaccine);
    view! { <span data-live=mark data-live-text=words("{}")>{words(&grouped(stock.bookable))}</span> }
}

fn dates(hospital: &Hospital) -> impl IntoView + use<> {
    let t = &t().public.hospital;
    if hospital.days.is_empty() {
        return view! { <p>{t.no_dates}</p> }.into_any();
    }
    let open = has_doses(hospital);
    let last = hospital.stocks.iter().filter(|s| s.bookable > 0).filter_map(|s| s.lasts_until).max();
    let items: Vec<_> = hospital.days.iter().map(|day| date(hospital.hospital, *day, open, last)).collect();
    let closes = format!("{:02}:{:02}", hospital.closes_at.hour(), hospital.closes_at.minute());
    let how =
        if open { format!("{} {}", t.dates_text, (t.closes)(&closes)) } else { t.dates_closed.to_owned() };
    view! {
        <p>{how}</p>
        <ol class="date-list">{items}</ol>
    }
    .into_any()
}

/// One date: books, or waits for it when it is full. Without doses there is nothing to book
/// on any date, and the waitlist of the whole hospital is offered above.
fn date(hospital: HospitalId, day: OpenDay, open: bool, last: Option<Date>) -> impl IntoView + use<> {
    let (common, t) = (&t().common, &t().public.hospital);
    let beyond = open && last.is_some_and(|last| day.day_on > last);
    let class = match Level::of_day(day.free) {
        _ if beyond || !open => "date-list__item date-list__item--full",
        Level::Plenty => "date-list__item",
        Level::Few => "date-list__item date-list__item--few",
        Level::None => "date-list__item date-list__item--full",
    };
    let full = format!("{} · {}", t.full, t.full_wait);
    let left = match day.free {
        _ if beyond => t.beyond.to_owned(),
        0 => full.clone(),
        free => (t.places)(&grouped(free)),
    };
    // Marks for the live island; a date that cannot be booked anyway stays as it is.
    let marked = open && !beyond;
    let mark = marked.then(|| format!("day:{}", iso(day.day_on)));
    let few = marked.then(|| FEW_PLACES.to_string());
    let content = view! {
        <span class="date-list__date">
            {(common.month_day)(day.day_on)}
            <span class="date-list__weekday">{(t.weekday)((common.weekday)(day.day_on))}</span>
        </span>
        <span class="date-list__left" data-live-text=(t.places)("{}") data-live-zero=full>{left}</span>
    };
    let to = if day.free == 0 { "/book/wait" } else { "/book" };
    let href = format!("{to}?hospital={hospital}&date={}", iso(day.day_on));
    let content = if beyond || (!open && day.free > 0) {
        view! { <div>{content}</div> }.into_any()
    } else {
        view! { <a href=href>{content}</a> }.into_any()
    };
    view! { <li class=class data-live=mark data-live-few=few>{content}</li> }
}
