//! The second factor of a sign-in, by code. By passkey: [`super::passkey`].

use crate::{
    api::sign_in::{after_sign_in, encoded},
    form::Form,
    guard::{Tries, Try},
    request::{db, go},
    session,
    stop::Stop,
};
use domain::{account::AccountKind, field::FieldError, refusal::Refusal};
use leptos::prelude::*;

/// Where the second factor is asked for.
pub(crate) fn page_of(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Staff => "/staff/sign-in/factor",
        AccountKind::Citizen => "/sign-in/factor",
    }
}

/// Where the first one is.
pub(crate) fn start_of(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Staff => "/staff/sign-in",
        AccountKind::Citizen => "/sign-in",
    }
}

/// Signs staff in with a code of their app, or with a recovery code.
#[server(prefix = "", endpoint = "/staff/sign-in/factor")]
pub async fn prove_staff_factor(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    prove(AccountKind::Staff, &code, &next).await
}

/// Signs a citizen in with a recovery code, in the place of a lost passkey.
#[server(prefix = "", endpoint = "/sign-in/factor")]
pub async fn prove_citizen_factor(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Stop> {
    prove(AccountKind::Citizen, &code, &next).await
}

async fn prove(kind: AccountKind, code: &str, next: &str) -> Result<(), Stop> {
    let mut form = Form::new();
    if code.trim().is_empty() {
        form.check("code", |t| t.account.factor_code, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    let start = || go(format!("{}?next={}", start_of(kind), encoded(next)));
    let Some(pending) = session::pending().await?.filter(|p| p.kind == kind) else { return start() };
    let name = pending.account.to_string();
    let tries = match Tries::count(&[(Try::Factor, &name)]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let db = db();
    // Counted before the code is looked at. After five tries the password is asked for again.
    if !store::session::count_try(&db, pending.session).await? {
        return start();
    }
    let right = store::factor::prove_code(&db, pending.account, code).await?
        || store::factor::prove_recovery(&db, pending.account, code).await?;
    if !right {
        form.say("code", |t| t.account.factor_wrong.into());
        return form.refuse();
    }
    tries.forgive();
    session::open(&pending).await?;
    go(after_sign_in(kind, next))
}
