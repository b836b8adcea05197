//! The country at a glance, and how the service itself is doing.

use super::moment;
use crate::{
    api::{
        open::{self, MOVING},
        problem::Problem,
    },
    http::Site,
};
use axum::{Json, extract::State, response::Response};
use http::HeaderMap;
use serde::Serialize;
use store::{
    BreakerState, notice, outbox, standby,
    view::status::{Now, read},
};
use utoipa::ToSchema;

/// Availability by province.
#[derive(Serialize, ToSchema)]
pub(crate) struct Availability {
    /// All seventeen, in official order.
    provinces: Vec<ProvinceNow>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A province.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProvinceNow {
    /// Its key.
    #[schema(example = "seoul")]
    province: &'static str,
    /// Hospitals there.
    hospitals: u32,
    /// Hospitals with doses that can be booked.
    with_doses: u32,
    /// Doses that can be booked.
    bookable: i64,
    /// Free places within the next fourteen days.
    places: i64,
    /// People in line.
    waiting: u32,
}

async fn provinces(site: &Site) -> Result<Availability, Problem> {
    Ok(of(read(&site.db).await?))
}

fn of(now: Now) -> Availability {
    let provinces = now.provinces.into_iter().map(|p| ProvinceNow {
        province: p.province.key(),
        hospitals: p.hospitals,
        with_doses: p.with_doses,
        bookable: p.bookable,
        places: p.places,
        waiting: p.waiting,
    });
    Availability { provinces: provinces.collect(), as_of: moment(now.as_of) }
}

/// Availability by province
#[utoipa::path(
    get,
    path = "/api/v1/availability",
    tag = "open",
    responses((status = 200, description = "The provinces.", body = Availability))
)]
pub(crate) async fn availability(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    // Everybody asks for it: from memory, and written once for each look of the board.
    let shared = site.board.version().and_then(|version| {
        let now = || Some(of(site.board.country()?.now));
        site.availability.json(&headers, MOVING, version, now)
    });
    if let Some(shared) = shared {
        return Ok(shared);
    }
    open::json(&headers, MOVING, &provinces(&site).await?)
}

/// How the service is doing.
#[derive(Serialize, ToSchema)]
pub(crate) struct Status {
    /// Whether booking works.
    booking: Booking,
    /// Age of the oldest event that some part of the service has not seen yet (seconds).
    #[schema(minimum = 0)]
    events_delay_seconds: f64,
    /// Messages that wait to be sent.
    #[schema(minimum = 0)]
    messages_queued: u32,
    /// For how long the message that is due longest has waited (seconds).
    #[schema(minimum = 0)]
    messages_delay_seconds: f64,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Whether booking works.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Booking {
    /// It does.
    Open,
    /// It is being tried again after a fault.
    Trying,
    /// It does not; the waitlist does.
    Unavailable,
}

/// State of the service
#[utoipa::path(
    get,
    path = "/api/v1/status",
    tag = "open",
    responses((status = 200, description = "The state.", body = Status))
)]
pub(crate) async fn status(State(site): State<Site>, headers: HeaderMap) -> Result<Response, Problem> {
    let db = &site.db;
    let (queued, delay) = notice::count_queued(db).await?;
    let lags = outbox::list_lags(db).await?;
    let body = Status {
        booking: match db.breaker_state() {
            BreakerState::Closed => Booking::Open,
            BreakerState::HalfOpen => Booking::Trying,
            BreakerState::Open => Booking::Unavailable,
        },
        events_delay_seconds: lags.into_iter().map(|lag| lag.seconds).fold(0.0, f64::max),
        messages_queued: queued,
        messages_delay_seconds: delay,
        as_of: moment(db.now().await?),
    };
    open::json(&headers, MOVING, &body)
}

/// The admin's figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct Figures {
    /// Hospitals.
    hospitals: u32,
    /// Hospitals without doses that can be booked.
    without_doses: u32,
    /// Doses that can be booked.
    bookable: i64,
    /// Vaccines.
    vaccines: u32,
    /// Vials in the national store.
    vials_left: i64,
    /// Requests without an answer.
    requested: u32,
    /// People in line.
    waiting: u32,
    /// The same by province.
    provinces: Vec<ProvinceNow>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Figures of the country
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    tag = "staff",
    responses((status = 200, description = "The figures.", body = Figures))
)]
pub(crate) async fn figures(State(site): State<Site>) -> Result<Json<Figures>, Problem> {
    let (_, overview) =
        standby::reading(&site.db, move |db| async move { store::view::admin::read_overview(&db).await })
            .await?;
    Ok(Json(Figures {
        hospitals: overview.hospitals,
        without_doses: overview.without_doses,
        bookable: overview.bookable,
        vaccines: overview.vaccines,
        vials_left: overview.vials_left,
        requested: overview.requested,
        waiting: overview.waiting,
        provinces: provinces(&site).await?.provinces,
        as_of: moment(overview.as_of),
    }))
}
