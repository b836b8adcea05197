//! Files of what is a person's own: `/my/data.json`, a copy of their data, and reservations as calendar
//! files.

use super::{
    Site,
    render::{Answer, render},
};
use app::{appointment, look_up, text::Lang};
use axum::{
    extract::{Query, Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::account::Visitor;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;

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

/// Of which reservation.
#[derive(Deserialize)]
pub(super) struct Of {
    reservation: Option<String>,
}

/// One's own reservation for a calendar.
pub(super) async fn appointment(
    State(site): State<Site>,
    Query(of): Query<Of>,
    request: Request,
) -> Response {
    let lang = Lang::from_headers(request.headers());
    let id = of.reservation.unwrap_or_default();
    match appointment::own(&site.db, request.extensions().get::<Visitor>(), lang, &id).await {
        Ok(file) => calendar(file),
        Err(stop) => render(&site, request, Answer::Stopped(stop)).await,
    }
}

/// The same for a browser that looked it up without signing in.
pub(super) async fn looked_up(State(site): State<Site>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let token = look_up::token_hash(site.cookies, request.headers());
    match appointment::looked_up(&site.db, token, lang).await {
        Ok(Some(file)) => calendar(file),
        Ok(None) => Redirect::to("/look-up").into_response(),
        Err(stop) => render(&site, request, Answer::Stopped(stop)).await,
    }
}

fn calendar(file: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"appointment.ics\""),
    ];
    (headers, file).into_response()
}
