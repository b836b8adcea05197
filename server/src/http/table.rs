//! Tables as files: what a page shows, for whoever counts elsewhere.

use super::{
    Site,
    render::{Answer, render},
};
use app::{page::desk::file, stop::Stop, text::Lang};
use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse, Response},
};
use domain::{
    account::Visitor,
    calendar::{iso, parse_iso},
    id::HospitalId,
};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;

/// Which day; today without it.
#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    on: String,
}

/// The doses recorded on a day at the desk of whoever asks.
pub(super) async fn vaccinations(State(site): State<Site>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let written = match desk(&request) {
        Ok((hospital, of)) => write(&site, hospital, &of.on, lang).await,
        Err(stop) => Err(stop),
    };
    match written {
        Ok((name, text)) => {
            let disposition = format!("attachment; filename=\"{name}\"");
            let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, &disposition)];
            (headers, text).into_response()
        }
        Err(stop) => render(&site, request, Answer::Stopped(stop)).await,
    }
}

/// The hospital of the reservation manager who asks, and for what.
fn desk(request: &Request) -> Result<(HospitalId, Of), Stop> {
    let visitor = request.extensions().get::<Visitor>().ok_or(Stop::SignIn)?;
    let hospital = visitor.desk().ok_or(Stop::Denied)?;
    let Query(of) = Query::try_from_uri(request.uri()).map_err(|_| Stop::Malformed)?;
    Ok((hospital, of))
}

/// Name and text of the file.
async fn write(site: &Site, hospital: HospitalId, on: &str, lang: Lang) -> Result<(String, String), Stop> {
    let day =
        if on.is_empty() { site.db.today().await? } else { parse_iso(on).map_err(|_| Stop::Missing)? };
    let text = file::vaccinations(&site.db, hospital, day, lang).await?;
    Ok((format!("vaccinations-{}.csv", iso(day)), text))
}
