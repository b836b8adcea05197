//! The end of a session: said before it comes, and covering what must not be seen after it.
//!
//! `boot.js` counts the time and shows the parts. Without it the footer says until when.

use super::{Button, ButtonLink, ButtonSize, Glyph, Icon};
use crate::{
    request::{Area, SessionLeft, address, visitor},
    stop::sign_in_address,
    text::{clock, t},
};
use leptos::prelude::*;

/// A session that lasts longer than this needs no words (seconds).
const FAR: i64 = 12 * 60 * 60;

/// The warning before the end, hidden until then.
#[component]
pub fn SessionEnd() -> impl IntoView {
    let left = use_context::<SessionLeft>()?;
    let t = &t().common;
    let stay = left.extends.then(|| {
        view! {
            <form method="post" action="/session/stay" data-when="soon">
                <input type="hidden" name="back" value=address() />
                <Button size=ButtonSize::Small>{t.session_stay}</Button>
            </form>
        }
    });
    let soon = if left.extends { t.session_soon } else { t.session_soon_over };
    Some(view! {
        <div class="session-end" id="session" role="alert" data-left=left.seconds.to_string() hidden>
            <Icon glyph=Glyph::Clock />
            <p data-when="soon" hidden>{soon}</p>
            <p data-when="over" hidden>{t.session_over}</p>
            {stay}
        </div>
    })
}

/// Until when the session lasts, where that is not far off: for whoever has no scripts.
#[component]
pub fn SessionUntil() -> impl IntoView {
    let left = use_context::<SessionLeft>().filter(|left| left.seconds <= FAR)?;
    let t = &t().common;
    let until = if left.extends { t.session_until } else { t.session_until_over };
    Some(view! { <p class="footer__note">{until(&clock(left.until))}</p> })
}

/// Takes the place of a personal page that is still open when its session has ended elsewhere.
#[component]
pub fn SignedOut() -> impl IntoView {
    let address = address();
    let personal =
        Area::here() != Area::Public || ["/my", "/book/"].iter().any(|part| address.starts_with(part));
    visitor().filter(|_| personal)?;
    let t = &t().common;
    Some(view! {
        <div class="main main--reading signed-out" id="signed-out" role="alert" tabindex="-1" hidden>
            <div class="page-heading">
                <h2>{t.session_ended}</h2>
                <p class="lead">{t.covered_text}</p>
            </div>
            <div class="actions"><ButtonLink href=sign_in_address(&address)>{t.sign_in_again}</ButtonLink></div>
        </div>
    })
}
