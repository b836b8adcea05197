//! `/my/settings/email`: asks for an address, and for the code that was sent there.

use crate::{
    component::{Button, ButtonKind, ButtonLink, Field, Hidden, Page, PageHeading, PostForm},
    form::{kept, refused},
    page::citizen::turn::for_citizen,
    request::{db, query},
    text::t,
};
use domain::notice::Channel;
use http::StatusCode;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use store::notice::list_senders;

/// The address. Its form goes to [`crate::api::citizen::email::ask_email`].
pub(super) fn address() -> impl IntoView {
    for_citizen(|_| async move {
        let on = list_senders(&db()).await?.iter().any(|s| s.channel == Channel::Email);
        let t = &t().citizen.inbox.email;
        let form = if on {
            view! {
                <PageHeading title=t.title lead=t.lead />
                <PostForm action="/my/settings/email" keyed=true>
                    <Field
                        name="email"
                        label=t.address
                        kind="email"
                        inputmode="email"
                        autocomplete="email"
                    />
                    <div class="actions"><Button>{t.ask}</Button></div>
                </PostForm>
            }
            .into_any()
        } else {
            view! { <PageHeading title=t.title lead=t.unavailable /> }.into_any()
        };
        Ok(view! { <Page title=t.title back="/my/settings">{form}</Page> })
    })
}

/// The code. Its form goes to [`crate::api::citizen::email::prove_email`].
pub(super) fn code() -> impl IntoView {
    for_citizen(|visitor| async move {
        let challenge = kept("c").unwrap_or_else(|| query("c"));
        let address = match challenge.parse() {
            Ok(id) => store::email::find_asked(&db(), visitor.account, id).await?,
            Err(_) => None,
        };
        let text = t();
        let (t, sign_in) = (&text.citizen.inbox.email, &text.public.sign_in);
        let page = match address {
            Some(address) => view! {
                <Page title=t.code_title back="/my/settings/email">
                    <PageHeading title=t.code_title lead=(t.code_lead)(&address.masked()) />
                    <PostForm action="/my/settings/email/code">
                        <Hidden name="c" value=challenge />
                        <Field
                            name="code"
                            label=sign_in.code
                            hint=t.code_hint
                            inputmode="numeric"
                            autocomplete="one-time-code"
                            width="code"
                        />
                        <div class="actions">
                            <Button>{t.prove}</Button>
                            <ButtonLink href="/my/settings/email" kind=ButtonKind::Link>{t.other}</ButtonLink>
                        </div>
                    </PostForm>
                </Page>
            }
            .into_any(),
            None => expired().into_any(),
        };
        Ok(page)
    })
}

/// Too old, used up, or never this account's: they look alike.
fn expired() -> impl IntoView {
    let text = t();
    let sign_in = &text.public.sign_in;
    if refused().is_none()
        && let Some(response) = use_context::<ResponseOptions>()
    {
        response.set_status(StatusCode::GONE);
    }
    view! {
        <Page title=sign_in.expired back="/my/settings">
            <PageHeading title=sign_in.expired lead=text.citizen.inbox.email.expired />
            <div class="actions">
                <ButtonLink href="/my/settings/email">{text.citizen.inbox.email.ask}</ButtonLink>
            </div>
        </Page>
    }
}
