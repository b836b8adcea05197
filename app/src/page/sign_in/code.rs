//! `/sign-in/code`: asks for the code that was sent.

use super::{answer_throttled, linking, next};
use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm,
        Section,
    },
    form::{kept, refused},
    guard::Development,
    request::{db, query},
    stop::show,
    text::t,
};
use domain::person::Phone;
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The page. Its forms go to [`crate::api::sign_in::prove_code`] and
/// [`crate::api::sign_in::ask_code_again`].
pub(super) fn code() -> impl IntoView {
    show(async {
        let challenge = kept("c").unwrap_or_else(|| query("c"));
        let phone = match challenge.parse() {
            Ok(id) => store::code::find_phone(&db(), id).await?,
            Err(_) => None,
        };
        answer_throttled();
        Ok(match phone {
            Some(phone) => ask(&phone, challenge).into_any(),
            None => expired().into_any(),
        })
    })
}

fn start() -> String {
    let link = if linking() { "&link=1" } else { "" };
    format!("/sign-in?next={}{link}", utf8_percent_encode(&next(), NON_ALPHANUMERIC))
}

fn linked() -> Option<impl IntoView> {
    linking().then(|| view! { <Hidden name="link" value="1" /> })
}

fn ask(phone: &Phone, challenge: String) -> impl IntoView + use<> {
    let t = &t().public.sign_in;
    let sent_again = (query("sent") == "again" && refused().is_none())
        .then(|| view! { <Notice kind=NoticeKind::Success><p>{t.sent_again}</p></Notice> });
    let inbox = use_context::<Development>()
        .map(|_| view! { <p><a href="/dev/inbox" target="_blank">{t.inbox}</a></p> });
    let again = challenge.clone();
    let lead = (t.code_lead)(&phone.masked());
    view! {
        <Page title=t.code_title back=start()>
            <PageHeading title=t.code_title lead />
            {sent_again}
            <PostForm action="/sign-in/code">
                <Hidden name="c" value=challenge />
                <Hidden name="next" value=next() />
                {linked()}
                <Field
                    name="code"
                    label=t.code
                    hint=t.code_hint
                    inputmode="numeric"
                    autocomplete="one-time-code"
                    width="code"
                />
                <div class="actions"><Button>{t.enter}</Button></div>
            </PostForm>
            <Section title=t.trouble>
                <p>{t.trouble_text}</p>
                {inbox}
                <PostForm action="/sign-in/again" keyed=true>
                    <Hidden name="c" value=again />
                    <Hidden name="next" value=next() />
                    {linked()}
                    <div class="actions">
                        <Button kind=ButtonKind::Secondary>{t.again}</Button>
                        <ButtonLink href=start() kind=ButtonKind::Link>{t.change}</ButtonLink>
                    </div>
                </PostForm>
            </Section>
        </Page>
    }
}

/// Too old, used up, or never ours: they look alike.
fn expired() -> impl IntoView {
    let t = &t().public.sign_in;
    if refused().is_none()
        && let Some(response) = use_context::<ResponseOptions>()
    {
        response.set_status(StatusCode::GONE);
    }
    view! {
        <Page title=t.expired>
            <PageHeading title=t.expired lead=t.expired_text />
            <div class="actions"><ButtonLink href=start()>{t.again}</ButtonLink></div>
        </Page>
    }
}
