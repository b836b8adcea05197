//! Every word on the screens, in Korean and English: a catalogue of typed structs, one for
//! each area, so that a missing text does not compile.
//!
//! The structs stand in this folder (`common.rs`, `public.rs`, …), their Korean contents in
//! `ko/`, the English ones in `en/`. A text with values in it is a function. Texts never
//! reach the browser's module: islands get theirs as props.

mod account;
mod admin;
mod api;
mod citizen;
mod common;
mod desk;
mod en;
mod ko;
mod notice;
mod public;
mod stock;

pub use account::Account;
pub use admin::Admin;
pub use api::{Api, Objection};
pub use citizen::Citizen;
pub use common::{Common, clock};
pub use desk::Desk;
pub use notice::{Mail, Notices};
pub use public::{Article, Public};
pub use stock::Stock;

use domain::{
    field::FieldError,
    refusal::{Refusal, TakenDay},
};
use http::{
    HeaderMap,
    header::{ACCEPT_LANGUAGE, COOKIE},
};
use leptos::prelude::use_context;

/// The catalogue in one language.
pub struct Texts {
    /// The frame around pages, statuses, dates, errors.
    pub common: Common,
    /// Home, hospitals, status, help.
    pub public: Public,
    /// Sign-in, booking, my reservations.
    pub citizen: Citizen,
    /// The reservation manager's desk.
    pub desk: Desk,
    /// The vaccine manager's stock.
    pub stock: Stock,
    /// Hospitals, vaccines, supplies.
    pub admin: Admin,
    /// One's own account: second factor, passkeys, devices.
    pub account: Account,
    /// Tokens, the page of the open API, and what programs are told.
    pub api: Api,
    /// What notices say.
    pub notices: Notices,
    /// What is wrong with one field, without its name.
    pub field: fn(&FieldError) -> String,
    /// What is wrong with the field of a name.
    pub field_of: fn(&str, &FieldError) -> String,
    /// Why a command was not carried out.
    pub refusal: fn(&Refusal) -> String,
}

/// The languages of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// 한국어
    #[default]
    Ko,
    /// English
    En,
}

/// Cookie that holds the chosen language.
pub const LANG_COOKIE: &str = "lang";

impl Lang {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// As in the `lang` attribute and the cookie.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ko => "한국어",
            Self::En => "English",
        }
    }

    /// Back from a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.key() == key)
    }

    /// The language chosen in the request's cookie, else Korean.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        cookie(headers, LANG_COOKIE).and_then(Self::from_key).unwrap_or_default()
    }

    /// The language a program prefers (`Accept-Language`), else Korean.
    pub fn from_preference(headers: &HeaderMap) -> Self {
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let mut best = (Self::default(), 0.0);
        for part in accepted.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().unwrap_or_default().split('-').next().unwrap_or_default();
            let weight = pieces.find_map(|p| p.strip_prefix("q=")).map_or(1.0, |q| q.parse().unwrap_or(0.0));
            if let Some(lang) = Self::from_key(&tag.to_ascii_lowercase())
                && weight > best.1
            {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// The catalogue.
    pub fn texts(self) -> &'static Texts {
        match self {
            Self::Ko => &ko::TEXTS,
            Self::En => &en::TEXTS,
        }
    }
}

/// The catalogue in the visitor's language.
pub fn t() -> &'static Texts {
    lang().texts()
}

/// The visitor's language.
pub fn lang() -> Lang {
    use_context().unwrap_or_default()
}

/// Days that stand against a change, each with its bookings, in the words of a language.
fn taken_days(days: &[TakenDay], one: impl Fn(&TakenDay) -> String) -> String {
    days.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The value of a cookie of the request.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn language_comes_from_the_cookie_and_is_korean_otherwise() {
        let with = |v: &'static str| {
            let mut h = HeaderMap::new();
            h.insert(COOKIE, HeaderValue::from_static(v));
            Lang::from_headers(&h)
        };
        assert_eq!(with("a=b; lang=en"), Lang::En);
        assert_eq!(with("lang=xx"), Lang::Ko);
        assert_eq!(with("xlang=en"), Lang::Ko);
        assert_eq!(Lang::from_headers(&HeaderMap::new()), Lang::Ko);
    }

    #[test]
    fn programs_get_the_language_they_weigh_most() {
        let with = |v: &'static str| {
            let mut h = HeaderMap::new();
            h.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(v));
            Lang::from_preference(&h)
        };
        assert_eq!(with("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(with("ko;q=0.5, en;q=0.8"), Lang::En);
        assert_eq!(with("fr, ko;q=0.3, en;q=0.2"), Lang::Ko);
        assert_eq!(with("fr"), Lang::Ko);
        assert_eq!(with("en;q=x"), Lang::Ko);
    }
}
