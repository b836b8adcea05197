//! `/sign-in`: asks for the phone number, or leads to a provider. With `link=1` the number is to be
//! linked to the sign-in at a provider that just came back.

use super::{answer_throttled, lead_to, linking, next};
use crate::{
    api::sign_in_with,
    component::{
        Button, ButtonKind, Field, Hidden, Notice, NoticeKind, Page, PageHeading, PasskeyForm, PasskeyUse,
        PostForm, Section,
    },
    form::refused,
    provider::{browser, label, offered},
    request::{db, local, query, visitor},
    stop::show,
    text::t,
};
use leptos::prelude::*;

/// The page. Its forms go to [`crate::api::sign_in::ask_code`] and
/// [`crate::api::sign_in_with::sign_in_with`].
pub(super) fn phone() -> impl IntoView {
    show(async {
        let next = next();
        // Asked again on purpose: before the security of an account is changed.
        let again = query("again") == "1";
        let waiting = match browser().filter(|_| linking()) {
            Some(browser) => store::identity::find_waiting(&db(), &browser).await?,
            None => None,
        };
        if linking() && waiting.is_none() {
            lead_to(&sign_in_with::failed("late", &next));
        } else if refused().is_none() && !linking() && !again && visitor().is_some_and(|v| v.is_citizen()) {
            // Already there.
            lead_to(crate::api::sign_in::home_or(local(&next)));
        }
        answer_throttled();
        let asked = PasskeyUse::prove(&db()).await?;
        let (text, account) = (&t().public, &t().account);
        let t = &text.sign_in;
        let (title, lead) = match &waiting {
            Some(_) => (t.link_title, t.link_lead),
            None if again => (account.again_title, t.lead),
            None => (t.title, t.lead),
        };
        let page = if again { "/sign-in?again=1" } else { "/sign-in" };
        let (way, is_linking) = (next.clone(), waiting.is_some());
        let passkey = (!is_linking).then(|| {
            view! {
                <Section title=account.passkey>
                    <PasskeyForm action="/sign-in/passkey" asked label=account.passkey_use page next=way />
                </Section>
            }
        });
        let others = (!is_linking).then(|| others(&next));
        let link = waiting.map(|provider| {
            view! {
                <Notice kind=NoticeKind::Info><p>{(t.link_notice)(&label(&provider))}</p></Notice>
            }
        });
        let linked = is_linking.then(|| view! { <Hidden name="link" value="1" /> });
        Ok(view! {
            <Page title=title>
                <PageHeading title=title lead=lead />
                {link}
                <PostForm action="/sign-in" keyed=true>
                    <Hidden name="next" value=next />
                    {linked}
                    <Field
                        name="phone"
                        label=t.phone
                        hint=t.phone_hint
                        kind="tel"
                        inputmode="tel"
                        autocomplete="tel"
                        width="20"
                    />
                    <div class="actions"><Button>{t.ask}</Button></div>
                </PostForm>
                {passkey}
                {others}
            </Page>
        })
    })
}

/// The other ways in.
fn others(next: &str) -> impl IntoView + use<> {
    let (text, look_up) = (&t().public, &t().citizen.hand.look_up);
    let t = &text.sign_in;
    let buttons: Vec<_> = offered()
        .into_iter()
        .map(|provider| {
            let (text, next) = ((t.with)(&provider.label), next.to_owned());
            view! {
                <PostForm action="/sign-in/with">
                    <Hidden name="provider" value=provider.key />
                    <Hidden name="next" value=next />
                    <div class="actions"><Button kind=ButtonKind::Secondary>{text}</Button></div>
                </PostForm>
            }
        })
        .collect();
    let providers = (!buttons.is_empty()).then(|| {
        view! { <Section title=t.others><div class="stack">{buttons}</div></Section> }
    });
    view! {
        {providers}
        <hr class="divider" />
        <p>{look_up.question} " " <a href="/look-up">{look_up.title}</a></p>
        <p>{t.staff_question} " " <a href="/staff/sign-in">{text.staff.title}</a></p>
    }
}
