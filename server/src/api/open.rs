//! Answers that everybody may read and keep for a moment: an `ETag` over everything but the time
//! of the reading, 304 to whoever knows it, and leave for every site's scripts.

use super::problem::Problem;
use app::{
    access::{Verb, find_rule},
    text::Objection,
};
use axum::{
    body::{Body, Bytes},
    extract::{MatchedPath, Request},
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_TYPE, ETAG,
        IF_NONE_MATCH,
    },
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    sync::{Arc, Mutex, PoisonError},
};

/// Seconds for which figures that move may be kept.
pub(super) const MOVING: u32 = 5;
/// Seconds for which what rarely changes may be kept.
pub(super) const STILL: u32 = 60;

/// A JSON answer. `as_of` is no part of what its `ETag` stands for.
pub(super) fn json<T: Serialize>(asked: &HeaderMap, max_age: u32, body: &T) -> Result<Response, Problem> {
    Ok(Written::json(body)?.answer(asked, max_age))
}

/// A JSON answer as it is sent.
#[derive(Clone, Debug)]
pub(super) struct Written {
    tag: Arc<str>,
    body: Bytes,
}

impl Written {
    pub(super) fn json<T: Serialize>(body: &T) -> Result<Self, Problem> {
        let whole = serde_json::to_vec(body).map_err(|_| Objection::Fault)?;
        let mut lasting = serde_json::to_value(body).map_err(|_| Objection::Fault)?;
        if let Some(fields) = lasting.as_object_mut() {
            fields.remove("as_of");
        }
        Ok(Self { tag: tag(lasting.to_string().as_bytes()).into(), body: whole.into() })
    }

    fn answer(self, asked: &HeaderMap, max_age: u32) -> Response {
        answer(asked, max_age, &self.tag, "application/json", self.body)
    }
}

/// An answer that many ask for: written once for each version of what it tells, and shared. Clones
/// are one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared(Arc<Mutex<Option<(i64, Written)>>>);

impl Shared {
    /// The answer of this version; `write` writes it where nobody has.
    pub(super) fn json<T: Serialize>(
        &self,
        asked: &HeaderMap,
        max_age: u32,
        version: i64,
        write: impl FnOnce() -> Option<T>,
    ) -> Option<Response> {
        let known = |this: &Self| {
            let known = this.0.lock().unwrap_or_else(PoisonError::into_inner);
            known.as_ref().filter(|(of, _)| *of == version).map(|(_, written)| written.clone())
        };
        if let Some(written) = known(self) {
            return Some(written.answer(asked, max_age));
        }
        let written = Written::json(&write()?).ok()?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((version, written.clone()));
        Some(written.answer(asked, max_age))
    }
}

/// `W/"…"`: weak, because equal answers may differ in the time of their reading.
pub(super) fn tag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hex = digest.iter().take(12).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    format!("W/\"{hex}\"")
}

/// An answer of any kind.
pub(super) fn answer(
    asked: &HeaderMap,
    max_age: u32,
    tag: &str,
    kind: &'static str,
    body: impl Into<Body>,
) -> Response {
    let mut response = if knows(asked, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(CONTENT_TYPE, kind)], body.into()).into_response()
    };
    let headers = response.headers_mut();
    let mut put = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    put(ETAG, tag);
    put(CACHE_CONTROL, &format!("public, max-age={max_age}"));
    share(headers);
    response
}

/// Lets scripts of every site read the answer: it is everybody's.
pub(super) fn share(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("etag, retry-after, ratelimit, ratelimit-policy"),
    );
}

fn knows(asked: &HeaderMap, tag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .any(|known| known.trim() == "*" || strong(known) == strong(tag))
}

/// What a browser is told that asks beforehand whether it may read the address; `None` where a
/// token is needed, which belongs in no page of another site.
pub(super) fn allows(request: &Request) -> Option<impl IntoResponse + use<>> {
    let path = request.extensions().get::<MatchedPath>()?;
    find_rule(Verb::Get, path.as_str()).filter(|rule| rule.scope.is_none())?;
    Some((
        StatusCode::NO_CONTENT,
        [
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (ACCESS_CONTROL_ALLOW_METHODS, "GET"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "accept-language, if-none-match, last-event-id"),
            (ACCESS_CONTROL_MAX_AGE, "86400"),
            (CACHE_CONTROL, "no-store"),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Told {
        n: i32,
        as_of: i32,
    }

    fn ask(known: Option<&HeaderValue>, n: i32, as_of: i32) -> Response {
        let mut asked = HeaderMap::new();
        if let Some(known) = known {
            asked.insert(IF_NONE_MATCH, known.clone());
        }
        json(&asked, MOVING, &Told { n, as_of }).unwrap()
    }

    #[test]
    fn only_another_content_is_sent_again() {
        let first = ask(None, 1, 10);
        let tag = &first.headers()[ETAG];
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(ask(Some(tag), 1, 20).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(ask(Some(tag), 2, 20).status(), StatusCode::OK);
        let several = HeaderValue::from_str(&format!("\"x\", {}", tag.to_str().unwrap())).unwrap();
        assert_eq!(ask(Some(&several), 1, 30).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn a_shared_answer_is_written_once_for_each_version() {
        let (shared, mut written) = (Shared::default(), 0);
        let mut ask = |version| {
            let write = || {
                written += 1;
                Some(Told { n: written, as_of: 0 })
            };
            let answer = shared.json(&HeaderMap::new(), MOVING, version, write).unwrap();
            answer.headers()[ETAG].clone()
        };
        let first = ask(1);
        assert_eq!(ask(1), first);
        assert_ne!(ask(2), first);
        assert_eq!(written, 2);
        assert!(shared.json(&HeaderMap::new(), MOVING, 3, || None::<Told>).is_none());
    }
}
