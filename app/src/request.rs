//! What a page or server function knows about the request it answers.
//!
//! The server's layers put the facts into the request's extensions; [`from_request`] makes
//! them context. Everything here also works while routes are listed, when there is no request.

use crate::{
    session::Cookies,
    stop::Stop,
    text::{Lang, cookie, t},
};
use domain::{account::Visitor, id::HospitalId};
use http::{HeaderValue, header, request::Parts};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::{str::FromStr, sync::Arc};
use store::Db;
use time::OffsetDateTime;

/// Number of the request, as in the log and the `x-request-id` header.
#[derive(Clone, Debug)]
pub struct RequestId(pub Arc<str>);

/// The nonce of the answer's content security policy.
#[derive(Clone, Debug)]
pub struct CspNonce(pub Arc<str>);

/// The client's address; behind proxies, the one the nearest trusted proxy saw.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub std::net::IpAddr);

/// How long the session lasts if nothing is done.
#[derive(Clone, Copy, Debug)]
pub struct SessionLeft {
    /// Seconds until it ends.
    pub seconds: i64,
    /// Until when that is.
    pub until: OffsetDateTime,
    /// Whether doing something makes it last longer.
    pub extends: bool,
}

/// Names of the hashed files of this build, under `/pkg/`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// The browser module's glue.
    pub js: String,
    /// The browser module.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
    /// The font of most of the text.
    pub font: String,
    /// The script that fetches the module on pages with islands.
    pub boot: String,
    /// The script of sign-in pages: passkeys, and the code of an invitation's link.
    pub account: String,
    /// The script of the desk's keys.
    pub desk: String,
}

/// Cookie that holds the chosen contrast.
pub const MODE_COOKIE: &str = "mode";

/// Whether the visitor has chosen high contrast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HighContrast(pub bool);

/// Makes context of what the layers found out about the request.
pub fn from_request() {
    let Some(parts) = use_context::<Parts>() else { return };
    provide_context(Lang::from_headers(&parts.headers));
    provide_context(HighContrast(cookie(&parts.headers, MODE_COOKIE) == Some("high-contrast")));
    let extensions = &parts.extensions;
    if let Some(nonce) = extensions.get::<CspNonce>() {
        provide_context(Nonce::from_value(nonce.0.clone()));
    }
    if let Some(id) = extensions.get::<RequestId>() {
        provide_context(id.clone());
    }
    if let Some(address) = extensions.get::<ClientAddress>() {
        provide_context(*address);
    }
    if let Some(left) = extensions.get::<SessionLeft>() {
        provide_context(*left);
    }
    if let Some(visitor) = extensions.get::<Visitor>() {
        provide_context(visitor.clone());
    }
}

/// The store.
///
/// # Panics
/// Without the server around it.
pub fn db() -> Db {
    expect_context()
}

/// Who is signed in, if anybody.
pub fn visitor() -> Option<Visitor> {
    use_context()
}

/// Who is signed in.
pub fn signed_in() -> Result<Visitor, Stop> {
    visitor().ok_or(Stop::SignIn)
}

/// The signed-in citizen.
pub fn citizen() -> Result<Visitor, Stop> {
    let visitor = signed_in()?;
    if visitor.is_citizen() { Ok(visitor) } else { Err(Stop::Denied) }
}

/// The signed-in admin.
pub fn admin() -> Result<Visitor, Stop> {
    let visitor = signed_in()?;
    if visitor.is_admin() { Ok(visitor) } else { Err(Stop::Denied) }
}

/// The signed-in reservation manager, and the hospital whose desk this is.
pub fn reservation_manager() -> Result<(Visitor, HospitalId), Stop> {
    let visitor = signed_in()?;
    let hospital = visitor.desk().ok_or(Stop::Denied)?;
    Ok((visitor, hospital))
}

/// The signed-in vaccine manager, and the hospital whose stock this is.
pub fn vaccine_manager() -> Result<(Visitor, HospitalId), Stop> {
    let visitor = signed_in()?;
    let hospital = visitor.stock().ok_or(Stop::Denied)?;
    Ok((visitor, hospital))
}

/// A part of the page's address, such as `id` of `/hospitals/:id`; what cannot be one is
/// [`Stop::Missing`].
pub fn param<T: FromStr>(name: &str) -> Result<T, Stop> {
    use_params_map()
        .with_untracked(|map| map.get(name))
        .and_then(|text| text.parse().ok())
        .ok_or(Stop::Missing)
}

/// A value of the page's query, empty when absent.
pub fn query(name: &str) -> String {
    use_query_map().with_untracked(|map| map.get(name)).unwrap_or_default()
}

