//! The e-mail address of an account: used once it was proven by a code that was sent there. The answer
//! is the same whoever has the address already.

use super::parse_key;
use crate::{
    form::Form,
    guard::{Tries, Try},
    request::{citizen, db, go},
    stop::Stop,
};
use domain::{email::EmailAddress, field::FieldError, refusal::Refusal};
use leptos::prelude::*;

/// Sends a code to an address.
#[server(prefix = "", endpoint = "/my/settings/email")]
pub async fn ask_email(#[server(default)] email: String, #[server(default)] key: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let mut form = Form::new();
    let address = match EmailAddress::parse(&email) {
        Err(FieldError::Malformed) => {
            form.say("email", |t| t.citizen.inbox.email.malformed.into());
            None
        }
        parsed => form.check("email", |t| t.citizen.inbox.email.address, parsed),
    };
    let Some(address) = address else { return form.refuse() };
    if let Err(wait) = Tries::count(&[(Try::AskCode, "")]) {
        return form.refuse_for("", Refusal::TooManyTries(wait));
    }
    match store::email::ask(&db(), citizen.account, parse_key(&key)?, &address).await? {
        Ok(challenge) => go(format!("/my/settings/email/code?c={challenge}")),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Proves it with that code.
#[server(prefix = "", endpoint = "/my/settings/email/code")]
pub async fn prove_email(#[server(default)] c: String, #[server(default)] code: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let mut form = Form::new();
    let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if digits.is_empty() {
        form.check("code", |t| t.public.sign_in.code, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        form.say("code", |t| t.public.sign_in.code_malformed.into());
        return form.refuse();
    }
    let Ok(challenge) = c.parse() else { return form.refuse_for("", Refusal::CodeExpired) };
    match store::email::prove(&db(), citizen.account, challenge, &digits).await? {
        Ok(()) => go("/my/settings?done=email"),
        Err(Refusal::WrongCredentials) => {
            form.say("code", |t| t.public.sign_in.code_wrong.into());
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Forgets it.
#[server(prefix = "", endpoint = "/my/settings/email/remove")]
pub async fn remove_email() -> Result<(), Stop> {
    let citizen = citizen()?;
    store::email::remove(&db(), citizen.account).await?;
    go("/my/settings?done=email-removed")
}
