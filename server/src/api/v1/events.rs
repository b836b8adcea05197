//! Availability as it changes, for programs that cannot open `/live`: server-sent events.

use super::hospitals::numbers;
use crate::{
    api::{input::Asked, open::share, problem::Problem},
    http::Site,
    live,
};
use app::{request::ClientAddress, text::Objection};
use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, header::CACHE_CONTROL};

/// Seconds until somebody who found no free stream tries again.
const FULL: u32 = 30;

/// Most hospitals of one stream.
const FOLLOWED: usize = 20;

/// Availability as it changes
///
/// Server-sent events: `event: hospital`, with the whole state of one hospital as JSON in `data`.
/// States in between may be skipped, the latest never is. After a break, `Last-Event-ID` tells
/// which states are known.
#[utoipa::path(
    get,
    path = "/api/v1/availability/events",
    tag = "open",
    params(
        ("hospitals" = String, Query, description = "Numbers of hospitals, comma separated, at most 20.", example = "1,2"),
        ("Last-Event-ID" = inline(Option<String>), Header, description = "The id of the last event that arrived."),
    ),
    responses((status = 200, description = "The stream.", content_type = "text/event-stream", body = String))
)]
pub(crate) async fn follow(
    State(site): State<Site>,
    Extension(ClientAddress(address)): Extension<ClientAddress>,
    headers: HeaderMap,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let hospitals = asked.need("hospitals", |text| numbers(text, FOLLOWED));
    asked.check()?;
    let last = headers.get("last-event-id").and_then(|v| v.to_str().ok()).unwrap_or_default();
    let seat = site.hub.enter(address, None).ok_or_else(|| Problem::too_many(FULL))?;
    let stream = live::Stream::open(&site.hub, &hospitals.unwrap_or_default(), last, seat).await?;
    let stream = stream.ok_or(Objection::NotFound)?;
    let mut response = stream.answer(site.stop.subscribe(), site.drain.clone().turn()).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    share(headers);
    Ok(response)
}
