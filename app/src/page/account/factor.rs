//! `/staff/sign-in/factor`, `/sign-in/factor`: the second factor of a sign-in.

use super::elsewhere;
use crate::{
    api::{
        account::factor::{page_of, start_of},
        sign_in::encoded,
    },
    component::{
        Button, ButtonKind, Field, Hidden, Page, PageHeading, PasskeyForm, PasskeyUse, PostForm, Section,
    },
    page::sign_in::{answer_throttled, next},
    request::db,
    session,
    stop::show,
    text::t,
};
use domain::account::AccountKind;
use leptos::prelude::*;

/// Staff: the app's code, a recovery code, or a passkey.
pub(super) fn staff() -> impl IntoView {
    factor(AccountKind::Staff)
}

/// Citizens: their passkey, or a recovery code.
pub(super) fn citizen() -> impl IntoView {
    factor(AccountKind::Citizen)
}

/// The page. Its forms go to [`crate::api::account::factor`] and [`crate::api::account::passkey`].
fn factor(kind: AccountKind) -> impl IntoView {
    show(async move {
        let next = next();
        let start = format!("{}?next={}", start_of(kind), encoded(&next));
        let Some(pending) = session::pending().await?.filter(|p| p.kind == kind) else {
            return Ok(elsewhere(&start));
        };
        let db = db();
        let factors = store::factor::find(&db, pending.account).await?;
        if !factors.any() {
            return Ok(elsewhere("/staff/enrol"));
        }
        answer_throttled();
        let asked = PasskeyUse::prove(&db).await?;
        let t = &t().account;
        let (lead, passkey_action) = match kind {
            AccountKind::Staff => (t.factor_staff_lead, "/staff/sign-in/passkey"),
            AccountKind::Citizen => (t.factor_citizen_lead, "/sign-in/passkey"),
        };
        let page = page_of(kind);
        let way = next.clone();
        let passkey = (factors.passkeys > 0).then(|| {
            view! {
                <Section title=t.passkey>
                    <PasskeyForm
                        action=passkey_action
                        asked
                        label=t.passkey_use
                        page
                        next=way
                        primary=!factors.authenticator
                    />
                </Section>
            }
        });
        let code = code_form(page, next, factors.authenticator);
        let (first, second) = if factors.authenticator {
            (code.into_any(), passkey.into_any())
        } else {
            (passkey.into_any(), code.into_any())
        };
        Ok(view! {
            <Page title=t.factor_title back=start.clone()>
                <PageHeading title=t.factor_title lead />
                {first}
                {second}
                <p><a href=start>{t.other_account}</a></p>
            </Page>
        }
        .into_any())
    })
}

fn code_form(page: &'static str, next: String, app: bool) -> impl IntoView {
    let t = &t().account;
    let (label, hint) =
        if app { (t.factor_code, t.factor_code_hint) } else { (t.recovery_code, t.recovery_hint) };
    let kind = if app { ButtonKind::Primary } else { ButtonKind::Secondary };
    let form = view! {
        <PostForm action=page>
            <Hidden name="next" value=next />
            <Field name="code" label hint autocomplete="one-time-code" width="20" />
            <div class="actions"><Button kind>{t.enter}</Button></div>
        </PostForm>
    };
    if app { form.into_any() } else { view! { <Section title=t.codes>{form}</Section> }.into_any() }
}
