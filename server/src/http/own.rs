//! `/my/data.json`: a person's copy of their own data.

use super::{
    Site,
    render::{Answer, render},
};
use app::text::Lang;
use axum::{
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::account::Visitor;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// The file, or the page that says why there is none.
pub(super) async fn copy(State(site): State<Site>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    match app::own::copy(&site.db, request.extensions().get::<Visitor>(), lang).await {
        Ok(file) => {
            let headers = [
                (CONTENT_TYPE, "application/json; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"alimi.json\""),
            ];
            (headers, file).into_response()
        }
        Err(stop) => render(&site, request, Answer::Stopped(stop)).await,
    }
}
