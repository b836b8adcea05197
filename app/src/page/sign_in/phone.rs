//! `/sign-in`: asks for the phone number.

use super::{answer_throttled, lead_to, next};
use crate::{
    component::{
        Button, ErrorAt, Field, Hidden, Page, PageHeading, PasskeyForm, PasskeyUse, PostForm, Section,
    },
    form::refused,
    request::{db, local, query, visitor},
    stop::show,
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::sign_in::ask_code`].
pub(super) fn phone() -> impl IntoView {
    show(async {
        let next = next();
        // Asked again on purpose: before the security of an account is changed.
        let again = query("again") == "1";
        if refused().is_none() && !again && visitor().is_some_and(|v| v.is_citizen()) {
            // Already there.
            lead_to(crate::api::sign_in::home_or(local(&next)));
        }
        answer_throttled();
        let asked = PasskeyUse::prove(&db()).await?;
        let (text, account) = (&t().public, &t().account);
        let t = &text.sign_in;
        let title = if again { account.again_title } else { t.title };
        let page = if again { "/sign-in?again=1" } else { "/sign-in" };
        let way = next.clone();
        Ok(view! {
            <Page title=title>
                <PageHeading title=title lead=t.lead />
                <PostForm action="/sign-in" keyed=true>
                    <ErrorAt field="" />
                    <Hidden name="next" value=next />
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
                <Section title=account.passkey>
                    <PasskeyForm action="/sign-in/passkey" asked label=account.passkey_use page next=way />
                </Section>
                <hr class="divider" />
                <p>{t.staff_question} " " <a href="/staff/sign-in">{text.staff.title}</a></p>
            </Page>
        })
    })
}
