//! Changes one's own password.

use super::fresh;
use crate::{
    form::Form,
    guard::{Weak, make_password},
    request::{db, go},
    session,
    stop::Stop,
};
use domain::field::FieldError;
use leptos::prelude::*;

/// Changes it; the other sessions end.
#[server(prefix = "", endpoint = "/staff/security/password")]
pub async fn change_password(
    #[server(default)] password: String,
    #[server(default)] again: String,
) -> Result<(), Stop> {
    let visitor = match fresh("/staff/security/password").await? {
        Ok(visitor) if !visitor.is_citizen() => visitor,
        Ok(_) => return Err(Stop::Denied),
        Err(way) => return go(way),
    };
    let (db, mut form) = (db(), Form::new());
    let staff = store::staff::find(&db, visitor.account).await?.ok_or(Stop::Denied)?;
    let Some(hash) = choose(&mut form, password, &again, vec![staff.login, staff.label]).await? else {
        return form.refuse();
    };
    store::staff::set_password(&db, visitor.account, session::of(&visitor)?, &hash).await?;
    go("/staff/security?done=password")
}

/// The hash of a new password, typed twice; what is wrong with it is noted. `names` are those its
/// owner is known by.
pub(super) async fn choose(
    form: &mut Form,
    password: String,
    again: &str,
    names: Vec<String>,
) -> Result<Option<String>, Stop> {
    if password.is_empty() {
        form.check("password", |t| t.account.new_password, Err::<(), _>(FieldError::Missing));
        return Ok(None);
    }
    if password != again {
        form.say("again", |t| t.account.differs.into());
        return Ok(None);
    }
    match make_password(password, names).await? {
        Ok(hash) => Ok(Some(hash)),
        Err(weak) => {
            form.say("password", move |t| {
                let t = &t.account;
                match weak {
                    Weak::Short => t.short,
                    Weak::Long => t.long,
                    Weak::Own => t.own,
                    Weak::Common | Weak::Unhashed => t.common,
                }
                .into()
            });
            Ok(None)
        }
    }
}
