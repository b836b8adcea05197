//! The door of all forms: one handler for every server function.
//!
//! A browser that posts a form gets a page: 303 to the next one, 422 with the same page when
//! the form was refused, or the page of a stop. Other programs get the same statuses without
//! the page. The function runs in a task of its own: a client that hangs up cannot drop it in
//! the middle of a transaction.

use super::{
    BODY_LIMIT, Site, kept,
    record::Typed,
    render::{Answer, render},
};
use app::{
    form::{FormReply, Refused},
    stop::Stop,
    text::Lang,
};
use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode, Uri,
    header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER, SET_COOKIE},
    request::Parts,
};
use leptos::{context::provide_context, server_fn::error::FromServerFnError};
use std::{sync::Arc, time::Duration};
use store::trace;
use tokio::time::timeout;
use tracing::Instrument;

/// Time for a form to arrive.
const BODY_TIME: Duration = Duration::from_secs(20);

/// Runs the server function of the address.
pub(super) async fn door(State(site): State<Site>, request: Request) -> Response {
    let task = tokio::spawn(trace::carried(answer(site, request)).in_current_span());
    match task.await {
        Ok(response) => response,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn answer(site: Site, request: Request) -> Response {
    let (mut head, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    // Without the header the integration leaves redirects and errors to us.
    let html = head.headers.remove(ACCEPT).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("text/html")));
    let values = Arc::new(values(&head.headers, &body));

    // PostgreSQL takes no zero byte in a text, and no form of ours sends one.
    if values.iter().any(|(_, value)| value.contains('\0')) {
        return stopped(&site, head, Stop::Malformed, html).await;
    }

    let reply = FormReply::default();
    let context = {
        let (site, reply) = (site.clone(), reply.clone());
        move || {
            site.provide();
            provide_context(reply.clone());
        }
    };
    let call = Request::from_parts(head.clone(), Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, call).await.into_response();

    let cookies: Vec<HeaderValue> = response.headers().get_all(SET_COOKIE).iter().cloned().collect();
    let mut answer = match outcome(reply, response, &head).await {
        Outcome::Next(location) => {
            kept::forget(&site, head.extensions.get(), &values).await;
            (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
        }
        Outcome::Refused(refused) if html => {
            again(&site, head, refused.with_values(Arc::clone(&values))).await
        }
        Outcome::Refused(refused) => fields(&head.headers, &refused),
        Outcome::Stopped(stop) => stopped(&site, head, stop, html).await,
    };
    answer.extensions_mut().insert(Typed(values));
    answer.headers_mut().extend(cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)));
    answer
}

async fn stopped(site: &Site, head: Parts, stop: Stop, html: bool) -> Response {
    if html {
        return render(site, page_request(head, None), Answer::Stopped(stop)).await;
    }
    (stop.status(), Json(stop)).into_response()
}

/// A form that came too often: its page again, with all that was typed, and when to send it again.
pub(super) async fn throttled(site: &Site, request: Request, wait: u32) -> Response {
    let (head, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    let values = Arc::new(values(&head.headers, &body));
    let html = head.headers.get(ACCEPT).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("text/html")));
    let refused = Refused::throttled(wait);
    let mut answer = if html {
        again(site, head.clone(), refused.with_values(Arc::clone(&values))).await
    } else {
        fields(&head.headers, &refused)
    };
    if answer.status() == StatusCode::UNPROCESSABLE_ENTITY {
        *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    } else {
        // The page leads elsewhere by now, or cannot be shown.
        answer = stopped(site, head, Stop::Throttled(wait), html).await;
    }
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
    answer.extensions_mut().insert(Typed(values));
    answer
}

/// The whole body, if it is neither too long nor too slow.
pub(super) async fn read(body: Body) -> Result<Bytes, StatusCode> {
    match timeout(BODY_TIME, to_bytes(body, BODY_LIMIT)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(StatusCode::PAYLOAD_TOO_LARGE),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// How a server function ended.
enum Outcome {
    Next(HeaderValue),
    Refused(Refused),
    Stopped(Stop),
}

async fn outcome(reply: FormReply, response: Response, head: &Parts) -> Outcome {
    if response.headers().contains_key("serverfnerror") {
        let body = to_bytes(response.into_body(), BODY_LIMIT).await.unwrap_or_default();
        return Outcome::Stopped(Stop::de(body));
    }
    if let Some(refused) = reply.take() {
        return Outcome::Refused(refused);
    }
    let here = || HeaderValue::from_str(head.uri.path()).unwrap_or(HeaderValue::from_static("/"));
    Outcome::Next(response.headers().get(LOCATION).cloned().unwrap_or_else(here))
}

/// The page of a refused form, with what was typed and what is wrong.
async fn again(site: &Site, head: Parts, refused: Refused) -> Response {
    let page = refused.page.as_deref().and_then(|page| page.parse().ok());
    render(site, page_request(head, page), Answer::Refused(refused)).await
}

/// A visit to a page in the place of the form's request.
fn page_request(mut head: Parts, page: Option<Uri>) -> Request<Body> {
    head.method = Method::GET;
    head.uri = page.unwrap_or(head.uri);
    head.headers.remove(CONTENT_TYPE);
    head.headers.remove(CONTENT_LENGTH);
    Request::from_parts(head, Body::empty())
}

/// A refusal for programs: which fields, and why; none where a page would only show an answer.
fn fields(headers: &HeaderMap, refused: &Refused) -> Response {
    let texts = Lang::from_headers(headers).texts();
    let errors: Vec<_> = refused
        .problems()
        .map(|(field, problem)| serde_json::json!({ "field": field, "message": problem.text_in(texts) }))
        .collect();
    let status = if refused.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, Json(serde_json::json!({ "errors": errors }))).into_response()
}

/// What was typed, in the order of the form.
pub(super) fn values(headers: &HeaderMap, body: &Bytes) -> Vec<(String, String)> {
    let form = headers
        .get(CONTENT_TYPE)
        .is_some_and(|v| v.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if !form {
        return Vec::new();
    }
    form_urlencoded::parse(body).into_owned().collect()
}
