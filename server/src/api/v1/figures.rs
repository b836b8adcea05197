//! The admin's dashboards as figures: doses given over time, and what became of the registered ones.
//! The same reading as the pages', so the same definitions.

use super::{HospitalName, moment};
use crate::{
    api::{
        input::{Asked, id},
        page::Page,
        problem::{Problem, Wrong},
    },
    http::Site,
};
use axum::{Json, extract::State};
use domain::{
    calendar::{iso, parse_iso},
    field::FieldError,
    hospital::Province,
};
use serde::Serialize;
use store::{
    read_model::meet,
    view::figures::{Filter, HospitalUse, Order, Use, list_given, list_use},
};
use time::{Date, Duration};
use utoipa::ToSchema;

/// Days without a wish for others, and the most there are.
const DAYS: i64 = 30;
const MOST_DAYS: i64 = 366;

/// Doses given in a period.
#[derive(Serialize, ToSchema)]
pub(crate) struct VaccinationFigures {
    /// First day.
    #[schema(format = "date")]
    from: String,
    /// Last day.
    #[schema(format = "date")]
    to: String,
    /// All doses of the period.
    #[schema(minimum = 0)]
    total: i64,
    /// Every day of it.
    days: Vec<DayFigures>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Doses given on a day.
#[derive(Serialize, ToSchema)]
pub(crate) struct DayFigures {
    /// The day.
    #[schema(format = "date")]
    date: String,
    /// First doses.
    #[schema(minimum = 0)]
    first: i64,
    /// Second doses.
    #[schema(minimum = 0)]
    second: i64,
    /// Third ones and later.
    #[schema(minimum = 0)]
    further: i64,
}

/// Doses given, by day
///
/// Voided records are not counted. A period has 366 days at the most, and thirty until today without a wish.
#[utoipa::path(
    get,
    path = "/api/v1/figures/vaccinations",
    tag = "staff",
    params(
        ("from" = inline(Option<String>), Query, format = Date, description = "First day."),
        ("to" = inline(Option<String>), Query, format = Date, description = "Last day."),
        ("province" = inline(Option<String>), Query, description = "In one province only."),
        ("vaccine" = inline(Option<i64>), Query, minimum = 1, description = "Of one vaccine only."),
    ),
    responses((status = 200, description = "The doses.", body = VaccinationFigures))
)]
pub(crate) async fn vaccinations(
    State(site): State<Site>,
    mut asked: Asked,
) -> Result<Json<VaccinationFigures>, Problem> {
    let filter = filter(&mut asked);
    let (from, to) = (asked.read("from", parse_iso), asked.read("to", parse_iso));
    let (from, to) = period(from, to, site.db.today().await?);
    if from > to || (to - from).whole_days() >= MOST_DAYS {
        asked.object("from", Wrong::Field(FieldError::NotAChoice));
    }
    asked.check()?;
    let as_of = meet(&site.db).await?.at;
    let given = list_given(&site.db, filter, from, to).await?;
    let total = given.iter().map(store::view::figures::GivenDay::total).sum();
    let days = given.into_iter().map(|day| DayFigures {
        date: iso(day.day_on),
        first: day.doses[0],
        second: day.doses[1],
        further: day.doses[2],
    });
    Ok(Json(VaccinationFigures {
        from: iso(from),
        to: iso(to),
        total,
        days: days.collect(),
        as_of: moment(as_of),
    }))
}

/// The days that are asked for; thirty until the last one.
fn period(from: Option<Date>, to: Option<Date>, today: Date) -> (Date, Date) {
    let to = to.unwrap_or(today);
    (from.unwrap_or_else(|| to.saturating_sub(Duration::days(DAYS - 1))), to)
}

fn filter(asked: &mut Asked) -> Filter {
    Filter { province: asked.read("province", Province::parse), vaccine: asked.read("vaccine", id) }
}

/// What became of the registered doses.
#[derive(Serialize, ToSchema)]
pub(crate) struct Rates {
    /// Of all these hospitals together.
    all: DoseUse,
    /// Hospitals that have registered doses, by name.
    items: Vec<HospitalRates>,
    /// The cursor of the next page; none on the last one.
    next: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// A hospital's doses.
#[derive(Serialize, ToSchema)]
pub(crate) struct HospitalRates {
    hospital: HospitalName,
    /// Its province's key.
    #[schema(example = "seoul")]
    province: &'static str,
    doses: DoseUse,
}

/// Doses, and their shares of the registered ones.
#[derive(Serialize, ToSchema)]
pub(crate) struct DoseUse {
    /// Registered.
    #[schema(minimum = 0)]
    registered: i64,
    /// Given.
    #[schema(minimum = 0)]
    administered: i64,
    /// Destroyed while they were good.
    #[schema(minimum = 0)]
    discarded: i64,
    /// Expired before anybody got them.
    #[schema(minimum = 0)]
    expired: i64,
    /// Vaccination rate: given for each thousand registered, rounded; none while none was registered.
    #[schema(minimum = 0)]
    administered_per_mille: Option<i64>,
    /// Disposal rate: destroyed for each thousand registered; expired ones are not in it.
    #[schema(minimum = 0)]
    discarded_per_mille: Option<i64>,
}

impl From<Use> for DoseUse {
    fn from(doses: Use) -> Self {
        Self {
            registered: doses.registered,
            administered: doses.administered,
            discarded: doses.discarded,
            expired: doses.expired,
            administered_per_mille: doses.share(doses.administered),
            discarded_per_mille: doses.share(doses.discarded),
        }
    }
}

impl From<HospitalUse> for HospitalRates {
    fn from(of: HospitalUse) -> Self {
        Self {
            hospital: HospitalName { id: of.hospital.0, name: of.name },
            province: of.province.key(),
            doses: of.doses.into(),
        }
    }
}

/// Vaccination and disposal rates
///
/// Shares of the doses that hospitals have registered, of each hospital and of all.
#[utoipa::path(
    get,
    path = "/api/v1/figures/rates",
    tag = "staff",
    params(
        ("province" = inline(Option<String>), Query, description = "In one province only."),
        ("vaccine" = inline(Option<i64>), Query, minimum = 1, description = "Of one vaccine only."),
        ("limit" = inline(Option<i64>), Query, minimum = 1, maximum = 200, description = "Rows of a page, 50 without it."),
        ("cursor" = inline(Option<String>), Query, description = "`next` of the page before."),
    ),
    responses((status = 200, description = "The rates.", body = Rates))
)]
pub(crate) async fn rates(State(site): State<Site>, mut asked: Asked) -> Result<Json<Rates>, Problem> {
    let filter = filter(&mut asked);
    let page = Page::read(&mut asked);
    // The order by name stands still while figures move: rows before a page are counted, not searched.
    let skipped = page.cursor.as_deref().map_or(Some(0), |cursor| cursor.parse::<u32>().ok());
    if skipped.is_none() {
        asked.object("cursor", Wrong::Cursor);
    }
    asked.check()?;
    let as_of = meet(&site.db).await?.at;
    let (skipped, limit) =
        (i64::from(skipped.unwrap_or_default()), i64::try_from(page.limit).unwrap_or(i64::MAX));
    let (all, n, hospitals) = list_use(&site.db, filter, Order::Name, skipped, limit).await?;
    let next = (i64::from(n) > skipped + limit).then(|| (skipped + limit).to_string());
    let items = hospitals.into_iter().map(Into::into).collect();
    Ok(Json(Rates { all: all.into(), items, next, as_of: moment(as_of) }))
}
