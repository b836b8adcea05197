//! `/sign-in/away`, `/sign-in/callback/{provider}`, `/sign-in/failed`: out to a provider, back, and
//! why it came to nothing.

use super::{lead_to, next};
use crate::{
    api::{sign_in::citizen_proven, sign_in_with},
    component::{ButtonLink, Page, PageHeading},
    provider::{Returned, browser, label, providers, state_hash, unmark_browser},
    request::{db, local, param, query},
    stop::{Stop, show},
    text::t,
};
use http::{HeaderValue, header::REFRESH};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::identity::{Back, find_account, find_begun, keep_subject, take_back};

/// Leaves for the provider: by itself, or by the link.
pub(super) fn away() -> impl IntoView {
    show(async {
        let providers = providers()?;
        let begun = match browser() {
            Some(browser) => find_begun(&db(), &browser).await?,
            None => None,
        };
        let begun = begun.and_then(|b| providers.0.address(&b.secrets).map(|address| (b.provider, address)));
        let t = &t().public.sign_in;
        Ok(match begun {
            None => {
                lead_to(&sign_in_with::failed("late", ""));
                failure("late").into_any()
            }
            Some((provider, address)) => {
                leave_for(&address);
                let title = (t.away_title)(&label(&provider));
                view! {
                    <Page title=title.clone()>
                        <PageHeading title=title lead=t.away_text />
                        <div class="actions"><ButtonLink href=address>{t.go_on}</ButtonLink></div>
                    </Page>
                }
                .into_any()
            }
        })
    })
}

/// Has the browser go there by itself. A header, not an element of the page's head: what a page adds
/// to the head after it has asked the store does not always arrive there.
fn leave_for(address: &str) {
    let Some(response) = use_context::<ResponseOptions>() else { return };
    if let Ok(refresh) = HeaderValue::from_str(&format!("0;url={address}")) {
        response.insert_header(REFRESH, refresh);
    }
}

/// The return. It always leads on, so that what stands in its address stays nowhere.
pub(super) fn back() -> impl IntoView {
    show(async {
        let way = return_from(&param::<String>("provider")?).await?;
        lead_to(&way);
        let t = &t().public.sign_in;
        Ok(view! {
            <Page title=t.title>
                <PageHeading title=t.title />
                <div class="actions"><ButtonLink href=way>{t.go_on}</ButtonLink></div>
            </Page>
        })
    })
}

/// Checks the return and signs in who is known; the way on.
async fn return_from(provider: &str) -> Result<String, Stop> {
    let (db, providers) = (db(), providers()?);
    let Some(browser) = browser() else { return Ok(sign_in_with::failed("late", "")) };
    let state = state_hash(&query("state"));
    let begun = match take_back(&db, &browser, &state).await? {
        Back::Ours(begun) => begun,
        Back::Used => return Ok(sign_in_with::failed("used", "")),
        Back::Expired => return Ok(sign_in_with::failed("late", "")),
        Back::Unknown => return Ok(sign_in_with::failed("untrue", "")),
    };
    // An answer of one provider is none of another's.
    if begun.provider != provider {
        return Ok(sign_in_with::failed("untrue", &begun.next));
    }
    match query("error").as_str() {
        "" => {}
        "access_denied" => return Ok(sign_in_with::failed("denied", &begun.next)),
        _ => return Ok(sign_in_with::failed("down", &begun.next)),
    }
    let returned = Returned { code: query("code"), issuer: query("iss") };
    let subject = match providers.0.finish(provider, &begun.secrets, returned).await {
        Ok(subject) => subject,
        Err(trouble) => return Ok(sign_in_with::failed(trouble.key(), &begun.next)),
    };
    if let Some(account) = find_account(&db, provider, &subject).await? {
        unmark_browser()?;
        return citizen_proven(account, &begun.next).await;
    }
    keep_subject(&db, &state, provider, &subject).await?;
    Ok(format!("/sign-in?link=1&next={}", utf8_percent_encode(local(&begun.next), NON_ALPHANUMERIC)))
}

/// Why it came to nothing, and what to do.
pub(super) fn failed() -> impl IntoView {
    failure(&query("why"))
}

fn failure(why: &str) -> impl IntoView + use<> {
    let t = &t().public.sign_in;
    let (title, text) = (t.failed)(why);
    let again = format!("/sign-in?next={}", utf8_percent_encode(local(&next()), NON_ALPHANUMERIC));
    view! {
        <Page title=title>
            <PageHeading title=title lead=text />
            <div class="actions"><ButtonLink href=again>{t.once_more}</ButtonLink></div>
        </Page>
    }
}
