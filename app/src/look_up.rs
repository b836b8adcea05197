//! The browser that looked a reservation up: its cookie, which opens that one reservation for a
//! quarter of an hour and nothing else.

use crate::{
    request::{db, set_cookie},
    session::{Cookies, hash, new_token},
    stop::Stop,
    text::cookie,
};
use http::{HeaderMap, request::Parts};
use leptos::prelude::*;

const NAME: &str = "alimi_look_up";

/// As long as the store keeps it (seconds).
const AGE: u32 = 15 * 60;

/// The hash of what a browser keeps.
pub fn token_hash(cookies: Cookies, headers: &HeaderMap) -> Option<[u8; 32]> {
    let token = cookie(headers, &cookies.other_name(NAME))?;
    (token.len() == 64).then(|| hash(token))
}

/// The same, of the browser whose request this is.
pub(crate) fn of_this_browser() -> Option<[u8; 32]> {
    token_hash(expect_context(), &use_context::<Parts>()?.headers)
}

/// A new token, and what is kept of it.
pub(crate) fn draw() -> Result<(String, [u8; 32]), Stop> {
    let token = new_token()?;
    let kept = hash(&token);
    Ok((token, kept))
}

/// Gives the browser what opens the reservation.
pub(crate) fn hand_out(token: &str) -> Result<(), Stop> {
    set_cookie(&expect_context::<Cookies>().other(NAME, token, Some(AGE)))
}

/// Ends the look, here and in the store.
pub(crate) async fn end() -> Result<(), Stop> {
    if let Some(hash) = of_this_browser() {
        store::look_up::end(&db(), &hash).await?;
    }
    set_cookie(&expect_context::<Cookies>().other(NAME, "", Some(0)))
}
