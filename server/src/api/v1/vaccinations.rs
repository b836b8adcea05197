//! Doses that were given: a citizen's own, and the reservation manager's records.

use super::{VaccineName, moment};
use crate::{
    api::{
        input::{Caller, IdempotencyKey, JsonBody},
        problem::Problem,
    },
    http::Site,
};
use app::text::Objection;
use axum::{Json, extract::State, http::StatusCode};
use domain::{
    calendar::iso,
    id::{LotId, ReservationId},
};
use serde::{Deserialize, Serialize};
use store::{
    vaccination::Given,
    view::{
        vaccination::{PersonSeries, list_series},
        visit,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

/// My vaccinations.
#[derive(Serialize, ToSchema)]
pub(crate) struct Vaccinations {
    /// One for each vaccine.
    items: Vec<SeriesNow>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Doses of one vaccine.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesNow {
    vaccine: VaccineName,
    /// Doses given so far.
    doses_given: i16,
    /// Doses required.
    doses_required: i16,
    /// The first day of the next dose, while one is to come.
    #[schema(format = "date")]
    next_from: Option<String>,
    /// The doses.
    doses: Vec<DoseGiven>,
}

/// A dose.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoseGiven {
    /// The record of it.
    id: Uuid,
    /// Which dose it was.
    dose: i16,
    /// When it was given.
    #[schema(format = "date-time")]
    given_at: String,
    /// Where.
    hospital: String,
    /// From which lot.
    lot: String,
}

/// My vaccinations
#[utoipa::path(
    get,
    path = "/api/v1/vaccinations",
    tag = "citizen",
    responses((status = 200, description = "The vaccinations.", body = Vaccinations))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    Caller(citizen): Caller,
) -> Result<Json<Vaccinations>, Problem> {
    let items = list_series(&site.db, citizen.account).await?.into_iter().map(series).collect();
    Ok(Json(Vaccinations { items, as_of: moment(site.db.now().await?) }))
}

fn series(of: PersonSeries) -> SeriesNow {
    let open = of.series.doses < of.series.required;
    let doses = of.doses.into_iter().map(|dose| DoseGiven {
        id: dose.vaccination.0,
        dose: dose.dose_no,
        given_at: moment(dose.given_at),
        hospital: dose.hospital_name,
        lot: dose.lot_number,
    });
    SeriesNow {
        vaccine: VaccineName { id: of.vaccine.0, name: of.vaccine_name, name_en: of.vaccine_name_en },
        doses_given: of.series.doses,
        doses_required: of.series.required,
        next_from: of.series.earliest().filter(|_| open).map(iso),
        doses: doses.collect(),
    }
}

/// A dose that was given to somebody with a booking.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reservation": "6f2f5f0e-6a2f-4b39-9f0e-0d9c8c7c3a10", "lot": 1}))]
pub(crate) struct Recorded {
    /// Whose booking.
    reservation: Uuid,
    /// From which lot of the hospital.
    #[schema(minimum = 1)]
    lot: i64,
}

/// The record.
#[derive(Serialize, ToSchema)]
pub(crate) struct Record {
    /// Which.
    id: Uuid,
}

/// Record a vaccination
///
/// For a booking at the hospital of the reservation manager.
#[utoipa::path(
    post,
    path = "/api/v1/vaccinations",
    tag = "staff",
    request_body = Recorded,
    responses((status = 201, description = "Recorded.", body = Record))
)]
pub(crate) async fn record(
    State(site): State<Site>,
    caller: Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(recorded): JsonBody<Recorded>,
) -> Result<(StatusCode, Json<Record>), Problem> {
    let hospital = caller.desk()?;
    let visit = visit::find(&site.db, hospital, ReservationId(recorded.reservation)).await?;
    let visit = visit.filter(|visit| visit.here).ok_or(Objection::NotFound)?;
    let given = Given { by: caller.0.account, hospital, lot: LotId(recorded.lot), person: visit.person, key };
    let id = store::vaccination::record(&site.db, &given).await??;
    Ok((StatusCode::CREATED, Json(Record { id: id.0 })))
}
