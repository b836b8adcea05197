//! `/hospitals/{id}/line`: the rule of a hospital's lines, how long they are, and the log of
//! turns by number, without names: anybody can check that it is fair.

use crate::{
    component::{
        ButtonKind, ButtonLink, Cell, DataTable, EmptyState, Glyph, Page, PageHeading, Row, Section, Tag,
        TagKind, grouped, localized,
    },
    request::{db, param},
    stop::{Stop, show},
    text::{clock, t},
};
use domain::{calendar::day_in_seoul, hospital::WaitPolicy, id::HospitalId};
use leptos::prelude::*;
use store::view::line::{LineNow, Outcome, Rule, Turn, find_rule, list_lines, list_turns};
use time::OffsetDateTime;

/// Turns shown.
const TURNS: i64 = 100;

/// The page.
pub(super) fn line() -> impl IntoView {
    show(async {
        let id: HospitalId = param("id")?;
        let db = db();
        let rule = find_rule(&db, id).await?.ok_or(Stop::Missing)?;
        let (lines, turns) = (list_lines(&db, id).await?, list_turns(&db, id, TURNS).await?);
        let (common, t) = (&t().common, &t().public.line);
        let here = format!("/hospitals/{id}/line");
        let title = (t.title)(&rule.hospital_name);
        let as_of = (common.as_of)(&clock(rule.as_of));
        let (policy, now, log) = (policy(&rule), now(&lines), log(turns));
        Ok(view! {
            <Page title=title.clone() back=format!("/hospitals/{id}") wide=true>
                <PageHeading title=title lead=t.lead>
                    <ButtonLink href=here kind=ButtonKind::Secondary>{common.refresh}</ButtonLink>
                </PageHeading>
                <Section title=t.rule_title>{policy}</Section>
                <Section title=t.now_title>
                    <p class="as-of">{as_of}</p>
                    {now}
                </Section>
                <Section title=t.log_title>{log}</Section>
            </Page>
        })
    })
}

fn policy(rule: &Rule) -> impl IntoView + use<> {
    let t = t();
    let (name, texts) = match rule.policy {
        WaitPolicy::Turns => (t.public.line.turns, (t.citizen.wait.turns)(rule.minutes)),
        WaitPolicy::Everyone => {
            (t.public.line.everyone, t.citizen.wait.everyone.iter().map(|&text| text.to_owned()).collect())
        }
    };
    let items: Vec<_> = texts.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    view! { <p><strong>{name}</strong></p> <ul>{items}</ul> }
}

fn now(lines: &[LineNow]) -> impl IntoView + use<> {
    let t = &t().public.line;
    if lines.is_empty() {
        return view! { <p>{t.no_lines}</p> }.into_any();
    }
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            Row::new(
                localized(&line.vaccine_name, &line.vaccine_name_en).to_owned(),
                [
                    Cell::number((t.people)(&grouped(line.waiting))),
                    Cell::number((t.people)(&grouped(line.offered))),
                    Cell::number((t.doses)(&grouped(line.earmarked))),
                    Cell::number((t.doses)(&grouped(line.bookable))),
                ],
            )
        })
        .collect();
    let headings = [t.vaccine, t.waiting, t.offered, t.earmarked, t.bookable].map(str::to_owned);
    view! { <DataTable id="lines" caption=t.now_title quiet_caption=true stack=true headings rows /> }
        .into_any()
}

fn log(turns: Vec<Turn>) -> impl IntoView {
    let t = &t().public.line;
    if turns.is_empty() {
        return view! { <EmptyState title=t.no_turns glyph=Glyph::List><p>{t.no_turns_text}</p></EmptyState> }
            .into_any();
    }
    let rows: Vec<_> = turns
        .into_iter()
        .map(|turn| {
            Row::new(
                (t.number)(&grouped(turn.queue_no)),
                [
                    Cell::new(localized(&turn.vaccine_name, &turn.vaccine_name_en).to_owned()),
                    Cell::new(moment(turn.offered_at)),
                    Cell::new(outcome(&turn)),
                ],
            )
        })
        .collect();
    let headings = [t.number_of, t.vaccine, t.chance, t.result].map(str::to_owned);
    view! {
        <p>{t.log_text}</p>
        <DataTable id="turns" caption=t.log_title quiet_caption=true stack=true dense=true headings rows />
    }
    .into_any()
}

/// What became of a turn, and when: an open one says until when it is held.
fn outcome(turn: &Turn) -> impl IntoView + use<> {
    let t = &t().public.line;
    let (kind, glyph) = match turn.outcome {
        Outcome::Open => (TagKind::Info, Glyph::Clock),
        Outcome::Accepted => (TagKind::Success, Glyph::CheckCircle),
        Outcome::Vaccinated => (TagKind::Success, Glyph::ShieldCheck),
        Outcome::Declined | Outcome::Lapsed | Outcome::Revoked | Outcome::Left => {
            (TagKind::Neutral, Glyph::MinusCircle)
        }
    };
    let same_day = |at| day_in_seoul(at) == day_in_seoul(turn.offered_at);
    let read = |at| if same_day(at) { clock(at) } else { moment(at) };
    let when = turn.closed_at.map_or_else(|| (t.open_until)(&read(turn.expires_at)), read);
    view! { <span class="cluster"><Tag kind glyph text=(t.outcome)(turn.outcome) /> {when}</span> }
}

/// `11월 30일(월) 10:02`.
fn moment(at: OffsetDateTime) -> String {
    format!("{} {}", (t().common.short_date)(day_in_seoul(at)), clock(at))
}
