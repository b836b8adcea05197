//! Sign-in and sign-out: the session's cookie.
//!
//! The cookie holds 32 random bytes, the database their SHA-256: whoever reads the table
//! cannot sign in with it. Anonymous visitors have no session and no cookie.

use crate::{
    agent,
    request::{db, set_cookie, visitor},
    stop::Stop,
    text::cookie,
};
use domain::{
    account::Visitor,
    id::{AccountId, SessionId},
};
use http::{HeaderMap, request::Parts};
use leptos::prelude::*;
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use std::{fmt::Write, sync::Arc};
use store::session::{Pending, Stage, Start};

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

    /// Name of a cookie beside the session's.
    pub fn other_name(self, name: &str) -> String {
        if self.secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// A cookie beside the session's, for so many seconds, or until the browser closes.
    pub fn other(self, name: &str, value: &str, age: Option<u32>) -> String {
        self.line(&self.other_name(name), value, age)
    }

    fn session(self, token: &str, age: Option<u32>) -> String {
        self.line(self.session_name(), token, age)
    }

    fn line(self, name: &str, value: &str, age: Option<u32>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }
}

/// Told when a session ends, so that its live sockets close at once.
#[derive(Clone)]
pub struct OnSignOut(pub Arc<dyn Fn(SessionId) + Send + Sync>);

/// Signs an account in and puts the cookie into the answer. A session the browser had before ends:
/// a token never survives a sign-in.
pub async fn sign_in(account: AccountId) -> Result<(), Stop> {
    begin(account, Stage::Open).await
}

/// The first factor of an account is proven: a session that opens nothing but the second one's pages.
pub(crate) async fn await_factor(account: AccountId) -> Result<(), Stop> {
    begin(account, Stage::Factor).await
}

async fn begin(account: AccountId, stage: Stage) -> Result<(), Stop> {
    let (db, cookies, before) = (db(), expect_context::<Cookies>(), visitor());
    let token = new_token()?;
    let agent = use_context::<Parts>().map(|parts| agent::read(&parts.headers)).unwrap_or_default();
    let replaces = before.and_then(|before| before.session);
    let start = Start { account, token_hash: hash(&token), stage, agent, replaces };
    store::session::begin(&db, &start).await?;
    if let Some(before) = replaces {
        closed(before);
    }
    set_cookie(&cookies.session(&token, None))
}

/// Whose first factor this browser has proven, while the second one is awaited.
pub(crate) async fn pending() -> Result<Option<Pending>, Stop> {
    let cookies = expect_context::<Cookies>();
    let hash = use_context::<Parts>().and_then(|parts| cookies.token_hash(&parts.headers));
    match hash {
        Some(hash) => Ok(store::session::find_pending(&db(), &hash).await?),
        None => Ok(None),
    }
}

/// The second factor is proven: signed in, under a new token.
pub(crate) async fn open(pending: &Pending) -> Result<(), Stop> {
    let (cookies, token) = (expect_context::<Cookies>(), new_token()?);
    match store::session::open(&db(), pending, hash(&token)).await? {
        Ok(()) => set_cookie(&cookies.session(&token, None)),
        Err(_) => Err(Stop::SignIn),
    }
}

/// Whoever sits there has shown again who they are: a new token for the same session.
pub(crate) async fn renew(visitor: &Visitor) -> Result<(), Stop> {
    let (cookies, token) = (expect_context::<Cookies>(), new_token()?);
    match store::session::renew(&db(), of(visitor)?, hash(&token)).await? {
        Ok(()) => set_cookie(&cookies.session(&token, None)),
        Err(_) => Err(Stop::SignIn),
    }
}

/// The session behind a page. A token has none, and opens no page.
pub(crate) fn of(visitor: &Visitor) -> Result<SessionId, Stop> {
    visitor.session.ok_or(Stop::SignIn)
}

/// Ends the visitor's session, if there is one, and takes its cookie back.
pub async fn sign_out() -> Result<(), Stop> {
    let (db, cookies) = (db(), expect_context::<Cookies>());
    if let Some(session) = visitor().and_then(|visitor| visitor.session) {
        store::session::end(&db, session).await?;
        closed(session);
    } else if let Some(pending) = pending().await? {
        store::session::end(&db, pending.session).await?;
    }
    set_cookie(&cookies.session("", Some(0)))
}

/// Tells the open sockets of this replica that a session has ended; those of others hear within
/// seconds.
pub(crate) fn closed(session: SessionId) {
    if let Some(told) = use_context::<OnSignOut>() {
        (told.0)(session);
    }
}

/// 32 random bytes in hexadecimal: what opens a session or the API.
pub fn new_token() -> Result<String, Stop> {
    let mut bytes = [0_u8; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|_| Stop::Fault)?;
    Ok(bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// What is kept of a token.
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
        let set = Cookies { secure: true }.other("alimi_away", "x", Some(600));
        assert_eq!(set, "__Host-alimi_away=x; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600");
    }
}
