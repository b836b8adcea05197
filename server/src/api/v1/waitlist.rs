//! Standing in line.

use super::{
    persons,
    reservations::{Reservation, created, read},
};
use crate::{
    api::{
        input::{Caller, IdempotencyKey, JsonBody, part, value},
        problem::Problem,
    },
    http::Site,
};
use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use domain::{
    calendar::parse_iso,
    id::{HospitalId, VaccineId},
};
use serde::Deserialize;
use store::waitlist::{Join, withdraw};
use utoipa::ToSchema;

/// What to wait for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hospital": 1, "vaccine": 1}))]
pub(crate) struct Wait {
    /// Number of the hospital.
    #[schema(minimum = 1)]
    hospital: i64,
    /// Number of the vaccine.
    #[schema(minimum = 1)]
    vaccine: i64,
    /// Only for this day; for any without it.
    #[schema(format = "date")]
    date: Option<String>,
    /// Somebody of the account; its owner without it.
    #[schema(minimum = 1)]
    person: Option<i64>,
}

/// Join a line
#[utoipa::path(
    post,
    path = "/api/v1/waitlist",
    tag = "citizen",
    request_body = Wait,
    responses((status = 201, description = "Joined.", body = Reservation))
)]
pub(crate) async fn join(
    State(site): State<Site>,
    Caller(citizen): Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(wait): JsonBody<Wait>,
) -> Result<Response, Problem> {
    let wanted_on = wait.date.map(|date| value("date", parse_iso(&date))).transpose()?;
    let join = Join {
        account: citizen.account,
        person: persons::choose(&site, &citizen, wait.person).await?,
        hospital: HospitalId(wait.hospital),
        vaccine: VaccineId(wait.vaccine),
        wanted_on,
        instead_of: None,
        key,
    };
    let id = store::waitlist::join(&site.db, &join).await??;
    created(&site, &citizen, id).await
}

/// Leave a line
#[utoipa::path(
    post,
    path = "/api/v1/waitlist/{id}/leave",
    tag = "citizen",
    params(("id" = Uuid, Path, description = "Which wait.")),
    responses((status = 200, description = "Left.", body = Reservation))
)]
pub(crate) async fn leave(
    State(site): State<Site>,
    Caller(citizen): Caller,
    Path(id): Path<String>,
) -> Result<Json<Reservation>, Problem> {
    let id = part(&id)?;
    withdraw(&site.db, citizen.account, id).await??;
    read(&site, &citizen, id).await.map(Json)
}
