//! `/sign-in`: asks for the phone number.

use super::{answer_throttled, lead_to, next};
use crate::{
    component::{Button, ErrorAt, Field, Hidden, Page, PageHeading, PostForm},
    form::refused,
    request::{local, visitor},
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::sign_in::ask_code`].
pub(super) fn phone() -> impl IntoView {
    let next = next();
    if refused().is_none() && visitor().is_some_and(|v| v.is_citizen()) {
        // Already there.
        lead_to(crate::api::sign_in::home_or(local(&next)));
    }
    answer_throttled();
    let text = &t().public;
    let t = &text.sign_in;
    view! {
        <Page title=t.title>
            <PageHeading title=t.title lead=t.lead />
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
            <hr class="divider" />
            <p>{t.staff_question} " " <a href="/staff/sign-in">{text.staff.title}</a></p>
        </Page>
    }
}
