//! `/hospitals/near.json`: hospitals with their positions, for the page that compares them with its own.

use super::{
    Site,
    render::{Answer, render},
};
use app::text::Lang;
use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse, Response},
};
use http::header::CONTENT_TYPE;
use std::collections::HashMap;

/// The hospitals, or the page that says why there are none.
pub(super) async fn near(
    State(site): State<Site>,
    Query(values): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    match app::near::read(&site.db, &site.board, Lang::from_headers(request.headers()), value).await {
        Ok(file) => ([(CONTENT_TYPE, "application/json; charset=utf-8")], file).into_response(),
        Err(stop) => render(&site, request, Answer::Stopped(stop)).await,
    }
}
