//! Files of the site: hashed ones under `/pkg`, the rest at the top.

use app::request::Assets;
use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};
use serde::Deserialize;
use std::{io, path::Path};
use tower::ServiceExt;
use tower_http::{services::ServeDir, set_header::SetResponseHeaderLayer};

/// `assets.json`, written by the site's build.
#[derive(Deserialize)]
struct Listed {
    js: String,
    wasm: String,
    css: String,
    font: String,
    boot: String,
    account: String,
    desk: String,
}

/// The names of this build's files, read once at the start.
pub(crate) fn load(site: &Path) -> io::Result<Assets> {
    let listed: Listed = serde_json::from_slice(&std::fs::read(site.join("assets.json"))?)?;
    Ok(Assets {
        js: listed.js,
        wasm: listed.wasm,
        css: listed.css,
        font: listed.font,
        boot: listed.boot,
        account: listed.account,
        desk: listed.desk,
    })
}

/// `/pkg`: a name stands for one content for ever. A missing one is a plain 404, never a page.
pub(super) fn packages<S: Clone + Send + Sync + 'static>(site: &Path) -> Router<S> {
    let files = ServeDir::new(site.join("pkg")).precompressed_br().append_index_html_on_directories(false);
    Router::new().fallback_service(files).layer(SetResponseHeaderLayer::if_not_present(
        CACHE_CONTROL,
        |response: &http::Response<Body>| {
            let found = response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED;
            found.then_some(HeaderValue::from_static("public, max-age=31536000, immutable"))
        },
    ))
}

/// Whether the last part of a path has an extension; pages have none.
pub(super) fn looks_like_a_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// What browsers ask for again each time: its name stays, and it decides what else is kept.
const WORKER: &str = "/sw.js";

/// A file at the top of the site, kept for a day.
pub(super) async fn file(site: &Path, request: Request) -> Response {
    let kept = if request.uri().path() == WORKER { "public, no-cache" } else { "public, max-age=86400" };
    let files = ServeDir::new(site).precompressed_br().append_index_html_on_directories(false);
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    if response.status().is_success() {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_pages_have_no_extension() {
        assert!(looks_like_a_file("/icon/192.png"));
        assert!(looks_like_a_file("/.env"));
        assert!(!looks_like_a_file("/hospitals/12"));
        assert!(!looks_like_a_file("/v1.0/x"));
        assert!(!looks_like_a_file("/"));
    }
}
