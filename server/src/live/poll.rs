//! The same answers for browsers whose socket does not get through.

use super::{socket::TOPICS, topic::Topic};
use crate::http::Site;
use axum::{
    Extension, Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use domain::{account::Visitor, live::Say};
use http::{StatusCode, header::CACHE_CONTROL};
use serde::Deserialize;

/// What is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Names of topics, comma separated.
    topics: String,
}

/// `/live/poll?topics=…`: the state of each topic, as a list of messages.
pub(crate) async fn poll(
    State(site): State<Site>,
    visitor: Option<Extension<Visitor>>,
    Query(asked): Query<Asked>,
) -> Response {
    let visitor = visitor.map(|Extension(visitor)| visitor);
    match answer(&site, visitor.as_ref(), &asked.topics).await {
        Ok(said) => ([(CACHE_CONTROL, "no-store")], Json(said)).into_response(),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "live states cannot be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn answer(site: &Site, visitor: Option<&Visitor>, names: &str) -> store::Result<Vec<Say>> {
    let names: Vec<&str> = names.split(',').take(TOPICS).collect();
    let mut open = Vec::new();
    for topic in names.iter().filter_map(|name| Topic::parse(name, visitor)) {
        if topic.is_open_to(&site.db, visitor).await? {
            open.push(topic);
        }
    }
    let mut known = site.hub.current(&open).await?;
    let said = names.into_iter().map(|name| {
        let say = Topic::parse(name, visitor).and_then(|topic| known.remove(&topic));
        say.unwrap_or_else(|| Say::Gone { topic: name.to_owned() })
    });
    Ok(said.collect())
}
