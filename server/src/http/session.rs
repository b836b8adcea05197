//! Finds out who is there, once for each request that carries a session's cookie.

use super::{
    Site,
    render::{Answer, render},
};
use app::{request::SessionLeft, stop::Stop};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use domain::id::SessionId;
use http::{HeaderName, HeaderValue};

/// Whose visit it is, for the browser's own worker: what it keeps of one visit ends with it.
const VISIT: HeaderName = HeaderName::from_static("alimi-visit");

/// Puts the [`domain::account::Visitor`], and how long the session lasts, into the request's extensions. A check that cannot
/// be made denies: the request goes no further.
pub(super) async fn find(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let mut visit = None;
    if let Some(hash) = site.cookies.token_hash(request.headers()) {
        match store::session::find_signed_in(&site.db, &hash).await {
            Ok(Some(found)) => {
                visit = found.visitor.session;
                let left = SessionLeft { seconds: found.left, until: found.until, extends: found.extends };
                request.extensions_mut().insert(left);
                request.extensions_mut().insert(found.visitor);
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "the session cannot be checked");
                return render(&site, request, Answer::Stopped(Stop::Busy)).await;
            }
        }
    }
    let mut response = next.run(request).await;
    if let Some(SessionId(id)) = visit {
        response.headers_mut().insert(VISIT, HeaderValue::from(id));
    }
    response
}
