//! `/my/notices`: what an account was told, newest first, and how it went out (N7).

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, ButtonSize, EmptyState, Glyph, Hidden, Icon, Moment, Page,
        PageHeading, Receipts, Tag, TagKind, grouped,
    },
    page::citizen::turn::for_citizen,
    request::db,
    text::t,
};
use domain::{
    id::{AccountId, ReservationId},
    notice::NoticeKind,
    reservation::ReservationStatus,
};
use leptos::prelude::*;
use store::{
    Db,
    notice::{Notice as Told, list},
    view::reservation::find_mine,
};
use time::OffsetDateTime;

/// The store lists no more.
const MOST: usize = 100;

/// The page. Its form goes to [`crate::api::citizen::notice::mark_notices`].
pub(super) fn inbox() -> impl IntoView {
    for_citizen(|visitor| async move {
        let db = db();
        let inbox = list(&db, visitor.account).await?;
        let running = find_running(&db, visitor.account, &inbox.notices).await?;
        let texts = t();
        let t = &texts.citizen.inbox;
        if inbox.notices.is_empty() {
            return Ok(view! {
                <Page title=t.title back="/my">
                    <PageHeading title=t.title />
                    {settings()}
                    <EmptyState title=t.empty_title glyph=Glyph::Bell>
                        <p>{t.empty_text}</p>
                        <div class="actions"><ButtonLink href="/book">{texts.citizen.my.book}</ButtonLink></div>
                    </EmptyState>
                </Page>
            }
            .into_any());
        }
        let newest = inbox.notices.first().map(|n| n.notice);
        let unread = (inbox.unread > 0).then_some(newest).flatten();
        let bar = match unread {
            Some(up_to) => mark(up_to, inbox.unread).into_any(),
            None => view! { <p class="inbox__bar">{t.all_read}</p> }.into_any(),
        };
        let cut = (inbox.notices.len() >= MOST).then(
            || view! { <p class="muted">{(t.cut)(&grouped(i64::try_from(MOST).unwrap_or_default()))}</p> },
        );
        let items: Vec<_> = inbox.notices.into_iter().map(|told| item(told, &running)).collect();
        Ok(view! {
            <Page title=t.title back="/my">
                <PageHeading title=t.title />
                {settings()}
                {bar}
                <ol class="rows">{items}</ol>
                {cut}
            </Page>
        }
        .into_any())
    })
}

fn settings() -> impl IntoView {
    view! {
        <p class="beside">
            <a href="/my/settings"><Icon glyph=Glyph::Settings />{t().citizen.inbox.setting.title}</a>
        </p>
    }
}

/// How many are new, and the button after which none is.
fn mark(up_to: i64, unread: u32) -> impl IntoView {
    let t = &t().citizen.inbox;
    view! {
        <form class="inbox__bar" method="post" action="/my/notices">
            <Hidden name="up_to" value=up_to.to_string() />
            <strong>{(t.unread)(&grouped(unread))}</strong>
            <Button kind=ButtonKind::Secondary size=ButtonSize::Small>{t.mark_read}</Button>
        </form>
    }
}

/// The offers that can still be accepted, at most one of each person: the reservation and the end of
/// its time.
type Running = Vec<(ReservationId, OffsetDateTime)>;

/// Declined and accepted offers are over before their time, so the reservations are asked.
async fn find_running(db: &Db, account: AccountId, told: &[Told]) -> store::Result<Running> {
    let now = db.now().await?;
    let mut running = Running::new();
    for offer in told {
        let over =
            offer.about.kind != NoticeKind::OfferMade || offer.about.until.is_none_or(|until| until <= now);
        if over || running.iter().any(|(of, _)| *of == offer.about.reservation) {
            continue;
        }
        let mine = find_mine(db, account, offer.about.reservation).await?;
        let until = mine.filter(|m| m.status == ReservationStatus::Offered).and_then(|m| m.offer_until);
        running.extend(until.map(|until| (offer.about.reservation, until)));
    }
    Ok(running)
}

fn item(told: Told, running: &Running) -> impl IntoView + use<> {
    let texts = t();
    let t = &texts.citizen.inbox;
    let class = if told.read { "row told" } else { "row told told--new" };
    let new = (!told.read).then(|| view! { <Tag kind=TagKind::Info glyph=Glyph::Bell text=t.new /> });
    let about = told.about;
    let text = (texts.notices.text)(&about);
    let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    let note = told.note.map(|note| view! { <p>{texts.citizen.my.note} ": " {note}</p> });
    let runs = about.kind == NoticeKind::OfferMade
        && running.iter().any(|(of, until)| (*of, Some(*until)) == (about.reservation, about.until));
    let choose = runs.then(|| {
        view! {
            <div class="actions">
                <ButtonLink href=format!("/my/offer?reservation={}", about.reservation)>{t.choose}</ButtonLink>
            </div>
        }
    });
    let number = about.number.to_string();
    view! {
        <li class=class>
            <div class="row__main">
                <div class="told__head">
                    <h2 class="told__title">{(texts.notices.title)(about.kind)}</h2>
                    {new}
                </div>
                <p class="row__meta"><Moment at=told.at /></p>
                <div class="told__text">{lines}{note}</div>
                {choose}
                <Receipts deliveries=told.deliveries since=told.at />
                <p class="told__more">
                    <a href=format!("/my/{}", about.reservation)>
                        {t.see}<span class="visually-hidden">" " {number}</span>
                    </a>
                </p>
            </div>
        </li>
    }
}
