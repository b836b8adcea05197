//! `/account/codes`: recovery codes. New ones are in the answer to the form that asked for them.

use super::elsewhere;
use crate::{
    api::account::{fresh, home},
    component::{Button, ButtonLink, Notice, NoticeKind, Page, PageHeading, PostForm},
    form::shown,
    request::db,
    stop::show,
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::account::code::draw_codes`].
pub(super) fn codes() -> impl IntoView {
    show(async {
        let codes = shown("code");
        if !codes.is_empty() {
            return Ok(new_codes(codes).into_any());
        }
        let visitor = match fresh("/account/codes").await? {
            Ok(visitor) => visitor,
            Err(way) => return Ok(elsewhere(&way)),
        };
        let factors = store::factor::find(&db(), visitor.account).await?;
        if !factors.any() {
            return Ok(elsewhere(home(visitor.kind)));
        }
        let t = &t().account;
        Ok(view! {
            <Page title=t.codes_draw back=home(visitor.kind)>
                <PageHeading title=t.codes_draw lead=t.codes_draw_lead />
                <p>{(t.codes_left)(factors.recovery_left)}</p>
                <PostForm action="/account/codes"><div class="actions"><Button>{t.codes_draw}</Button></div></PostForm>
            </Page>
        }
        .into_any())
    })
}

fn new_codes(codes: Vec<String>) -> impl IntoView {
    let t = &t().account;
    let items: Vec<_> =
        codes.into_iter().map(|code| view! { <li><code class="number-code">{code}</code></li> }).collect();
    // Whoever has just signed in is led on by kind.
    view! {
        <Page title=t.codes_title>
            <PageHeading title=t.codes_title lead=t.codes_lead />
            <ol class="code-list">{items}</ol>
            <Notice kind=NoticeKind::Info><p>{t.codes_print}</p></Notice>
            <div class="actions no-print"><ButtonLink href="/account">{t.codes_kept}</ButtonLink></div>
        </Page>
    }
}
