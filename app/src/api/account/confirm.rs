//! Shows again who is there, before the account's security is changed.

use crate::{
    form::Form,
    guard::{Tries, Try, is_password},
    request::{db, go, local, signed_in},
    session,
    stop::Stop,
    typed::any,
};
use domain::refusal::Refusal;
use leptos::prelude::*;

/// Checks password and, where there is an app, its code; the session goes on under a new token.
#[server(prefix = "", endpoint = "/staff/confirm")]
pub async fn confirm_staff(
    #[server(default)] password: String,
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    let visitor = signed_in()?;
    if visitor.is_citizen() {
        return Err(Stop::Denied);
    }
    let (db, mut form) = (db(), Form::new());
    let factors = store::factor::find(&db, visitor.account).await?;
    form.check("password", |t| t.public.staff.password, any(&password));
    if factors.authenticator {
        form.check("code", |t| t.account.factor_code, any(&code));
    }
    // What was left empty is no try.
    if form.is_wrong() {
        return form.refuse();
    }
    let name = visitor.account.to_string();
    let tries = match Tries::count(&[(Try::Factor, &name)]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let staff = store::staff::find(&db, visitor.account).await?.ok_or(Stop::Denied)?;
    // Whoever has passkeys only confirms with one of them.
    let askable = factors.authenticator || !factors.any();
    let right = is_password(password, staff.password_hash).await?
        && askable
        && (!factors.authenticator || store::factor::prove_code(&db, visitor.account, &code).await?);
    if !right {
        form.say("password", |t| t.account.confirm_wrong.into());
        return form.refuse();
    }
    tries.forgive();
    session::renew(&visitor).await?;
    go(local(&next))
}
