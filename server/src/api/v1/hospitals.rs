//! Hospitals: which there are, and what can be booked there on which day.

use super::{HospitalName, VaccineName, moment};
use crate::{
    api::{
        input::{Asked, id, part, yes_or_no},
        open::{self, MOVING},
        page::Page,
        problem::{Problem, Wrong},
    },
    http::Site,
};
use app::text::Objection;
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    calendar::iso,
    field::FieldError,
    hospital::{Province, parse_name},
    id::HospitalId,
};
use http::HeaderMap;
use serde::Serialize;
use store::view::{
    hospital::find as find_page,
    open::{Filter, Row, list as list_rows},
};
use utoipa::ToSchema;

/// Open days in one answer: all of them.
const ALL_DAYS: i64 = 100;

/// A page of hospitals.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hospitals {
    /// By number.
    items: Vec<Hospital>,
    /// The cursor of the next page; none on the last one.
    next: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A hospital.
#[derive(Serialize, ToSchema)]
pub(crate) struct Hospital {
    #[serde(flatten)]
    hospital: HospitalName,
    /// Key of the province.
    #[schema(example = "seoul")]
    province: &'static str,
    /// Where it is, if the register says so.
    position: Option<Position>,
    /// Doses of each vaccine it has ever had.
    doses: Vec<Doses>,
}

/// A place on the map, in degrees.
#[derive(Serialize, ToSchema)]
pub(crate) struct Position {
    latitude: f64,
    longitude: f64,
}

/// Doses of one vaccine.
#[derive(Serialize, ToSchema)]
pub(crate) struct Doses {
    vaccine: VaccineName,
    /// Doses that can be booked.
    #[schema(minimum = 0)]
    bookable: i32,
}

/// A hospital with its open days.
#[derive(Serialize, ToSchema)]
pub(crate) struct HospitalDetail {
    #[serde(flatten)]
    hospital: HospitalName,
    /// Key of the province.
    #[schema(example = "seoul")]
    province: &'static str,
    /// Where it is, if the register says so.
    position: Option<Position>,
    /// Booking for a day ends at this time of it, in Seoul.
    #[schema(example = "18:00")]
    closes_at: String,
    /// Its vaccines.
    vaccines: Vec<Stocked>,
    /// Its open days, full ones included.
    days: Vec<OpenDay>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A vaccine at a hospital.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stocked {
    vaccine: VaccineName,
    /// Doses that can be booked.
    #[schema(minimum = 0)]
    bookable: i32,
    /// No booking is dated after this day.
    #[schema(format = "date")]
    lasts_until: Option<String>,
    /// People in line.
    waiting: u32,
}

/// An open day.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenDay {
    /// The day.
    #[schema(format = "date")]
    date: String,
    /// Places that can be booked.
    places: u32,
    /// The vaccines that can be booked for it: there are doses, and they last until then.
    vaccines: Vec<i64>,
}

/// Hospitals
///
/// By number, a page at a time.
#[utoipa::path(
    get,
    path = "/api/v1/hospitals",
    tag = "open",
    params(
        ("province" = inline(Option<String>), Query, description = "Key of a province, such as `seoul`."),
        ("name" = inline(Option<String>), Query, description = "Part of the name; blanks do not matter."),
        ("vaccine" = inline(Option<i64>), Query, minimum = 1, description = "Number of a vaccine that the hospital has had."),
        ("bookable" = inline(Option<bool>), Query, description = "Only those with doses that can be booked."),
        ("limit" = inline(Option<i64>), Query, minimum = 1, maximum = 200, description = "Rows of a page, 50 without it."),
        ("cursor" = inline(Option<String>), Query, description = "`next` of the page before."),
    ),
    responses((status = 200, description = "The hospitals.", body = Hospitals))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    headers: HeaderMap,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let filter = Filter {
        province: asked.read("province", Province::parse),
        name: asked.read("name", parse_name).unwrap_or_default(),
        vaccine: asked.read("vaccine", id),
        bookable: asked.read("bookable", yes_or_no).unwrap_or_default(),
    };
    let page = Page::read(&mut asked);
    let after = page.cursor.as_deref().and_then(|cursor| {
        cursor.parse::<HospitalId>().map_err(|_| asked.object("cursor", Wrong::Cursor)).ok()
    });
    asked.check()?;
    // One more row than the page has tells whether there is another page.
    let most = i64::try_from(page.limit + 1).unwrap_or(i64::MAX);
    let (mut rows, as_of) = list_rows(&site.db, &filter, after, most).await?;
    let more = rows.len() > page.limit;
    rows.truncate(page.limit);
    let next = rows.last().filter(|_| more).map(|row| row.hospital.to_string());
    let items = rows.into_iter().map(hospital).collect();
    open::json(&headers, MOVING, &Hospitals { items, next, as_of: moment(as_of) })
}

fn hospital(row: Row) -> Hospital {
    let doses = row.left.into_iter().map(|left| Doses {
        vaccine: VaccineName { id: left.vaccine, name: left.name, name_en: left.name_en },
        bookable: left.bookable,
    });
    Hospital {
        hospital: HospitalName { id: row.hospital.0, name: row.name },
        province: row.province.key(),
        position: row.position.map(position),
        doses: doses.collect(),
    }
}

fn position((latitude, longitude): (f64, f64)) -> Position {
    Position { latitude, longitude }
}

/// A hospital
///
/// With what can be booked on each of its open days.
#[utoipa::path(
    get,
    path = "/api/v1/hospitals/{id}",
    tag = "open",
    params(("id" = i64, Path, minimum = 1, description = "Number of the hospital.")),
    responses((status = 200, description = "The hospital.", body = HospitalDetail))
)]
pub(crate) async fn find(
    State(site): State<Site>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = find_page(&site.db, part(&id)?, None, ALL_DAYS).await?.ok_or(Objection::NotFound)?;
    let days = found.days.iter().map(|day| {
        let lasting = found.stocks.iter().filter(|s| {
            day.free > 0 && s.bookable > 0 && s.lasts_until.is_some_and(|last| last >= day.day_on)
        });
        OpenDay { date: iso(day.day_on), places: day.free, vaccines: lasting.map(|s| s.vaccine.0).collect() }
    });
    let days = days.collect();
    let vaccines = found.stocks.into_iter().map(|s| Stocked {
        vaccine: VaccineName { id: s.vaccine.0, name: s.name, name_en: s.name_en },
        bookable: s.bookable,
        lasts_until: s.lasts_until.map(iso),
        waiting: s.waiting,
    });
    let body = HospitalDetail {
        hospital: HospitalName { id: found.hospital.0, name: found.name },
        province: found.province.key(),
        position: found.position.map(position),
        closes_at: format!("{:02}:{:02}", found.closes_at.hour(), found.closes_at.minute()),
        vaccines: vaccines.collect(),
        days,
        as_of: moment(found.as_of),
    };
    open::json(&headers, MOVING, &body)
}

/// Numbers of hospitals, comma separated, at most `most`.
pub(super) fn numbers(text: &str, most: usize) -> Result<Vec<HospitalId>, FieldError> {
    let ids: Vec<HospitalId> = text.split(',').map(|n| id(n.trim())).collect::<Result<_, _>>()?;
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    if ids.len() > most { Err(FieldError::OutOfRange(1, limit)) } else { Ok(ids) }
}
