//! Files for spreadsheets, beside the pages that show the same.

use super::{
    Site,
    access::Routes,
    render::{Answer, render},
};
use app::{access::Verb, sheet, stop::Stop, text::Lang};
use axum::{
    extract::{Path, Query, Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::account::Visitor;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use std::collections::HashMap;

/// Their addresses.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .route(Verb::Get, "/desk/vaccinations.csv", get(vaccinations))
        .route(Verb::Get, "/admin/duplicates.csv", get(duplicates))
        .route(Verb::Get, "/stock/disposals.csv", get(disposals))
        .route(Verb::Get, "/admin/lots/{vaccine}/{number}/people.csv", get(recipients))
        .route(Verb::Get, "/admin/log.csv", get(log))
        .route(Verb::Get, "/desk/bookings.csv", get(bookings))
        .route(Verb::Get, "/stock/ledger.csv", get(ledger))
        .route(Verb::Get, "/admin/vaccinations.csv", get(given))
        .route(Verb::Get, "/admin/rates.csv", get(rates))
}

/// Which day; today without one.
#[derive(Deserialize)]
struct Of {
    on: Option<String>,
}

async fn vaccinations(State(site): State<Site>, Query(of): Query<Of>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let on = of.on.as_deref().filter(|on| !on.is_empty());
    let (name, file) = match sheet::vaccinations(&site.db, visitor(&request), lang, on).await {
        Ok((name, text)) => (name, Ok(text)),
        Err(stop) => (String::new(), Err(stop)),
    };
    answer(&site, request, &name, file).await
}

async fn bookings(State(site): State<Site>, Query(of): Query<Of>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let on = of.on.as_deref().filter(|on| !on.is_empty());
    let (name, file) = match sheet::bookings(&site.db, visitor(&request), lang, on).await {
        Ok((name, text)) => (name, Ok(text)),
        Err(stop) => (String::new(), Err(stop)),
    };
    answer(&site, request, &name, file).await
}

async fn ledger(State(site): State<Site>, Query(values): Values, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let file = sheet::ledger(&site.db, visitor(&request), lang, value).await;
    answer(&site, request, "ledger", file).await
}

async fn disposals(State(site): State<Site>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let file = sheet::disposals(&site.db, visitor(&request), lang).await;
    answer(&site, request, "disposals", file).await
}

async fn duplicates(State(site): State<Site>, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let file = sheet::duplicates(&site.db, visitor(&request), lang).await;
    answer(&site, request, "duplicates", file).await
}

async fn recipients(
    State(site): State<Site>,
    Path((vaccine, number)): Path<(String, String)>,
    request: Request,
) -> Response {
    let lang = Lang::from_headers(request.headers());
    let file = sheet::recipients(&site.db, visitor(&request), lang, &vaccine, &number).await;
    answer(&site, request, "people", file).await
}

async fn log(
    State(site): State<Site>,
    Query(fields): Query<HashMap<String, String>>,
    request: Request,
) -> Response {
    let lang = Lang::from_headers(request.headers());
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let file = sheet::log(&site.db, visitor(&request), lang, field).await;
    answer(&site, request, "log", file).await
}

/// The values of an address, as a page finds them: nothing for what is not there.
type Values = Query<HashMap<String, String>>;

async fn given(State(site): State<Site>, Query(values): Values, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let file = sheet::figures::given(&site.db, visitor(&request), lang, value).await;
    answer(&site, request, "vaccinations", file).await
}

async fn rates(State(site): State<Site>, Query(values): Values, request: Request) -> Response {
    let lang = Lang::from_headers(request.headers());
    let value = |name: &str| values.get(name).cloned().unwrap_or_default();
    let file = sheet::figures::rates(&site.db, visitor(&request), lang, value).await;
    answer(&site, request, "rates", file).await
}

fn visitor(request: &Request) -> Option<&Visitor> {
    request.extensions().get()
}

/// The file, or the page that says why there is none.
async fn answer(site: &Site, request: Request, name: &str, file: Result<String, Stop>) -> Response {
    match file {
        Ok(file) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
            ];
            (headers, file).into_response()
        }
        Err(stop) => render(site, request, Answer::Stopped(stop)).await,
    }
}
