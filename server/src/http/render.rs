//! Renders a page of the app: the page of the address, the same after a refused form, or the
//! page of a stop.

use super::{Site, kept};
use app::{
    form::Refused,
    stop::{Interrupted, Stop},
};
use axum::{
    body::Body,
    extract::{Request, State},
    response::Response,
};
use http::{HeaderValue, header::CACHE_CONTROL};
use leptos::context::{provide_context, use_context};
use leptos_axum::{ResponseOptions, render_app_async_with_context};
use std::sync::Arc;

/// What the page answers.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// A plain visit.
    Visit,
    /// A form that was not accepted (422), or that the page answers.
    Refused(Refused),
    /// Something that could not go on.
    Stopped(Stop),
    /// A form whose session had ended (401).
    Interrupted(Interrupted),
}

/// The page of an address, filled in where a form of it was kept; without one, the page that says so (404).
pub(super) async fn page(State(site): State<Site>, request: Request) -> Response {
    let (here, visitor) = (request.uri().clone(), request.extensions().get().cloned());
    let answer = kept::resumed(&site, &here, visitor).await.map_or(Answer::Visit, Answer::Refused);
    render(&site, request, answer).await
}

/// The page of the request's address, as an answer to something.
pub(super) async fn render(site: &Site, request: Request<Body>, answer: Answer) -> Response {
    let assets = Arc::clone(&site.assets);
    let site = site.clone();
    let context = move || {
        site.provide();
        match answer.clone() {
            Answer::Visit => {}
            Answer::Refused(refused) => {
                if let Some(response) = use_context::<ResponseOptions>().filter(|_| refused.is_wrong()) {
                    response.set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
                }
                provide_context(refused);
            }
            Answer::Stopped(stop) => provide_context(stop),
            Answer::Interrupted(form) => {
                provide_context(form);
                provide_context(Stop::SignIn);
            }
        }
    };
    let mut response =
        render_app_async_with_context(context, move || app::shell(Arc::clone(&assets)))(request).await;
    // What a page shows may have changed by the next visit; personal ones are not kept at all.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    response
}
