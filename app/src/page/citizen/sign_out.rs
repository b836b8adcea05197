//! `/sign-out`: asks once; the header's button does it directly.

use crate::{
    component::{Button, ButtonLink, Page, PageHeading, PostForm},
    request::visitor,
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::sign_out::sign_out`].
pub(super) fn sign_out() -> impl IntoView {
    let t = &t().common;
    if visitor().is_none() {
        return view! {
            <Page title=t.sign_out>
                <PageHeading title=t.signed_out_already />
                <div class="actions"><ButtonLink href="/">{t.home}</ButtonLink></div>
            </Page>
        }
        .into_any();
    }
    view! {
        <Page title=t.sign_out_title back="/">
            <PageHeading title=t.sign_out_title lead=t.sign_out_text />
            <PostForm action="/sign-out">
                <Button>{t.sign_out}</Button>
            </PostForm>
        </Page>
    }
    .into_any()
}
