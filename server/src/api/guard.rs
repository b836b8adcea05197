//! What every call passes: a task of its own, the limits, and the token.

use super::{
    limit::Who,
    problem::{Problem, say},
};
use crate::http::Site;
use app::{request::ClientAddress, session::hash, text::Objection};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::token::looks_like_token;
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{AUTHORIZATION, CACHE_CONTROL},
};
use store::trace;
use tracing::Instrument;

/// Calls a minute, and those that are left of them.
const RATELIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const RATELIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Runs the call in a task of its own and puts what is wrong into words. A client that hangs up
/// drops nothing in the middle of a transaction, and a panic is a problem like others.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    let asked: HeaderMap = request.headers().clone();
    let response = match tokio::spawn(trace::carried(next.run(request)).in_current_span()).await {
        Ok(response) => response,
        Err(error) => {
            tracing::error!(%error, "a call of the API did not end");
            Problem::from(Objection::Fault).into_response()
        }
    };
    let mut response = say(&asked, response);
    // What is not said to be everybody's is nobody else's.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Counts the call for its address, finds out whose token it carries, and counts it for that. A
/// token that is no good is refused even where none is needed: its sender should know.
pub(super) async fn identify(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut limit = None;
    let mut response = match check(&site, request, &mut limit).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if let Some((who, counted)) = limit {
        say_limit(&mut response, who, site.calls.most(who), counted);
    }
    response
}

/// What the call was counted as, and what is left of that (`draft-ietf-httpapi-ratelimit-headers`).
fn say_limit(response: &mut Response, who: Who, most: u32, counted: Result<u32, u32>) {
    let name = who.key();
    let left = match counted {
        Ok(left) => format!("\"{name}\";r={left}"),
        Err(wait) => format!("\"{name}\";r=0;t={wait}"),
    };
    for (header, value) in [(RATELIMIT_POLICY, format!("\"{name}\";q={most};w=60")), (RATELIMIT, left)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(header, value);
        }
    }
}

/// How a call was counted.
type Counted = (Who, Result<u32, u32>);

async fn check(site: &Site, mut request: Request, limit: &mut Option<Counted>) -> Result<Request, Problem> {
    let mut count = |who| {
        let counted = site.calls.count(who);
        *limit = Some((who, counted));
        counted.map(drop).map_err(Problem::too_many)
    };
    if let Some(ClientAddress(address)) = request.extensions().get::<ClientAddress>() {
        count(Who::Address(*address))?;
    }
    let Some(header) = request.headers().get(AUTHORIZATION) else { return Ok(request) };
    let token = bearer(header).ok_or(Objection::Unauthenticated)?;
    let grant = store::token::find(&site.db, &hash(token)).await?.ok_or(Objection::Unauthenticated)?;
    count(Who::Token(grant.token))?;
    request.extensions_mut().insert(grant.visitor.clone());
    request.extensions_mut().insert(grant);
    Ok(request)
}

fn bearer(header: &HeaderValue) -> Option<&str> {
    let (scheme, token) = header.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && looks_like_token(token)).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_well_formed_tokens_are_looked_up() {
        let token = format!("alimi_{}", "7f".repeat(32));
        let read = |text: String| bearer(&HeaderValue::from_str(&text).unwrap()).map(str::to_owned);
        assert_eq!(read(format!("Bearer {token}")), Some(token.clone()));
        assert_eq!(read(format!("bearer  {token}")), Some(token.clone()));
        for bad in [token.clone(), format!("Basic {token}"), "Bearer x".into(), format!("Bearer {token} x")] {
            assert_eq!(read(bad.clone()), None, "{bad}");
        }
    }
}
