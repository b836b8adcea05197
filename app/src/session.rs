//! Sign-in and sign-out: the session's cookie.
//!
//! The cookie holds 32 random bytes, the database their SHA-256: whoever reads the table
//! cannot sign in with it. Anonymous visitors have no session and no cookie.

use crate::{
    request::{db, set_cookie, visitor},
    stop::Stop,
    text::cookie,
};
use domain::id::{AccountId, SessionId};
use http::HeaderMap;
use leptos::prelude::*;
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use std::{fmt::Write, sync::Arc};

/// How cookies are named and marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    /// Behind TLS: `__Host-` names and `Secure`.
    pub secure: bool,
}

impl Cookies {
    /// Name of the session's cookie.
    pub fn session_name(self) -> &'static str {
        if self.secure { "__Host-alimi_session" } else { "alimi_session" }
    }

    /// The hash of the session token a request carries.
    pub fn token_hash(self, headers: &HeaderMap) -> Option<[u8; 32]> {
        let token = cookie(headers, self.session_name())?;
        (token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit())).then(|| hash(token))
    }

    fn session(self, token: &str, age: Option<u32>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{age}", self.session_name())
    }
}

/// Told when a session ends, so that its live sockets close at once.
#[derive(Clone)]
pub struct OnSignOut(pub Arc<dyn Fn(SessionId) + Send + Sync>);

/// Starts a session for an account and puts its cookie into the answer. A session the
/// visitor had before ends: a token never survives a sign-in.
pub async fn sign_in(account: AccountId) -> Result<(), Stop> {
    let (db, cookies, before) = (db(), expect_context::<Cookies>(), visitor());
    let token = new_token()?;
    if let Some(before) = before.and_then(|before| before.session) {
        store::session::end(&db, before).await?;
        closed(before);
    }
    store::session::start(&db, account, hash(&token)).await?;
    set_cookie(&cookies.session(&token, None))
}

/// Ends the visitor's session, if there is one, and takes its cookie back.
pub async fn sign_out() -> Result<(), Stop> {
    let (db, cookies) = (db(), expect_context::<Cookies>());
    if let Some(session) = visitor().and_then(|visitor| visitor.session) {
        store::session::end(&db, session).await?;
        closed(session);
    }
    set_cookie(&cookies.session("", Some(0)))
}

fn closed(session: SessionId) {
    if let Some(told) = use_context::<OnSignOut>() {
        (told.0)(session);
    }
}

/// Thirty-two random bytes in hexadecimal: what opens a session or the API.
pub(crate) fn new_token() -> Result<String, Stop> {
    let mut bytes = [0_u8; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| Stop::Fault)?;
    Ok(bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// The digest under which a token is known.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderValue, header::COOKIE};

    #[test]
    fn only_well_formed_tokens_are_looked_up() {
        let cookies = Cookies { secure: false };
        let with = |v: String| {
            let mut h = HeaderMap::new();
            h.insert(COOKIE, HeaderValue::from_str(&v).unwrap());
            cookies.token_hash(&h)
        };
        let token = "0f".repeat(32);
        assert_eq!(with(format!("a=1; alimi_session={token}")), Some(hash(&token)));
        assert_eq!(with("alimi_session=short".into()), None);
        assert_eq!(with(format!("alimi_session={}", "zz".repeat(32))), None);
        assert_eq!(with(format!("__Host-alimi_session={token}")), None);
    }

    #[test]
    fn cookies_behind_tls_are_bound_to_the_host() {
        let set = Cookies { secure: true }.session("x", None);
        assert_eq!(set, "__Host-alimi_session=x; Path=/; HttpOnly; SameSite=Lax; Secure");
    }
}
