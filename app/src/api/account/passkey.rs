//! Passkeys: made, removed, and used to sign in or to show again who is there.

use super::{
    Enroller,
    enrol::added,
    factor::{page_of, start_of},
    fresh,
};
use crate::{
    agent,
    api::sign_in::after_sign_in,
    form::Form,
    guard::{PasskeySite, Tries, Try},
    request::{db, go, local, visitor},
    session,
    stop::Stop,
};
use domain::{account::AccountKind, refusal::Refusal};
use http::request::Parts;
use leptos::prelude::*;
use store::passkey::{NewKey, Proof};

/// Bytes as browsers send them; what is none is empty, and then refused.
fn bytes(text: &str) -> Vec<u8> {
    use data_encoding::BASE64URL_NOPAD;
    BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default()
}

/// Keeps the passkey that was made.
#[server(prefix = "", endpoint = "/account/passkey")]
pub async fn add_passkey(
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
) -> Result<(), Stop> {
    let who = match Enroller::find("/account/passkey").await? {
        Ok(who) => who,
        Err(way) => return go(way),
    };
    let new = NewKey {
        client_data: bytes(&client_data),
        authenticator_data: bytes(&authenticator_data),
        agent: use_context::<Parts>().map(|parts| agent::read(&parts.headers)).unwrap_or_default(),
    };
    let site = expect_context::<PasskeySite>().0;
    let mut form = Form::new();
    match store::passkey::add(&db(), &site, who.account(), &new).await? {
        Ok(()) => added(&who).await,
        Err(Refusal::NotAllowed) => {
            form.say("", |t| t.account.passkey_most.into());
            form.refuse()
        }
        Err(_) => {
            form.say("", |t| t.account.passkey_wrong.into());
            form.refuse()
        }
    }
}

/// Removes one.
#[server(prefix = "", endpoint = "/account/passkey/remove")]
pub async fn remove_passkey(#[server(default)] id: String) -> Result<(), Stop> {
    let visitor = match fresh(&format!("/account/passkey/remove?id={id}")).await? {
        Ok(visitor) => visitor,
        Err(way) => return go(way),
    };
    match store::passkey::remove(&db(), visitor.account, visitor.kind, &id).await? {
        // Another's, or none: it looks as if it had been removed already.
        Ok(()) | Err(Refusal::Unknown) => go(format!("{}?done=removed", super::home(visitor.kind))),
        Err(Refusal::NotAllowed) => {
            let mut form = Form::new().on(format!("/account/passkey/remove?id={id}"));
            form.say("", |t| t.account.last_factor.into());
            form.refuse()
        }
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}

/// Signs staff in with a passkey: alone, as the second factor, or to show again who is there.
#[server(prefix = "", endpoint = "/staff/sign-in/passkey")]
pub async fn use_staff_passkey(
    #[server(default)] credential: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] signature: String,
    #[server(default)] page: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let proof = read(&credential, &client_data, &authenticator_data, &signature);
    prove(AccountKind::Staff, &proof, &page, &next).await
}

/// The same for citizens.
#[server(prefix = "", endpoint = "/sign-in/passkey")]
pub async fn use_citizen_passkey(
    #[server(default)] credential: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] signature: String,
    #[server(default)] page: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let proof = read(&credential, &client_data, &authenticator_data, &signature);
    prove(AccountKind::Citizen, &proof, &page, &next).await
}

fn read(credential: &str, client_data: &str, authenticator_data: &str, signature: &str) -> Proof {
    Proof {
        credential: bytes(credential),
        client_data: bytes(client_data),
        authenticator_data: bytes(authenticator_data),
        signature: bytes(signature),
    }
}

async fn prove(kind: AccountKind, proof: &Proof, page: &str, next: &str) -> Result<(), Stop> {
    // Back to the page that asked, and to no other.
    let asked_on =
        ["/staff/confirm", page_of(kind), "/sign-in?again=1"].into_iter().find(|asks| *asks == page);
    let mut form = Form::new().on(asked_on.unwrap_or(start_of(kind)));
    let tries = match Tries::count(&[(Try::Token, "")]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let site = expect_context::<PasskeySite>().0;
    let proven = store::passkey::prove(&db(), &site, proof).await?;
    let Some((account, _)) = proven.ok().filter(|(_, of)| *of == kind) else {
        form.say("", |t| t.account.passkey_wrong.into());
        return form.refuse();
    };
    tries.forgive();
    if let Some(visitor) = visitor().filter(|v| v.account == account) {
        session::renew(&visitor).await?;
        return go(if local(next) == "/" { super::home(kind) } else { local(next) });
    }
    match session::pending().await?.filter(|p| p.account == account) {
        Some(pending) => session::open(&pending).await?,
        // Its user was verified: a passkey is both factors in one.
        None => session::sign_in(account).await?,
    }
    go(after_sign_in(kind, next))
}
