//! Signs in with a provider: leaves for it, and links what came back to the account of a number
//! that is proved. The return itself is a page: `/sign-in/callback/{provider}`.

use crate::{
    guard::{Tries, Try},
    provider::{mark_browser, providers, state_hash},
    request::{citizen, db, go, local},
    stop::Stop,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::identity::{UnderWay, begin, remove};

/// Prepares a sign-in at a provider, and leads to the page that leaves for it: the policy lets no
/// form of ours end at another site.
#[server(prefix = "", endpoint = "/sign-in/with")]
pub async fn sign_in_with(
    #[server(default)] provider: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let providers = providers()?;
    if !providers.0.offered().iter().any(|p| p.key == provider) {
        return Err(Stop::Missing);
    }
    if Tries::count(&[(Try::Provider, "")]).is_err() {
        return go(failed("many", &next));
    }
    let begun = match providers.0.begin(&provider).await {
        Ok(begun) => begun,
        Err(trouble) => return go(failed(trouble.key(), &next)),
    };
    let under_way = UnderWay { provider, secrets: begun.secrets, next: local(&next).to_owned() };
    begin(&db(), &mark_browser()?, &state_hash(&begun.state), &under_way).await?;
    go("/sign-in/away")
}

/// The page that says why a sign-in came to nothing.
pub(crate) fn failed(why: &str, next: &str) -> String {
    format!("/sign-in/failed?why={why}&next={}", utf8_percent_encode(local(next), NON_ALPHANUMERIC))
}

/// Removes a way to sign in. The phone number stays one.
#[server(prefix = "", endpoint = "/my/sign-in-ways")]
pub async fn remove_way(#[server(default)] id: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let id = id.parse().map_err(|_| Stop::Missing)?;
    match remove(&db(), citizen.account, id).await? {
        Ok(()) => go("/my/sign-in-ways?done=removed"),
        // Removed a moment ago: it is not there, which is what was wanted.
        Err(Refusal::Unknown) => go("/my/sign-in-ways"),
        Err(_) => Err(Stop::Fault),
    }
}
