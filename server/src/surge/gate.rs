//! The door of booking. While a queue stands, whoever comes takes a ticket and waits for their
//! number; whoever was inside before goes on.
//!
//! A ticket is a number under our seal. It stands in the address of the waiting page, so it
//! can be opened on another device, survives a reload, and any replica can read it. Whoever
//! has been let in, or was inside when the queue began, carries a note of the minute.

use super::issue::NoTicket;
use crate::http::Site;
use app::{request::local, text::cookie};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{account::Visitor, surge::Ticket};
use http::{
    HeaderMap, HeaderValue, Method,
    header::{REFERER, SET_COOKIE},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use store::surge;
use time::OffsetDateTime;

/// Whoever was inside may go on for so long (minutes).
const INSIDE: i64 = 20;
const INSIDE_COOKIE: &str = "alimi_inside";
const TICKET_COOKIE: &str = "alimi_ticket";

/// Passes the request on, or leads to the waiting page and back.
pub(crate) async fn gate(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if let Some(text) = path.strip_prefix("/queue/") {
        let queued = surge::read_ticket(&site.db, text).and_then(|ticket| site.door.queued(ticket));
        return match queued {
            Some(queued) => {
                let cookie = site.cookies.other(TICKET_COOKIE, text, None);
                request.extensions_mut().insert(queued);
                with_cookie(next.run(request).await, &cookie)
            }
            // Let in; or of no surge that is on: the door will tell.
            None => Redirect::to(&onward(request.uri().query().unwrap_or_default())).into_response(),
        };
    }
    if !is_gated(path) || request.extensions().get::<Visitor>().is_some_and(|v| !v.is_citizen()) {
        return next.run(request).await;
    }
    let now = minute();
    let inside = cookie(request.headers(), &site.cookies.other_name(INSIDE_COOKIE))
        .and_then(|text| surge::read_inside(&site.db, text))
        .is_some_and(|minute| (now - INSIDE..=now).contains(&minute));
    if !inside && site.door.surge().is_on {
        // One of a surge that this replica has not heard of yet is good.
        let held = cookie(request.headers(), &site.cookies.other_name(TICKET_COOKIE))
            .and_then(|text| surge::read_ticket(&site.db, text))
            .filter(|ticket| ticket.surge >= site.door.surge().number);
        match held {
            Some(ticket) if site.door.queued(ticket).is_none() => {}
            Some(ticket) => return to_queue(&site, ticket, &request),
            None => match site.tickets.next().await {
                Ok(Some(ticket)) => return to_queue(&site, ticket, &request),
                // The surge has just ended.
                Ok(None) => {}
                Err(NoTicket) => return app::stop::Stop::Busy.status().into_response(),
            },
        }
    }
    let note = site.cookies.other(INSIDE_COOKIE, &surge::write_inside(&site.db, now), None);
    with_cookie(next.run(request).await, &note)
}

/// This minute, by the machine's clock: a note is good for twenty, and asking the database for the
/// time would cost each page of a journey a query.
#[expect(clippy::disallowed_methods, reason = "see above")]
fn minute() -> i64 {
    OffsetDateTime::now_utc().unix_timestamp() / 60
}

/// Where a journey begins. Offers and one's own reservations are never behind the queue.
fn is_gated(path: &str) -> bool {
    path == "/book" || path.starts_with("/book/")
}

fn to_queue(site: &Site, ticket: Ticket, request: &Request) -> Response {
    let text = surge::write_ticket(&site.db, ticket);
    let next = utf8_percent_encode(&wanted(request), NON_ALPHANUMERIC).to_string();
    Redirect::to(&format!("/queue/{text}?next={next}")).into_response()
}

/// The page wanted; for a form, the page it stands on, which keeps the wish in its address.
fn wanted(request: &Request) -> String {
    if request.method() == Method::POST {
        let from = referer(request.headers()).unwrap_or_default();
        return if is_gated(from.split('?').next().unwrap_or_default()) { from } else { "/book".into() };
    }
    request.uri().path_and_query().map_or_else(|| "/book".into(), ToString::to_string)
}

/// Path and query of the page the request comes from.
fn referer(headers: &HeaderMap) -> Option<String> {
    let uri: http::Uri = headers.get(REFERER)?.to_str().ok()?.parse().ok()?;
    Some(uri.path_and_query()?.to_string())
}

fn onward(query: &str) -> String {
    let next =
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "next").map(|(_, next)| next);
    match next.as_deref().map(local) {
        Some(next) if is_gated(next.split('?').next().unwrap_or_default()) => next.to_owned(),
        _ => "/book".into(),
    }
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
