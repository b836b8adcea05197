//! `/staff/enrol`: which second factor; `/staff/enrol/app`: an authenticator app;
//! `/staff/security/app`: without it again.

use super::elsewhere;
use crate::{
    api::account::{Enroller, enrol::enroller, fresh},
    component::{Button, ButtonKind, ButtonLink, Field, Page, PageHeading, PostForm, QrCode, Section},
    page::sign_in::answer_throttled,
    request::db,
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;

/// App or passkey. Its form goes to [`crate::api::account::enrol::propose_app`].
pub(super) fn choose() -> impl IntoView {
    show(async {
        let who = match enroller().await? {
            Ok(who) => who,
            Err(way) => return Ok(elsewhere(&way)),
        };
        let back = matches!(who, Enroller::Visitor(_)).then(|| "/staff/security".to_owned());
        let t = &t().account;
        let content = view! {
            <PageHeading title=t.enrol_title lead=t.enrol_lead />
            <Section title=t.app>
                <p>{t.app_text}</p>
                <PostForm action="/staff/enrol"><div class="actions"><Button>{t.app_add}</Button></div></PostForm>
            </Section>
            <Section title=t.passkey>
                <p>{t.passkey_text}</p>
                <div class="actions">
                    <ButtonLink href="/account/passkey" kind=ButtonKind::Secondary>{t.passkey_make}</ButtonLink>
                </div>
            </Section>
        };
        Ok(match back {
            Some(back) => view! { <Page title=t.enrol_title back>{content}</Page> }.into_any(),
            None => view! { <Page title=t.enrol_title>{content}</Page> }.into_any(),
        })
    })
}

/// The secret, as QR code and as text, and its first code. Its form goes to
/// [`crate::api::account::enrol::confirm_app`].
pub(super) fn app() -> impl IntoView {
    show(async {
        let who = match enroller().await? {
            Ok(who) => who,
            Err(way) => return Ok(elsewhere(&way)),
        };
        let db = db();
        let Some(secret) = store::factor::find_proposed(&db, who.account()).await? else {
            return Ok(elsewhere("/staff/enrol"));
        };
        let staff = store::staff::find(&db, who.account()).await?.ok_or(Stop::Denied)?;
        answer_throttled();
        let address = store::factor::totp::address(&secret, "Alimi", &staff.login);
        let t = &t().account;
        Ok(view! {
            <Page title=t.app_title back="/staff/enrol">
                <PageHeading title=t.app_title />
                <p>{t.app_scan}</p>
                <QrCode text=address label=t.app_qr />
                <p>{t.app_key}</p>
                <p><code class="secret">{in_fours(&secret)}</code></p>
                <PostForm action="/staff/enrol/app">
                    <Field name="code" label=t.app_code inputmode="numeric" autocomplete="one-time-code" width="code" />
                    <div class="actions"><Button>{t.app_confirm}</Button></div>
                </PostForm>
            </Page>
        }
        .into_any())
    })
}

/// In groups, as people read it out; apps forgive the blanks.
fn in_fours(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The last look. Its form goes to [`crate::api::account::enrol::remove_app`].
pub(super) fn remove() -> impl IntoView {
    show(async {
        match fresh("/staff/security/app").await? {
            Ok(visitor) if visitor.is_citizen() => return Err(Stop::Denied),
            Ok(_) => {}
            Err(way) => return Ok(elsewhere(&way)),
        }
        let t = &t().account;
        Ok(view! {
            <Page title=t.app_remove_title back="/staff/security">
                <PageHeading title=t.app_remove_title lead=t.app_remove_lead />
                <PostForm action="/staff/security/app">
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.remove}</Button>
                        <ButtonLink href="/staff/security" kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        }
        .into_any())
    })
}