/// Path and query of the page.
pub fn address() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(ToString::to_string))
        .unwrap_or_else(|| "/".to_owned())
}

/// The whole address of a page of this site, as the visitor's browser knows it; the path alone
/// when it did not say.
pub fn own_address(path: &str) -> String {
    let host = use_context::<Parts>().and_then(|parts| {
        let host = parts.headers.get(header::HOST)?.to_str().ok()?;
        Some(host.to_owned())
    });
    let scheme =
        if use_context::<Cookies>().is_some_and(|cookies| cookies.secure) { "https" } else { "http" };
    host.map_or_else(|| path.to_owned(), |host| format!("{scheme}://{host}{path}"))
}

/// The part of the site a page belongs to; it decides the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Everybody's pages.
    Public,
    /// `/desk`.
    Desk,
    /// `/stock`.
    Stock,
    /// `/admin`.
    Admin,
}

impl Area {
    /// The area of the page that is being shown.
    pub fn here() -> Self {
        Self::of(&address(), visitor().as_ref())
    }

    fn of(address: &str, visitor: Option<&Visitor>) -> Self {
        match address.trim_start_matches('/').split(['/', '?']).next() {
            Some("desk") => Self::Desk,
            Some("stock") => Self::Stock,
            Some("admin") => Self::Admin,
            // The pages of one's own account have the frame of one's work.
            Some("staff" | "account") => visitor.map_or(Self::Public, Self::of_work),
            _ => Self::Public,
        }
    }

    /// Where the work of an area begins, and what it is called.
    pub fn home(self) -> Option<(&'static str, &'static str)> {
        let t = t();
        match self {
            Self::Public => None,
            Self::Desk => Some(("/desk", t.desk.area)),
            Self::Stock => Some(("/stock", t.stock.area)),
            Self::Admin => Some(("/admin", t.admin.area)),
        }
    }

    /// The other areas of whoever has several roles.
    pub fn others(self) -> Vec<(&'static str, &'static str)> {
        let Some(visitor) = visitor() else { return Vec::new() };
        [
            (Self::Desk, visitor.desk().is_some()),
            (Self::Stock, visitor.stock().is_some()),
            (Self::Admin, visitor.is_admin()),
        ]
        .into_iter()
        .filter(|(area, works)| *works && *area != self && self != Self::Public)
        .filter_map(|(area, _)| area.home())
        .collect()
    }

    fn of_work(visitor: &Visitor) -> Self {
        match visitor {
            _ if visitor.is_admin() => Self::Admin,
            _ if visitor.desk().is_some() => Self::Desk,
            _ if visitor.stock().is_some() => Self::Stock,
            _ => Self::Public,
        }
    }
}

/// Ends a server function: on to another page of this site (303). Anything beyond ASCII in
/// `path` is percent-encoded here.
pub fn go(path: impl AsRef<str>) -> Result<(), Stop> {
    const UNSAFE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\');
    let path = utf8_percent_encode(path.as_ref(), UNSAFE).to_string();
    let response = use_context::<ResponseOptions>().ok_or(Stop::Fault)?;
    response.insert_header(header::LOCATION, HeaderValue::from_str(&path).map_err(|_| Stop::Fault)?);
    Ok(())
}

/// A path on this site that came from outside (`next`, `back`), or `/` when it is none.
pub fn local(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(|c| c.is_control() || c.is_whitespace());
    if local { path } else { "/" }
}

/// Adds a cookie to the answer.
pub fn set_cookie(cookie: &str) -> Result<(), Stop> {
    let response = use_context::<ResponseOptions>().ok_or(Stop::Fault)?;
    response.append_header(header::SET_COOKIE, HeaderValue::from_str(cookie).map_err(|_| Stop::Fault)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_local() {
        assert_eq!(local("/my?x=%EA%B0%80"), "/my?x=%EA%B0%80");
        for outside in
            ["", "my", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/\t/evil"]
        {
            assert_eq!(local(outside), "/", "{outside:?}");
        }
    }

    #[test]
    fn the_first_part_of_an_address_names_the_area() {
        assert_eq!(Area::of("/desk", None), Area::Desk);
        assert_eq!(Area::of("/desk/requests?day=1", None), Area::Desk);
        assert_eq!(Area::of("/desktop", None), Area::Public);
        assert_eq!(Area::of("/stock?x", None), Area::Stock);
        assert_eq!(Area::of("/", None), Area::Public);
        assert_eq!(Area::of("/staff/sign-in", None), Area::Public);
    }
}
