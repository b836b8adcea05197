//! The reservation manager's day.

use super::moment;
use crate::{
    api::{
        input::{Caller, value},
        problem::Problem,
    },
    http::Site,
};
use app::text::Objection;
use axum::{
    Json,
    extract::{Path, State},
};
use domain::calendar::{iso, parse_iso};
use serde::Serialize;
use store::view::desk::{Entry, find_day, list_day};
use utoipa::ToSchema;
use uuid::Uuid;

/// A day of the hospital.
#[derive(Serialize, ToSchema)]
pub(crate) struct Day {
    /// The day.
    #[schema(format = "date")]
    date: String,
    /// Places in all.
    capacity: i32,
    /// Places that are taken.
    taken: i32,
    /// Whether nobody is vaccinated on it.
    closed: bool,
    /// The bookings of the day.
    bookings: Vec<Booked>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A booking, as the desk sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Booked {
    /// Which.
    id: Uuid,
    /// What the person reads out.
    number: String,
    /// Where it stands.
    #[schema(example = "confirmed")]
    status: &'static str,
    /// Who comes.
    name: String,
    /// Born on.
    #[schema(format = "date")]
    birth: String,
    /// Korean name of the vaccine.
    vaccine: String,
    /// Which dose it is.
    dose: i16,
}

/// Bookings of a day
#[utoipa::path(
    get,
    path = "/api/v1/desk/days/{date}",
    tag = "staff",
    params(("date" = String, Path, format = "date", description = "The day.")),
    responses((status = 200, description = "The day.", body = Day))
)]
pub(crate) async fn day(
    State(site): State<Site>,
    caller: Caller,
    Path(date): Path<String>,
) -> Result<Json<Day>, Problem> {
    let hospital = caller.desk()?;
    let date = value("date", parse_iso(&date))?;
    store::read_model::meet(&site.db).await?;
    let day = find_day(&site.db, hospital, date).await?.ok_or(Objection::NotFound)?;
    let bookings = list_day(&site.db, hospital, date).await?.into_iter().map(booked).collect();
    Ok(Json(Day {
        date: iso(date),
        capacity: day.capacity,
        taken: day.taken,
        closed: day.closed,
        bookings,
        as_of: moment(site.db.now().await?),
    }))
}

fn booked(entry: Entry) -> Booked {
    Booked {
        id: entry.reservation.0,
        number: entry.number.to_string(),
        status: entry.status.key(),
        name: entry.name.as_str().to_owned(),
        birth: iso(entry.birth.date()),
        vaccine: entry.vaccine_name,
        dose: entry.dose_no,
    }
}
