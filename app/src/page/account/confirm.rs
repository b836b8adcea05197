//! `/staff/confirm`: who is there, asked again before the account's security is changed.

use crate::{
    component::{Button, Field, Hidden, Page, PageHeading, PasskeyForm, PasskeyUse, PostForm, Section},
    page::sign_in::{answer_throttled, next},
    request::{db, signed_in},
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;

/// The page. Its forms go to [`crate::api::account::confirm::confirm_staff`] and
/// [`crate::api::account::passkey::use_staff_passkey`].
pub(super) fn confirm() -> impl IntoView {
    show(async {
        let visitor = signed_in()?;
        if visitor.is_citizen() {
            return Err(Stop::Denied);
        }
        let (db, next) = (db(), next());
        let factors = store::factor::find(&db, visitor.account).await?;
        let asked = PasskeyUse::prove(&db).await?;
        answer_throttled();
        let text = t();
        let t = &text.account;
        let way = next.clone();
        let code = factors.authenticator.then(|| {
            view! { <Field name="code" label=t.factor_code inputmode="numeric" autocomplete="one-time-code" width="code" /> }
        });
        let password = (factors.authenticator || !factors.any()).then(|| {
            view! {
                <PostForm action="/staff/confirm">
                    <Hidden name="next" value=way />
                    <Field
                        name="password"
                        label=text.public.staff.password
                        kind="password"
                        autocomplete="current-password"
                        width="20"
                    />
                    {code}
                    <div class="actions"><Button>{t.confirm}</Button></div>
                </PostForm>
            }
        });
        let passkey = (factors.passkeys > 0).then(|| {
            view! {
                <Section title=t.passkey>
                    <PasskeyForm
                        action="/staff/sign-in/passkey"
                        asked
                        label=t.passkey_confirm
                        page="/staff/confirm"
                        next
                        primary=!factors.authenticator
                    />
                </Section>
            }
        });
        Ok(view! {
            <Page title=t.confirm_title back="/staff/security">
                <PageHeading title=t.confirm_title lead=t.confirm_lead />
                {password}
                {passkey}
            </Page>
        })
    })
}
