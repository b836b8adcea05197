//! Goes on with a session that would end for idleness.

use crate::{
    request::{go, local, signed_in},
    stop::Stop,
};
use leptos::prelude::*;

/// Somebody is still there: that they asked is what keeps the session.
#[server(prefix = "", endpoint = "/session/stay")]
pub async fn stay_signed_in(#[server(default)] back: String) -> Result<(), Stop> {
    signed_in()?;
    go(local(&back))
}
