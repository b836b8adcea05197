//! The offer to be told by the browser itself.

use super::{Button, ButtonKind, Hidden, PostForm};
use crate::{island::PushAsk, text::t};
use leptos::prelude::*;

/// Asks for this browser, where it can be asked; without JavaScript there is nothing to ask.
#[component]
pub fn PushOffer(
    /// What browsers subscribe with.
    key: String,
) -> impl IntoView {
    let t = &t().citizen.inbox.push;
    view! {
        <PushAsk>
            <p>{t.lead}</p>
            <div data-push=key hidden>
                <PostForm action="/my/settings/push">
                    <Hidden name="endpoint" value="" />
                    <Hidden name="p256dh" value="" />
                    <Hidden name="auth" value="" />
                    <div class="actions"><Button kind=ButtonKind::Secondary>{t.ask}</Button></div>
                </PostForm>
            </div>
            <p data-push-told="" hidden>{t.told}</p>
            <p data-push-blocked="" hidden>{t.blocked}</p>
            <p class="field__error" role="alert" data-push-failed="" hidden>{t.failed}</p>
        </PushAsk>
    }
}
