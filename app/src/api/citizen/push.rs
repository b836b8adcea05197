//! Browsers that want to be told.

use crate::{
    form::Form,
    guard::PushHosts,
    request::{citizen, db, go},
    stop::Stop,
    text::t,
};
use domain::{push::Subscription, refusal::Refusal};
use http::{header::USER_AGENT, request::Parts};
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
    let agent = use_context::<Parts>()
        .and_then(|parts| Some(parts.headers.get(USER_AGENT)?.to_str().ok()?.to_owned()))
        .unwrap_or_default();
    name(&agent).unwrap_or_else(|| t().citizen.inbox.push.some_browser.to_owned())
}

/// `Chrome · Windows`, of the usual ones. Each browser also names those it is like, so order matters.
fn name(agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] = [
        ("SamsungBrowser/", "Samsung Internet"),
        ("Whale/", "Whale"),
        ("Edg", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let known =
        |list: &[(&str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, n)| *n);
    let browser = known(&BROWSERS)?;
    Some(known(&SYSTEMS).map_or_else(|| browser.to_owned(), |system| format!("{browser} · {system}")))
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn browsers_are_called_by_their_own_name() {
        let like = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(name(like).as_deref(), Some("Chrome · Windows"));
        assert_eq!(name(&format!("{like} Edg/140.0.0.0")).as_deref(), Some("Edge · Windows"));
        let firefox = "Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0";
        assert_eq!(name(firefox).as_deref(), Some("Firefox · Android"));
        assert_eq!(name("curl/8"), None);
    }
}
