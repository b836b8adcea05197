//! `/look-up`: 예약 확인 with number and birth date, without signing in; `/look-up/reservation`: what
//! was found. It shows how things stand, with the name masked; whatever changes something needs a
//! sign-in.

use crate::{
    appointment::has_file,
    component::{
        Button, ButtonKind, ButtonLink, DateFields, Field, Glyph, Icon, Notice, NoticeKind, Page,
        PageHeading, PostForm, Section, StatusTag, SummaryList, SummaryRow, Timeline, localized,
    },
    look_up::of_this_browser,
    page::{
        citizen::{
            my::{because, meaning, steps},
            own::address,
            turn::onward,
        },
        sign_in::answer_throttled,
    },
    request::{db, query},
    stop::show,
    text::{clock, t},
};
use leptos::prelude::*;
use store::view::reservation::{Mine, find_mine};

/// The form. It goes to [`crate::api::look_up::look_up`].
pub(super) fn ask() -> impl IntoView {
    show(async {
        answer_throttled();
        let texts = t();
        let (t, book) = (&texts.citizen.hand.look_up, &texts.citizen.book);
        let ended = (query("done") == "ended")
            .then(|| view! { <Notice kind=NoticeKind::Success><p>{t.ended}</p></Notice> });
        Ok(view! {
            <Page title=t.title>
                {ended}
                <PageHeading title=t.title lead=t.lead />
                <PostForm action="/look-up">
                    <Field name="number" label=t.number hint=t.number_hint width="20" />
                    <DateFields name="birth" legend=book.birth hint=book.birth_hint />
                    <div class="actions"><Button>{t.submit}</Button></div>
                </PostForm>
                <hr class="divider" />
                <p>{t.sign_in_question} " " <a href="/sign-in?next=%2Fmy">{texts.public.sign_in.title}</a></p>
            </Page>
        })
    })
}

/// What was found, for as long as this browser may look.
pub(super) fn found() -> impl IntoView {
    show(async {
        let db = db();
        let opened = match of_this_browser() {
            Some(hash) => store::look_up::find(&db, &hash).await?,
            None => None,
        };
        let mine = match opened {
            Some((account, id)) => find_mine(&db, account, id).await?,
            None => None,
        };
        let Some(mine) = mine else { return Ok(onward("/look-up")?.into_any()) };
        let texts = t();
        let (t, my) = (&texts.citizen.hand.look_up, &texts.citizen.my);
        let (panel, steps, rows) = (panel(&mine), steps(&mine), rows(&mine));
        let (own, has_file) = (address(&mine), has_file(&mine));
        let more = (!mine.status.is_final()).then(|| {
            view! {
                <Section title=t.more_title>
                    <p>{t.more_text}</p>
                    <div class="actions">
                        <ButtonLink href=own kind=ButtonKind::Secondary>{t.more}</ButtonLink>
                    </div>
                </Section>
            }
        });
        let file = has_file.then(|| {
            let label = texts.citizen.hand.to_calendar;
            view! {
                <p class="beside"><a href="/look-up/appointment.ics"><Icon glyph=Glyph::Calendar />{label}</a></p>
            }
        });
        Ok(view! {
            <Page title=my.detail_title back="/look-up">
                <PageHeading title=my.detail_title />
                {panel}
                <Section title=my.steps_title><Timeline steps /></Section>
                <Section title=my.details_title>
                    <SummaryList rows />
                    {file}
                </Section>
                {more}
                <hr class="divider" />
                <p>{t.ends}</p>
                <PostForm action="/look-up/end">
                    <div class="actions"><Button kind=ButtonKind::Secondary>{t.end}</Button></div>
                </PostForm>
            </Page>
        }
        .into_any())
    })
}

/// How it stands. It does not follow what happens: only who has signed in is told at once.
fn panel(mine: &Mine) -> impl IntoView + use<> {
    let t = &t().common;
    let day = mine.day_on.map(t.date).unwrap_or_default();
    let (title, text) = meaning(mine.status, mine.dose.0 < mine.dose.1);
    // What the hospital wrote is for the person alone.
    let because = because(&Mine { note: None, ..mine.clone() });
    view! {
        <section class=format!("status-panel status-panel--{}", mine.status.key()) aria-labelledby="status">
            <p class="status-panel__tag"><StatusTag status=mine.status large=true /></p>
            <h2 class="status-panel__title" id="status">{title}</h2>
            {because}
            <p>{text.replace("{day}", &day)}</p>
            <p class="as-of">{(t.as_of)(&clock(mine.as_of))}</p>
        </section>
    }
}

fn rows(mine: &Mine) -> Vec<SummaryRow> {
    let texts = t();
    let (my, book) = (&texts.citizen.my, &texts.citizen.book);
    let number = mine.number.to_string();
    let vaccine = localized(&mine.vaccine_name, &mine.vaccine_name_en).to_owned();
    let mut rows = vec![
        SummaryRow::new(my.number, view! { <strong class="number-code">{number}</strong> }),
        SummaryRow::new(book.person, mine.name.masked()),
        SummaryRow::new(book.hospital, mine.hospital_name.clone()),
        SummaryRow::new(book.vaccine, vaccine),
        SummaryRow::new(my.dose_row, (my.dose)(mine.dose.0, mine.dose.1)),
    ];
    if let Some(day) = mine.day_on {
        let name = if mine.requested_at.is_some() { book.date } else { texts.citizen.wait.date };
        rows.push(SummaryRow::new(name, (texts.common.date)(day)));
    }
    rows
}
