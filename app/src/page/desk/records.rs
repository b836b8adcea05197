//! `/desk/vaccinations?on=`: the doses recorded on a day, by whom, and whether the bookings show
//! it yet (N4).

use super::day::other_days;
use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Figure, Figures, Glyph, Icon, Page, PageHeading,
        Pair, Row, Tag, TagKind, grouped, localized,
    },
    request::{db, query, reservation_manager},
    stop::show,
    text::{clock, t},
};
use domain::calendar::{day_in_seoul, iso, parse_iso};
use leptos::prelude::*;
use store::view::vaccination::{Record, list_records};

/// The page.
pub(super) fn records() -> impl IntoView {
    show(async {
        let (_, hospital) = reservation_manager()?;
        let on = query("on");
        let db = db();
        let now = db.now().await?;
        let today = day_in_seoul(now);
        let day = parse_iso(&on).unwrap_or(today);
        let records = list_records(&db, hospital, day).await?;
        let text = t();
        let t = &text.desk.record;
        let title = (t.day_title)(&(text.common.date)(day));
        let file = (!records.is_empty()).then(|| {
            let href = format!("/desk/vaccinations.csv?on={}", iso(day));
            view! {
                <ButtonLink href kind=ButtonKind::Secondary><Icon glyph=Glyph::Download />{t.download}</ButtonLink>
            }
        });
        let content = if records.is_empty() {
            view! {
                <EmptyState title=t.empty glyph=Glyph::Syringe>
                    <p>{t.empty_text}</p>
                    <div class="actions"><ButtonLink href="/desk/visits">{text.desk.visit.title}</ButtonLink></div>
                </EmptyState>
            }
            .into_any()
        } else {
            view! { {figures(&records)} {table(title.clone(), &records)} }.into_any()
        };
        Ok(view! {
            <Page title=title.clone()>
                <PageHeading title>{file}</PageHeading>
                {other_days(day, today, |day| format!("/desk/vaccinations?on={}", iso(day)))}
                {content}
                <p class="as-of">
                    {(text.common.as_of)(&clock(now))}
                    " · "
                    <a href="">{text.common.refresh}</a>
                </p>
            </Page>
        })
    })
}

fn figures(records: &[Record]) -> impl IntoView + use<> {
    let t = &t().desk;
    let count = |of: fn(&Record) -> bool| {
        grouped(i64::try_from(records.iter().filter(|r| of(r)).count()).unwrap_or(i64::MAX))
    };
    let stand = count(|r| r.voided.is_none());
    let walk_ins = count(|r| r.voided.is_none() && r.reservation.is_none());
    let voided = count(|r| r.voided.is_some());
    view! {
        <Figures>
            <Figure label=t.record.stand value=stand unit=t.people />
            <Figure label=t.record.walk_in value=walk_ins unit=t.people />
            <Figure label=t.record.voided_count value=voided unit=t.cases />
        </Figures>
    }
}

fn table(caption: String, records: &[Record]) -> impl IntoView + use<> {
    let t = &t().desk;
    let headings = [t.person, t.vaccine, t.visit.lot, t.record.given, t.record.kind, t.status];
    let rows: Vec<_> = records.iter().map(row).collect();
    view! {
        <DataTable
            id="records"
            caption
            quiet_caption=true
            headings=headings.map(str::to_owned).to_vec()
            rows
            stack=true
            dense=true
        />
    }
}

fn row(record: &Record) -> Row {
    let t = &t().desk;
    let href = format!("/desk/vaccinations/{}", record.vaccination);
    let birth = (t.birth_date)(record.birth.date());
    let vaccine = localized(&record.vaccine_name, &record.vaccine_name_en).to_owned();
    let lot = record.lot_number.clone();
    // What was taken back is struck out, and says so in words as well.
    let voided = record.voided.is_some();
    let struck = |text: String| if voided { view! { <s>{text}</s> }.into_any() } else { text.into_any() };
    let name = struck(record.name.as_str().to_owned());
    let (vaccine, lot, dose) = (struck(vaccine), struck(lot), (t.dose)(record.dose_no));
    let kind = if record.reservation.is_some() { t.record.booked } else { t.record.walk_in };
    let (given, by) = (clock(record.given_at), record.by.clone());
    Row::new(
        view! { <Pair detail=birth><a href=href>{name}</a></Pair> },
        vec![
            Cell::new(view! { <Pair detail=dose>{vaccine}</Pair> }),
            Cell::new(view! { <span class="number-code">{lot}</span> }),
            Cell::new(view! { <Pair detail=by>{given}</Pair> }),
            Cell::new(kind),
            Cell::new(state(record)),
        ],
    )
}

/// Where a record stands.
pub(super) fn state(record: &Record) -> impl IntoView + use<> {
    let t = &t().desk.record;
    match &record.voided {
        Some(voided) => {
            let why = (t.reason)(voided.reason);
            view! {
                <Pair detail=why><Tag kind=TagKind::Neutral glyph=Glyph::SlashCircle text=t.voided /></Pair>
            }
            .into_any()
        }
        None if !record.status_followed => {
            view! { <Tag kind=TagKind::Info glyph=Glyph::Clock text=t.following /> }.into_any()
        }
        None => view! { <Tag kind=TagKind::Success glyph=Glyph::ShieldCheck text=t.valid /> }.into_any(),
    }
}
