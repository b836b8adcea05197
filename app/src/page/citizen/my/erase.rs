//! `/my/erase`, `/my/erase/confirm`, `/my/erased`: what goes and what stays, the code, and that it
//! is done.

use crate::{
    component::{
        Button, ButtonKind, ButtonLink, Field, Hidden, Notice, NoticeKind, Page, PageHeading, PostForm,
        Section,
    },
    form::kept,
    guard::Development,
    page::citizen::turn::for_citizen,
    request::{db, query},
    stop::Stop,
    text::t,
};
use leptos::prelude::*;
use store::{account::find_phone, erase::list_open};

/// What it means. Its form goes to [`crate::api::citizen::erase::ask_erase`].
pub(super) fn erase() -> impl IntoView {
    for_citizen(|visitor| async move {
        let db = db();
        let open = list_open(&db, visitor.account).await?.len();
        let phone = find_phone(&db, visitor.account).await?.ok_or(Stop::Missing)?;
        let t = &t().citizen.account.erase;
        let open =
            (open > 0).then(|| view! { <Notice kind=NoticeKind::Warning><p>{(t.open)(open)}</p></Notice> });
        let list = |texts: &'static [&'static str]| {
            texts.iter().map(|text| view! { <li>{*text}</li> }).collect_view()
        };
        Ok(view! {
            <Page title=t.title back="/my/data">
                <PageHeading title=t.title lead=t.lead />
                {open}
                <Section title=t.gone_title><ul>{list(t.gone)}</ul></Section>
                <Section title=t.stays_title><ul>{list(t.stays)}</ul></Section>
                <PostForm action="/my/erase" keyed=true>
                    <p>{(t.ask_text)(&phone.masked())}</p>
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.ask}</Button>
                        <ButtonLink href="/my/data" kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        })
    })
}

/// The code. Its form goes to [`crate::api::citizen::erase::erase_account`].
pub(super) fn confirm() -> impl IntoView {
    for_citizen(|visitor| async move {
        let phone = find_phone(&db(), visitor.account).await?.ok_or(Stop::Missing)?;
        let challenge = kept("c").unwrap_or_else(|| query("c"));
        let texts = t();
        let (t, sign_in) = (&texts.citizen.account.erase, &texts.public.sign_in);
        let inbox = use_context::<Development>()
            .map(|_| view! { <p><a href="/dev/inbox" target="_blank">{sign_in.inbox}</a></p> });
        Ok(view! {
            <Page title=t.confirm_title back="/my/erase">
                <PageHeading title=t.confirm_title lead=(t.confirm_lead)(&phone.masked()) />
                <PostForm action="/my/erase/confirm">
                    <Hidden name="c" value=challenge />
                    <Field
                        name="code"
                        label=sign_in.code
                        hint=sign_in.code_hint
                        inputmode="numeric"
                        autocomplete="one-time-code"
                        width="code"
                    />
                    {inbox}
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.erase}</Button>
                        <ButtonLink href="/my/data" kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        })
    })
}

/// It is done; nobody is signed in any more.
pub(super) fn erased() -> impl IntoView {
    let texts = t();
    let t = &texts.citizen.account.erase;
    view! {
        <Page title=t.done_title>
            <PageHeading title=t.done_title lead=t.done_text />
            <div class="actions"><ButtonLink href="/">{texts.common.home}</ButtonLink></div>
        </Page>
    }
}
