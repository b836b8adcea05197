//! Sign-in at other houses: what pages need of the OpenID Connect providers the process is set up
//! with, and the browser's cookie that a sign-in under way belongs to.
//!
//! The cookie lives for ten minutes and is none of the session's: it opens nothing, it only says
//! that who comes back is who left.

use crate::{
    request::set_cookie,
    session::{Cookies, hash, new_token},
    stop::Stop,
    text::cookie,
};
use http::request::Parts;
use leptos::prelude::*;
use std::{fmt, pin::Pin, sync::Arc};

/// A provider on the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// As it stands in addresses.
    pub key: String,
    /// As people know it.
    pub label: String,
}

/// A sign-in that is about to leave for a provider.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Comes back in the address.
    pub state: String,
    /// What the return is proved with, and where to leave to; kept sealed.
    pub secrets: String,
}

/// Why a provider does not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There is no such provider.
    Unknown,
    /// It does not answer.
    Down,
    /// What it answers is not to be believed.
    Untrue,
}

impl Trouble {
    /// As it stands in the address of the page that says so.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Unknown | Self::Untrue => "untrue",
            Self::Down => "down",
        }
    }
}

/// What came back in the address.
#[derive(Clone, Debug)]
pub struct Returned {
    /// To be exchanged for the identity.
    pub code: String,
    /// Who the provider says it is, where it says so.
    pub issuer: String,
}

/// An answer some time later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + Send + 'a>>;

/// The providers of the process.
pub trait SignInProviders: Send + Sync {
    /// Those that are set up, in the order of the settings.
    fn offered(&self) -> Vec<Offered>;
    /// Prepares a sign-in.
    fn begin<'a>(&'a self, key: &'a str) -> Later<'a, Begun>;
    /// Where a prepared sign-in leaves to.
    fn address(&self, secrets: &str) -> Option<String>;
    /// Checks what came back, and says whose sign-in it is: the provider's own name for them.
    fn finish<'a>(&'a self, key: &'a str, secrets: &'a str, returned: Returned) -> Later<'a, String>;
}

/// Present in the context of a server with providers.
#[derive(Clone)]
pub struct Providers(pub Arc<dyn SignInProviders>);

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.offered()).finish()
    }
}

/// The providers; a server without any has no such pages.
pub(crate) fn providers() -> Result<Providers, Stop> {
    use_context().ok_or(Stop::Missing)
}

/// Those on the sign-in page.
pub(crate) fn offered() -> Vec<Offered> {
    use_context::<Providers>().map(|all| all.0.offered()).unwrap_or_default()
}

/// What a provider is called; its key once it is no longer set up.
pub(crate) fn label(key: &str) -> String {
    offered().into_iter().find(|p| p.key == key).map_or_else(|| key.to_owned(), |p| p.label)
}

/// How long the cookie lives (seconds).
const AGE: u32 = 600;

/// Gives the browser a cookie for a sign-in that begins; the digest it is known by.
pub(crate) fn mark_browser() -> Result<[u8; 32], Stop> {
    let token = new_token()?;
    set_cookie(&expect_context::<Cookies>().other(NAME, &token, Some(AGE)))?;
    Ok(hash(&token))
}

/// The digest of the cookie a sign-in under way belongs to.
pub(crate) fn browser() -> Option<[u8; 32]> {
    let headers = use_context::<Parts>()?.headers;
    let token = cookie(&headers, &expect_context::<Cookies>().other_name(NAME)).map(str::to_owned)?;
    (token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit())).then(|| hash(&token))
}

/// Takes the cookie back.
pub(crate) fn unmark_browser() -> Result<(), Stop> {
    set_cookie(&expect_context::<Cookies>().other(NAME, "", Some(0)))
}

/// The digest by which a returning state is found.
pub(crate) fn state_hash(state: &str) -> [u8; 32] {
    hash(state)
}

const NAME: &str = "alimi_away";
