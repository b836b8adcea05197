//! An authenticator app: proposed, confirmed, removed.

use super::{Enroller, code::show_codes, fresh};
use crate::{
    form::Form,
    guard::{Tries, Try},
    request::{db, go},
    session,
    stop::Stop,
};
use domain::{account::AccountKind, field::FieldError, refusal::Refusal};
use leptos::prelude::*;

/// The staff account that adds a factor; citizens have passkeys only.
pub(crate) async fn enroller() -> Result<Result<Enroller, String>, Stop> {
    match Enroller::find("/staff/enrol").await? {
        Ok(who) if who.kind() == AccountKind::Citizen => Ok(Err(super::home(who.kind()).to_owned())),
        found => Ok(found),
    }
}

/// Draws a secret, which the next page shows.
#[server(prefix = "", endpoint = "/staff/enrol")]
pub async fn propose_app() -> Result<(), Stop> {
    match enroller().await? {
        Ok(who) => {
            store::factor::propose(&db(), who.account()).await?;
            go("/staff/enrol/app")
        }
        Err(way) => go(way),
    }
}

/// Takes the app into use once it has shown a right code. Whoever had no factor before is signed in
/// and gets recovery codes.
#[server(prefix = "", endpoint = "/staff/enrol/app")]
pub async fn confirm_app(#[server(default)] code: String) -> Result<(), Stop> {
    let who = match enroller().await? {
        Ok(who) => who,
        Err(way) => return go(way),
    };
    let (db, mut form) = (db(), Form::new());
    if code.trim().is_empty() {
        form.check("code", |t| t.account.factor_code, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    let name = who.account().to_string();
    let tries = match Tries::count(&[(Try::Factor, &name)]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    if store::factor::confirm(&db, who.account(), &code).await?.is_err() {
        form.say("code", |t| t.account.app_wrong.into());
        return form.refuse();
    }
    tries.forgive();
    added(&who).await
}

/// After a factor was added: recovery codes for whoever has none, and the end of waiting.
pub(super) async fn added(who: &Enroller) -> Result<(), Stop> {
    if let Enroller::Pending(pending) = who {
        session::open(pending).await?;
    }
    if store::factor::find(&db(), who.account()).await?.recovery_left == 0 {
        return show_codes(who.account()).await;
    }
    go(super::home(who.kind()))
}

/// Removes the app, where a passkey remains.
#[server(prefix = "", endpoint = "/staff/security/app")]
pub async fn remove_app() -> Result<(), Stop> {
    let visitor = match fresh("/staff/security/app").await? {
        Ok(visitor) if !visitor.is_citizen() => visitor,
        Ok(_) => return Err(Stop::Denied),
        Err(way) => return go(way),
    };
    match store::factor::remove(&db(), visitor.account).await? {
        // A second tap: it is gone, as the first one said.
        Ok(()) | Err(Refusal::Unknown) => go("/staff/security?done=removed"),
        Err(_) => {
            let mut form = Form::new();
            form.say("", |t| t.account.last_factor.into());
            form.refuse()
        }
    }
}
