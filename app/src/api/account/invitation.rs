//! Uses an invitation.

use super::password::choose;
use crate::{
    form::Form,
    guard::{Tries, Try},
    request::{db, go},
    session,
    stop::Stop,
};
use domain::{field::FieldError, refusal::Refusal};
use leptos::prelude::*;

/// Sets the invited account's password, and goes on to its second factor.
#[server(prefix = "", endpoint = "/staff/invitation")]
pub async fn use_invitation(
    #[server(default)] invitation: String,
    #[server(default)] password: String,
    #[server(default)] again: String,
) -> Result<(), Stop> {
    let mut form = Form::new();
    let code: String = invitation.chars().filter(char::is_ascii_hexdigit).collect::<String>().to_lowercase();
    if code.is_empty() {
        form.check("invitation", |t| t.account.invitation_code, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    let tries = match Tries::count(&[(Try::Token, "")]) {
        Ok(tries) => tries,
        Err(wait) => return form.refuse_for("", Refusal::TooManyTries(wait)),
    };
    let (db, hash) = (db(), session::hash(&code));
    let Some(invited) = store::staff::find_invitation(&db, &hash).await? else {
        return form.refuse_for("invitation", Refusal::InvitationOver);
    };
    tries.forgive();
    let Some(password) = choose(&mut form, password, &again, vec![invited.login, invited.label]).await?
    else {
        return form.refuse();
    };
    match store::staff::accept(&db, &hash, &password).await? {
        Ok(account) => {
            session::await_factor(account).await?;
            go("/staff/enrol")
        }
        Err(refusal) => form.refuse_for("invitation", refusal),
    }
}
