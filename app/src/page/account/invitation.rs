//! `/staff/invitation`: the code of an invitation, and a password. The code comes in the link's
//! fragment, which a script puts into the field, or is typed.

use crate::{
    component::{AccountScript, Button, Field, Page, PageHeading, PostForm},
    page::sign_in::answer_throttled,
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::account::invitation::use_invitation`].
pub(super) fn invitation() -> impl IntoView {
    answer_throttled();
    let t = &t().account;
    view! {
        <Page title=t.invitation_title>
            <PageHeading title=t.invitation_title lead=t.invitation_lead />
            <PostForm action="/staff/invitation">
                <Field name="invitation" label=t.invitation_code hint=t.invitation_hint />
                {new_password()}
                <div class="actions"><Button>{t.to_factor}</Button></div>
            </PostForm>
            <AccountScript />
        </Page>
    }
}

/// A new password, twice.
pub(super) fn new_password() -> impl IntoView {
    let t = &t().account;
    view! {
        <Field
            name="password"
            label=t.new_password
            hint=t.new_password_hint
            kind="password"
            autocomplete="new-password"
            width="20"
        />
        <Field name="again" label=t.again kind="password" autocomplete="new-password" width="20" />
    }
}
