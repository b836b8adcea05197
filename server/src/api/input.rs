//! What a call says, read into the domain's types; everything that is wrong is named at once.

use super::problem::{Problem, Wrong};
use crate::http::BODY_LIMIT;
use app::text::Objection;
use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use domain::{account::Visitor, field::FieldError, id::HospitalId};
use http::{HeaderMap, header::CONTENT_TYPE, request::Parts};
use serde::de::DeserializeOwned;
use std::str::FromStr;
use uuid::Uuid;

/// Whose token it is.
pub(super) struct Caller(pub(super) Visitor);

impl Caller {
    /// The hospital whose desk this is.
    pub(super) fn desk(&self) -> Result<HospitalId, Problem> {
        self.0.desk().ok_or_else(|| Objection::Denied.into())
    }

    /// The hospital whose stock this is.
    pub(super) fn stock(&self) -> Result<HospitalId, Problem> {
        self.0.stock().ok_or_else(|| Objection::Denied.into())
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        visitor.map(Self).ok_or_else(|| Objection::Unauthenticated.into())
    }
}

/// The key of what creates something.
pub(super) struct IdempotencyKey(pub(super) Uuid);

/// The header it comes in.
pub(super) const IDEMPOTENCY_KEY: &str = "idempotency-key";

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let key = parts.headers.get(IDEMPOTENCY_KEY).ok_or(Objection::KeyMissing)?;
        // In quotes as a structured field, or plain.
        let key = key.to_str().ok().map(|key| key.trim().trim_matches('"'));
        let key = key.and_then(|key| key.parse().ok()).ok_or(Objection::KeyMissing)?;
        Ok(Self(key))
    }
}

/// A body of JSON.
pub(super) struct JsonBody<T>(pub(super) T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Objection::NotJson.into());
        }
        let body = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|_| Objection::TooLarge)?;
        serde_json::from_slice(&body).map(Self).map_err(|_| Objection::Malformed.into())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The values of an address, and what is wrong with them.
pub(super) struct Asked {
    values: Vec<(String, String)>,
    wrong: Vec<(&'static str, Wrong)>,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let values = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        Ok(Self { values, wrong: Vec::new() })
    }
}

impl Asked {
    /// A value as it came.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// A value that may be left out; a wrong one is noted.
    pub(super) fn read<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let parsed = parse(self.text(name)?);
        parsed.map_err(|error| self.wrong.push((name, Wrong::Field(error)))).ok()
    }

    /// A value that must be there.
    pub(super) fn need<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        if self.text(name).is_none() {
            self.wrong.push((name, Wrong::Field(FieldError::Missing)));
        }
        self.read(name, parse)
    }

    /// Notes that a value is wrong.
    pub(super) fn object(&mut self, name: &'static str, wrong: Wrong) {
        self.wrong.push((name, wrong));
    }

    /// Goes on, unless something is wrong.
    pub(super) fn check(self) -> Result<(), Problem> {
        if self.wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(self.wrong)) }
    }
}

/// `true` or `false`.
pub(super) fn yes_or_no(text: &str) -> Result<bool, FieldError> {
    text.parse().map_err(|_| FieldError::NotAChoice)
}

/// An id.
pub(super) fn id<T: FromStr>(text: &str) -> Result<T, FieldError> {
    text.parse().map_err(|_| FieldError::Malformed)
}

/// A part of a path; what cannot be an id names nothing.
pub(super) fn part<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Objection::NotFound.into())
}

/// One value of a body.
pub(super) fn value<T>(field: &'static str, parsed: Result<T, FieldError>) -> Result<T, Problem> {
    parsed.map_err(|error| Problem::invalid(vec![(field, Wrong::Field(error))]))
}
