//! Ends the session.

use crate::{request::go, session, stop::Stop};
use leptos::prelude::*;

/// Signs out. Without a session it does nothing, so a second tap is harmless.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), Stop> {
    session::sign_out().await?;
    go("/")
}
