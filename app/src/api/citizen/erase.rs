//! Erases the account, after a fresh code to its number.

use crate::{
    form::Form,
    guard::{Tries, Try},
    request::{citizen, db, go},
    session::sign_out,
    stop::Stop,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use store::{account::find_phone, code, erase};
use uuid::Uuid;

/// Sends a code to the account's number: being signed in is not enough.
#[server(prefix = "", endpoint = "/my/erase")]
pub async fn ask_erase(#[server(default)] key: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let db = db();
    let phone = find_phone(&db, citizen.account).await?.ok_or(Stop::Missing)?;
    if let Err(wait) = Tries::count(&[(Try::AskCode, "")]) {
        return Form::new().refuse_for("", Refusal::TooManyTries(wait));
    }
    let key = key.parse().unwrap_or_else(|_| Uuid::new_v4());
    match code::ask(&db, key, &phone).await? {
        Ok(challenge) => go(format!("/my/erase/confirm?c={challenge}")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}

/// Erases the account with the right code, and signs out.
#[server(prefix = "", endpoint = "/my/erase/confirm")]
pub async fn erase_account(
    #[server(default)] c: String,
    #[server(default)] code: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let (db, mut form) = (db(), Form::new());
    let Ok(challenge) = c.parse() else { return form.refuse_for("", Refusal::CodeExpired) };
    let tries = match Tries::count(&[(Try::ProveCode, "")]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let proved = match code::prove(&db, challenge, &code).await? {
        Ok(phone) => phone,
        Err(Refusal::WrongCredentials) => {
            form.say("code", |t| t.public.sign_in.code_wrong.into());
            return form.refuse();
        }
        Err(refusal) => return form.refuse_for("", refusal),
    };
    tries.forgive();
    // A code proves a number; it has to be this account's.
    if find_phone(&db, citizen.account).await? != Some(proved) {
        form.say("", |t| t.citizen.account.erase.other_number.into());
        return form.refuse();
    }
    match erase::erase(&db, citizen.account).await? {
        Ok(()) => {
            sign_out().await?;
            go("/my/erased")
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}
