//! The open API: what everybody may read, and what a token opens.
//!
//! From the outside in: one task for each call, so that a client that goes away drops nothing half
//! way and a panic is a problem like others ([`guard`]); its turn, with everybody else (`surge`); limits on calls and the token ([`guard`]);
//! the rule of the address (`http::access`); then the handler. Handlers read their input into
//! domain types ([`input`]), call the same store commands as the pages, and answer with JSON, or
//! with a [`Problem`](problem::Problem) in the language of the call. Cookies do not count here.

mod document;
mod example;
mod guard;
mod input;
mod limit;
mod open;
mod page;
mod problem;
mod smart;
mod v1;

pub(crate) use limit::Calls;
pub(crate) use open::Shared;
pub(crate) use problem::{Problem, stopped};
pub(crate) use smart::Shelf;

use crate::{
    http::{Routes, Site},
    surge,
};
use app::{access::Verb, text::Objection};
use axum::{
    Router,
    extract::Request,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use http::Method;

/// Its addresses, each behind its rule.
pub(crate) fn routes(site: &Site) -> Routes {
    let read = |routes: Routes, path, handler| routes.route(Verb::Get, path, handler);
    let write = |routes: Routes, path, handler| routes.route(Verb::Post, path, handler);
    let mut r = Routes::new(site);
    r = read(r, "/api/openapi.json", get(document::document));
    r = read(r, "/api/v1/hospitals", get(v1::hospitals::list));
    r = read(r, "/api/v1/hospitals/{id}", get(v1::hospitals::find));
    r = read(r, "/api/v1/vaccines", get(v1::vaccines::list));
    r = read(r, "/api/v1/availability", get(v1::status::availability));
    r = read(r, "/api/v1/availability/events", get(v1::events::follow));
    r = read(r, "/api/v1/status", get(v1::status::status));
    r = read(r, "/api/smart/$bulk-publish", get(smart::manifest));
    r = read(r, "/api/smart/locations.ndjson", get(smart::locations));
    r = read(r, "/api/smart/schedules.ndjson", get(smart::schedules));
    r = read(r, "/api/smart/slots.ndjson", get(smart::slots));
    r = read(r, "/api/v1/persons", get(v1::persons::list));
    r = read(r, "/api/v1/reservations", get(v1::reservations::list));
    r = write(r, "/api/v1/reservations", post(v1::reservations::book));
    r = read(r, "/api/v1/reservations/{id}", get(v1::reservations::find));
    r = write(r, "/api/v1/reservations/{id}/cancel", post(v1::reservations::cancel));
    r = write(r, "/api/v1/waitlist", post(v1::waitlist::join));
    r = write(r, "/api/v1/waitlist/{id}/leave", post(v1::waitlist::leave));
    r = read(r, "/api/v1/vaccinations", get(v1::vaccinations::list));
    r = write(r, "/api/v1/vaccinations", post(v1::vaccinations::record));
    r = read(r, "/api/v1/desk/days/{date}", get(v1::desk::day));
    r = read(r, "/api/v1/stock", get(v1::stock::stock));
    r = read(r, "/api/v1/supplies", get(v1::supplies::list));
    r = write(r, "/api/v1/supplies/{id}/receive", post(v1::supplies::receive));
    r = write(r, "/api/v1/supplies/{id}/register", post(v1::supplies::register));
    r = read(r, "/api/v1/disposals", get(v1::disposals::list));
    r = write(r, "/api/v1/disposals", post(v1::disposals::dispose));
    r = read(r, "/api/v1/disposals/preview", get(v1::disposals::preview));
    r = read(r, "/api/v1/figures", get(v1::status::figures));
    r = read(r, "/api/v1/figures/vaccinations", get(v1::figures::vaccinations));
    read(r, "/api/v1/figures/rates", get(v1::figures::rates))
}

/// Puts the API's own layers around its addresses, and answers whatever else is asked under `/api`.
pub(crate) fn enclose(routes: Router<Site>, site: &Site) -> Router<Site> {
    routes
        .route("/api/{*rest}", any(nowhere))
        .method_not_allowed_fallback(other_method)
        .layer(from_fn_with_state(site.clone(), guard::identify))
        .layer(from_fn_with_state(site.clone(), surge::shed))
        .layer(from_fn(guard::answer))
}

async fn nowhere() -> Problem {
    Objection::NotFound.into()
}

/// A browser that asks before it reads open data is told that it may.
async fn other_method(request: Request) -> Response {
    match open::allows(&request) {
        Some(allowed) if request.method() == Method::OPTIONS => allowed.into_response(),
        _ => Problem::from(Objection::MethodNotAllowed).into_response(),
    }
}
