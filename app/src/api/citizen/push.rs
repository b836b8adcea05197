//! Browsers that want to be told.

use crate::{
    agent,
    form::Form,
    guard::PushHosts,
    request::{citizen, db, go},
    stop::Stop,
    text::t,
};
use domain::{push::Subscription, refusal::Refusal};
use http::request::Parts;
use leptos::prelude::*;

/// Keeps the subscription of the browser that sends it.
#[server(prefix = "", endpoint = "/my/settings/push")]
pub async fn subscribe_push(
    #[server(default)] endpoint: String,
    #[server(default)] p256dh: String,
    #[server(default)] auth: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let more = use_context::<PushHosts>().unwrap_or_default();
    let Ok(subscription) = Subscription::parse(&endpoint, &p256dh, &auth, &more.0) else {
        let mut form = Form::new().on("/my/settings");
        form.say("", |t| t.citizen.inbox.push.unknown.into());
        return form.refuse();
    };
    store::push::subscribe(&db(), citizen.account, &subscription, &label()).await?;
    go("/my/settings?done=push")
}

/// Tells a browser nothing more.
#[server(prefix = "", endpoint = "/my/settings/push/remove")]
pub async fn unsubscribe_push(#[server(default)] id: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id = id.parse().map_err(|_| Stop::Missing)?;
    match store::push::remove(&db(), citizen.account, id).await? {
        // Gone already, which is what was wanted.
        Ok(()) | Err(Refusal::Unknown) => go("/my/settings?done=push-removed"),
        Err(refusal) => Form::new().on("/my/settings").refuse_for("", refusal),
    }
}

/// The browser, as its owner knows it.
fn label() -> String {
    let name = use_context::<Parts>().map(|parts| agent::read(&parts.headers)).unwrap_or_default();
    if name.is_empty() { t().citizen.inbox.push.some_browser.to_owned() } else { name }
}
