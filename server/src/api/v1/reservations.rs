//! A citizen's reservations: the same commands as behind the pages.

use super::{HospitalName, VaccineName, moment, persons};
use crate::{
    api::{
        input::{Asked, Caller, IdempotencyKey, JsonBody, part, value},
        page::Page,
        problem::Problem,
    },
    http::Site,
};
use app::text::Objection;
use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    account::Visitor,
    calendar::{iso, parse_iso},
    id::{HospitalId, ReservationId, VaccineId},
};
use http::{StatusCode, header::LOCATION};
use serde::{Deserialize, Serialize};
use store::{
    reservation::{Request, book as book_dose},
    view::reservation::{Mine, find_mine, list_mine},
};
use utoipa::ToSchema;
use uuid::Uuid;

/// A page of one's own reservations.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reservations {
    /// The newest first.
    items: Vec<Reservation>,
    /// The cursor of the next page; none on the last one.
    next: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// One's own reservation, or wait.
#[derive(Serialize, ToSchema)]
pub(crate) struct Reservation {
    /// Which.
    id: Uuid,
    /// What to read out at the desk.
    number: String,
    /// Where it stands: `waiting`, `offered`, `requested`, `confirmed`, `vaccinated`, `rejected`,
    /// `cancelled`, `withdrawn`, `no_show` or `expired`.
    #[schema(example = "requested")]
    status: &'static str,
    /// Rises with every change.
    version: i64,
    /// For whom it is.
    #[schema(minimum = 1)]
    person: i64,
    hospital: HospitalName,
    vaccine: VaccineName,
    /// The booked day; while waiting the wanted one, if any.
    #[schema(format = "date")]
    date: Option<String>,
    /// Which dose it is.
    dose: i16,
    /// Doses a person needs.
    doses_required: i16,
    /// The place in line while waiting.
    line: Option<Line>,
    /// Until when an offer may be accepted.
    #[schema(format = "date-time")]
    offer_until: Option<String>,
    /// When it was made.
    #[schema(format = "date-time")]
    created_at: String,
    /// When the hospital answered.
    #[schema(format = "date-time")]
    decided_at: Option<String>,
    /// When it was over.
    #[schema(format = "date-time")]
    ended_at: Option<String>,
    /// What the hospital wrote.
    note: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A place in line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Line {
    /// One for the first.
    position: u32,
    /// How many wait in all.
    waiting: u32,
}

impl From<Mine> for Reservation {
    fn from(mine: Mine) -> Self {
        Self {
            id: mine.reservation.0,
            number: mine.number.to_string(),
            status: mine.status.key(),
            version: mine.version,
            person: mine.person.0,
            hospital: HospitalName { id: mine.hospital.0, name: mine.hospital_name },
            vaccine: VaccineName {
                id: mine.vaccine.0,
                name: mine.vaccine_name,
                name_en: mine.vaccine_name_en,
            },
            date: mine.day_on.map(iso),
            dose: mine.dose.0,
            doses_required: mine.dose.1,
            line: mine.line.map(|l| Line { position: l.position, waiting: l.waiting }),
            offer_until: mine.offer_until.map(moment),
            created_at: moment(mine.created_at),
            decided_at: mine.decided_at.map(moment),
            ended_at: mine.ended_at.map(moment),
            note: mine.note,
            as_of: moment(mine.as_of),
        }
    }
}

/// What to book.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hospital": 1, "vaccine": 1, "date": "2026-12-01"}))]
pub(crate) struct Wish {
    /// Number of the hospital.
    #[schema(minimum = 1)]
    hospital: i64,
    /// Number of the vaccine.
    #[schema(minimum = 1)]
    vaccine: i64,
    /// The day.
    #[schema(format = "date")]
    date: String,
    /// Somebody of the account; its owner without it.
    #[schema(minimum = 1)]
    person: Option<i64>,
}

/// My reservations
///
/// Waits included, the newest first; the latest hundred.
#[utoipa::path(
    get,
    path = "/api/v1/reservations",
    tag = "citizen",
    params(
        ("limit" = inline(Option<i64>), Query, minimum = 1, maximum = 200, description = "Rows of a page, 50 without it."),
        ("cursor" = inline(Option<String>), Query, description = "`next` of the page before."),
    ),
    responses((status = 200, description = "The reservations.", body = Reservations))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    Caller(citizen): Caller,
    mut asked: Asked,
) -> Result<Json<Reservations>, Problem> {
    let page = Page::read(&mut asked);
    asked.check()?;
    let mine = list_mine(&site.db, citizen.account).await?;
    let (rows, next) = page.cut(mine, |mine| mine.reservation.to_string())?;
    let items = rows.into_iter().map(Into::into).collect();
    Ok(Json(Reservations { items, next, as_of: moment(site.db.now().await?) }))
}

/// One of my reservations
#[utoipa::path(
    get,
    path = "/api/v1/reservations/{id}",
    tag = "citizen",
    params(("id" = Uuid, Path, description = "Which.")),
    responses((status = 200, description = "The reservation.", body = Reservation))
)]
pub(crate) async fn find(
    State(site): State<Site>,
    Caller(citizen): Caller,
    Path(id): Path<String>,
) -> Result<Json<Reservation>, Problem> {
    read(&site, &citizen, part(&id)?).await.map(Json)
}

/// Book
///
/// Holds a dose and a place, if both are there. The hospital answers later.
#[utoipa::path(
    post,
    path = "/api/v1/reservations",
    tag = "citizen",
    request_body = Wish,
    responses((status = 201, description = "Requested.", body = Reservation))
)]
pub(crate) async fn book(
    State(site): State<Site>,
    Caller(citizen): Caller,
    IdempotencyKey(key): IdempotencyKey,
    JsonBody(wish): JsonBody<Wish>,
) -> Result<Response, Problem> {
    let day_on = value("date", parse_iso(&wish.date))?;
    let request = Request {
        account: citizen.account,
        person: persons::choose(&site, &citizen, wish.person).await?,
        hospital: HospitalId(wish.hospital),
        vaccine: VaccineId(wish.vaccine),
        day_on,
        key,
    };
    let id = book_dose(&site.db, request).await??;
    created(&site, &citizen, id).await
}

/// Cancel a booking of mine
#[utoipa::path(
    post,
    path = "/api/v1/reservations/{id}/cancel",
    tag = "citizen",
    params(("id" = Uuid, Path, description = "Which.")),
    responses((status = 200, description = "Cancelled.", body = Reservation))
)]
pub(crate) async fn cancel(
    State(site): State<Site>,
    Caller(citizen): Caller,
    Path(id): Path<String>,
) -> Result<Json<Reservation>, Problem> {
    let id = part(&id)?;
    store::cancel::by_person(&site.db, citizen.account, id).await??;
    read(&site, &citizen, id).await.map(Json)
}

pub(super) async fn read(site: &Site, citizen: &Visitor, id: ReservationId) -> Result<Reservation, Problem> {
    let mine = find_mine(&site.db, citizen.account, id).await?.ok_or(Objection::NotFound)?;
    Ok(mine.into())
}

/// What was made, and where it is.
pub(super) async fn created(site: &Site, citizen: &Visitor, id: ReservationId) -> Result<Response, Problem> {
    let at = [(LOCATION, format!("/api/v1/reservations/{id}"))];
    Ok((StatusCode::CREATED, at, Json(read(site, citizen, id).await?)).into_response())
}
