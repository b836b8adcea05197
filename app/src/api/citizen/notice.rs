//! Notices that were read, and by what they come.

use crate::{
    form::Form,
    request::{citizen, db, go},
    stop::Stop,
    text::Lang,
};
use leptos::prelude::*;
use store::notice::{Setting, change, find, mark_read};

/// Notes that the notices of the page were read: those up to the newest one on it.
#[server(prefix = "", endpoint = "/my/notices")]
pub async fn mark_notices(#[server(default)] up_to: String) -> Result<(), Stop> {
    let citizen = citizen()?;
    let up_to = up_to.parse().map_err(|_| Stop::Malformed)?;
    mark_read(&db(), citizen.account, up_to).await?;
    go("/my/notices")
}

/// Keeps the choices of `/my/settings`.
#[server(prefix = "", endpoint = "/my/settings")]
pub async fn change_settings(
    #[server(default)] message: String,
    #[server(default)] quiet: String,
    #[server(default)] language: String,
    #[server(default)] email: String,
) -> Result<(), Stop> {
    let citizen = citizen()?;
    let mut form = Form::new();
    let (message, quiet) = (read(&message), read(&quiet));
    if message.is_none() {
        form.say("message", |t| t.citizen.inbox.setting.message_missing.into());
    }
    if quiet.is_none() {
        form.say("quiet", |t| t.citizen.inbox.setting.quiet_missing.into());
    }
    let language = Lang::from_key(&language);
    if language.is_none() {
        form.say("language", |t| t.citizen.inbox.setting.language_missing.into());
    }
    let (Some(message), Some(quiet), Some(language)) = (message, quiet, language) else {
        return form.refuse();
    };
    let db = db();
    // Without a proven address the page does not ask.
    let email = match read(&email) {
        Some(email) => email,
        None => find(&db, citizen.account).await?.email,
    };
    let setting = Setting { message, email, quiet, language: language.key().to_owned() };
    change(&db, citizen.account, &setting).await?;
    go("/my/settings?done=saved")
}

fn read(typed: &str) -> Option<bool> {
    match typed {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}
