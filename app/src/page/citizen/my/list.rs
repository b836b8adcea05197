//! `/my`: all reservations of the account, those under way first, and the doses given so far. Follows what
//! notices tell of.

use super::series::series;
use crate::{
    component::{
        ButtonLink, EmptyState, Glyph, Icon, LiveNotices, Notice, NoticeKind, Page, PageHeading, Section,
        StatusTag, grouped, localized,
    },
    form::KEPT,
    page::citizen::turn::for_citizen,
    request::{db, query},
    stop::Stop,
    text::t,
};
use domain::{id::AccountId, reservation::ReservationStatus as S};
use leptos::prelude::*;
use store::{
    Db, kept_form,
    notice::count_unread,
    view::{
        reservation::{Own, list_own},
        vaccination::list_series,
    },
};

/// A booking that met the end of a session, and was not gone on with yet.
async fn begun(db: &Db, account: AccountId) -> Result<Option<impl IntoView + use<>>, Stop> {
    let kept = kept_form::find_latest(db, account).await?.filter(|(_, page)| page.starts_with("/book/"));
    Ok(kept.map(|(id, page)| {
        let t = &t().citizen.my;
        let mark = if page.contains('?') { '&' } else { '?' };
        view! {
            <Notice kind=NoticeKind::Info title=t.unsent>
                <p><a href=format!("{page}{mark}{KEPT}={id}")>{t.go_on}</a></p>
            </Notice>
        }
    }))
}

/// The page, from the read model, or from the facts where that is behind with this account.
pub(super) fn list() -> impl IntoView {
    for_citizen(|visitor| async move {
        let db = db();
        // Before the list: what a notice tells of that arrives meanwhile is fetched again.
        let unread = count_unread(&db, visitor.account).await?;
        let (mine, as_of) = list_own(&db, visitor.account).await?;
        let given = list_series(&db, visitor.account).await?;
        let texts = t();
        let t = &texts.citizen.my;
        let joined = (query("done") == "joined")
            .then(|| view! { <Notice kind=NoticeKind::Success><p>{t.joined_together}</p></Notice> });
        let begun =
            if mine.iter().all(|m| m.status.is_final()) { begun(&db, visitor.account).await? } else { None };
        if mine.is_empty() && given.is_empty() {
            return Ok(view! {
                <Page title=t.title>
                    {begun}
                    <PageHeading title=t.title />
                    <EmptyState title=t.empty_title glyph=Glyph::Calendar>
                        <p>{t.empty_text}</p>
                        <div class="actions"><ButtonLink href="/book">{t.book}</ButtonLink></div>
                    </EmptyState>
                    {around()}
                </Page>
            }
            .into_any());
        }
        let series = series(given, &mine);
        let (past, current): (Vec<_>, Vec<_>) = mine.into_iter().partition(|m| m.status.is_final());
        let current = if current.is_empty() {
            // After a first dose, the way to the next one stands below.
            let book = series.is_none().then(|| {
                view! { <div class="actions"><ButtonLink href="/book">{t.book}</ButtonLink></div> }
            });
            view! {
                <p>{t.no_current}</p>
                {book}
            }
            .into_any()
        } else {
            view! { <ul class="rows">{rows(current)}</ul> }.into_any()
        };
        let past = (!past.is_empty()).then(|| {
            view! { <Section title=t.past><ul class="rows">{rows(past)}</ul></Section> }
        });
        Ok(view! {
            <Page title=t.title>
                {joined}
                {begun}
                <PageHeading title=t.title />
                <LiveNotices unread as_of>
                    <Section title=t.current>{current}</Section>
                    {series}
                    {past}
                </LiveNotices>
                {around()}
            </Page>
        }
        .into_any())
    })
}

/// What else is one's own: the notices, by what they come, and where one is signed in.
fn around() -> impl IntoView {
    let texts = t();
    let (t, devices) = (&texts.citizen.inbox, texts.account.devices_title);
    view! {
        <Section title=texts.citizen.my.around>
            <p class="beside">
                <a href="/my/family"><Icon glyph=Glyph::People />{texts.citizen.family.title}</a>
                <a href="/my/notices"><Icon glyph=Glyph::Bell />{t.title}</a>
                <a href="/my/settings"><Icon glyph=Glyph::Settings />{t.setting.title}</a>
                <a href="/my/sign-in-ways"><Icon glyph=Glyph::Lock />{texts.citizen.account.ways.title}</a>
                <a href="/my/data"><Icon glyph=Glyph::Document />{texts.citizen.account.data.title}</a>
                <a href="/my/devices"><Icon glyph=Glyph::ShieldCheck />{devices}</a>
            </p>
        </Section>
    }
}

fn rows(mine: Vec<Own>) -> Vec<impl IntoView> {
    mine.into_iter().map(row).collect()
}

fn row(mine: Own) -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.my;
    let vaccine = localized(&mine.vaccine_name, &mine.vaccine_name_en);
    let when = match (mine.day_on, mine.line) {
        (Some(day), _) => (texts.common.date)(day),
        (None, Some(_)) => t.no_day.to_owned(),
        (None, None) if mine.status == S::Offered => t.no_day.to_owned(),
        (None, None) => (texts.common.moment)(mine.created_at),
    };
    let line = mine.line.map(|line| {
        view! { <p class="row__meta">{(texts.common.line)(&grouped(line.position), &grouped(line.waiting))}</p> }
    });
    let offer = mine.offer_until.filter(|_| mine.status == S::Offered).map(|until| {
        let href = format!("/my/offer?reservation={}", mine.reservation);
        view! {
            <p class="row__meta">{(t.until)(&(texts.common.moment)(until))}</p>
            <div class="actions"><ButtonLink href=href>{texts.citizen.offer.choose}</ButtonLink></div>
        }
    });
    view! {
        <li class="row">
            <div class="row__main">
                <p class="row__title"><a href=format!("/my/{}", mine.reservation)>{mine.hospital_name}</a></p>
                <p class="row__meta">{when}</p>
                {line}
                <p class="row__meta">{vaccine.to_owned()} " · " {mine.name.as_str().to_owned()}</p>
                <p class="row__meta">
                    {t.number} " " <span class="number-code">{mine.number.to_string()}</span>
                </p>
                {offer}
            </div>
            <div class="row__side"><StatusTag status=mine.status /></div>
        </li>
    }
}
