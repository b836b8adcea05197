//! Vaccines, and what a person must know of them.

use super::{VaccineName, moment};
use crate::{
    api::{
        open::{self, STILL},
        problem::Problem,
    },
    http::Site,
};
use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

/// The vaccines.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vaccines {
    /// By number.
    items: Vec<Vaccine>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A vaccine.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vaccine {
    #[serde(flatten)]
    vaccine: VaccineName,
    /// Doses a person needs.
    #[schema(minimum = 1)]
    doses_required: i16,
    /// Least days between two doses.
    #[schema(minimum = 0)]
    interval_days: i16,
    /// Least age in years on the day of the dose.
    #[schema(minimum = 0)]
    minimum_age: i16,
}

/// Vaccines
#[utoipa::path(
    get,
    path = "/api/v1/vaccines",
    tag = "open",
    responses((status = 200, description = "The vaccines.", body = Vaccines))
)]
pub(crate) async fn list(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    let rows = store::view::admin::list_vaccines(&site.db).await?;
    let items = rows.into_iter().map(|row| Vaccine {
        vaccine: VaccineName { id: row.vaccine.0, name: row.form.name, name_en: row.form.name_en },
        doses_required: row.form.doses_required,
        interval_days: row.form.interval_days,
        minimum_age: row.form.minimum_age,
    });
    let body = Vaccines { items: items.collect(), as_of: moment(site.db.now().await?) };
    open::json(&headers, STILL, &body)
}
