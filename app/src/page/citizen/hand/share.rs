//! `/my/share?reservation=…`: a link for the family, made and ended here. What it shows is
//! [`crate::page::public::shared`].

use crate::{
    component::{
        Button, ButtonKind, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm, QrCode, Section,
        Unbroken,
    },
    page::citizen::{
        own::{address, chosen, find_named},
        turn::for_citizen,
    },
    request::{db, own_address, query},
    text::t,
};
use domain::id::ReservationId;
use leptos::prelude::*;
use store::{
    link,
    share::{Share, find},
};

/// The page. Its forms go to [`crate::api::citizen::share`].
pub(super) fn share() -> impl IntoView {
    for_citizen(|visitor| async move {
        let mine = find_named(&visitor).await?;
        let share = find(&db(), visitor.account, mine.reservation).await?;
        let t = &t().citizen.hand.share;
        let done = match (query("done").as_str(), &share) {
            ("made", Some(_)) => Some(t.made),
            ("ended", None) => Some(t.ended),
            _ => None,
        };
        let done = done.map(|done| view! { <Notice kind=NoticeKind::Success><p>{done}</p></Notice> });
        let shows = t.shows.iter().map(|&what| view! { <li>{what}</li> }).collect_view();
        let over = mine.status.is_final();
        let chosen = chosen(&mine);
        let act = match share {
            Some(share) => there(share, mine.reservation, over).into_any(),
            None if over => view! { <Notice kind=NoticeKind::Info><p>{t.over}</p></Notice> }.into_any(),
            None => view! {
                <MakeForm reservation=mine.reservation>
                    <div class="actions"><Button>{t.make}</Button></div>
                </MakeForm>
            }
            .into_any(),
        };
        Ok(view! {
            <Page title=t.title back=address(&mine)>
                {done}
                <PageHeading title=t.title lead=t.lead />
                {chosen}
                <Section title=t.shows_title><ul>{shows}</ul></Section>
                {act}
            </Page>
        })
    })
}

#[component]
fn MakeForm(reservation: ReservationId, children: Children) -> impl IntoView {
    view! {
        <PostForm action=format!("/my/share?reservation={reservation}") keyed=true>
            <Hidden name="reservation" value=reservation.to_string() />
            {children()}
        </PostForm>
    }
}

/// The link there is, and what can be done with it.
fn there(share: Share, reservation: ReservationId, over: bool) -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.hand.share;
    let path = format!("/share/{}", link::of_share(&db(), share.share));
    let text = own_address(&path);
    let until = (t.until)(&(texts.common.moment)(share.expires_at));
    let other = (!over).then(|| {
        view! {
            <hr />
            <MakeForm reservation>
                <p class="muted small">{t.make_other_text}</p>
                <div class="actions"><Button kind=ButtonKind::Secondary>{t.make_other}</Button></div>
            </MakeForm>
        }
    });
    view! {
        <Section title=t.link_title>
            <p class="code"><Unbroken text=text.clone() /></p>
            <div class="actions">
                <button class="button" type="button" data-share=text.clone() hidden>{t.send}</button>
                <button class="button button--secondary" type="button" data-copy=text.clone() data-done=t.copied hidden>
                    {t.copy}
                </button>
            </div>
            <p class="muted small" aria-live="polite" data-copied=""></p>
            <QrCode text label=t.qr_alt />
            <p>{until}</p>
            <p><a href=path>{t.see}</a></p>
            <PostForm action="/my/share/end">
                <Hidden name="reservation" value=reservation.to_string() />
                <div class="actions"><Button kind=ButtonKind::DangerOutline>{t.end}</Button></div>
            </PostForm>
            {other}
        </Section>
    }
}
