//! The vaccine manager's supplies: they arrive, and their doses are registered.

use super::{VaccineName, moment};
use crate::{
    api::{
        input::{Asked, Caller, JsonBody, part},
        page::Page,
        problem::Problem,
    },
    http::Site,
};
use app::text::Objection;
use axum::{
    Json,
    extract::{Path, State},
};
use domain::{
    calendar::iso,
    id::{HospitalId, SupplyId},
};
use serde::{Deserialize, Serialize};
use store::view::stock::{Supply, find_supply, list_supplies};
use utoipa::ToSchema;

/// Supplies that are looked through for a page.
const LATEST: i64 = 1_000;

/// A page of supplies.
#[derive(Serialize, ToSchema)]
pub(crate) struct Supplies {
    /// The newest first.
    items: Vec<SupplyNow>,
    /// The cursor of the next page; none on the last one.
    next: Option<String>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// Vials of one lot that were sent to the hospital.
#[derive(Serialize, ToSchema)]
#[schema(as = Supply)]
pub(crate) struct SupplyNow {
    /// Which.
    #[schema(minimum = 1)]
    id: i64,
    vaccine: VaccineName,
    /// Number on the box.
    lot: String,
    /// Last day of use.
    #[schema(format = "date")]
    expires_on: String,
    /// Vials that were sent.
    vials: i32,
    /// `sent`, `received`, `registered` or `discarded`.
    #[schema(example = "received")]
    state: &'static str,
    /// Doses it yielded, once they are registered.
    doses: Option<i32>,
    /// When it was sent.
    #[schema(format = "date-time")]
    sent_at: String,
    /// When it arrived.
    #[schema(format = "date-time")]
    received_at: Option<String>,
    /// When its doses were registered.
    #[schema(format = "date-time")]
    registered_at: Option<String>,
}

impl From<Supply> for SupplyNow {
    fn from(s: Supply) -> Self {
        Self {
            id: s.supply.0,
            vaccine: VaccineName { id: s.vaccine.0, name: s.vaccine_name, name_en: s.vaccine_name_en },
            lot: s.lot_number,
            expires_on: iso(s.expires_on),
            vials: s.vials,
            state: s.state.key(),
            doses: s.doses,
            sent_at: moment(s.sent_at),
            received_at: s.received_at.map(moment),
            registered_at: s.registered_at.map(moment),
        }
    }
}

/// How many doses a supply yielded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"doses": 60}))]
pub(crate) struct Yield {
    /// Doses drawn from its vials.
    #[schema(minimum = 1)]
    doses: i32,
}

/// Supplies of the hospital
#[utoipa::path(
    get,
    path = "/api/v1/supplies",
    tag = "staff",
    params(
        ("limit" = inline(Option<i64>), Query, minimum = 1, maximum = 200, description = "Rows of a page, 50 without it."),
        ("cursor" = inline(Option<String>), Query, description = "`next` of the page before."),
    ),
    responses((status = 200, description = "The supplies.", body = Supplies))
)]
pub(crate) async fn list(
    State(site): State<Site>,
    caller: Caller,
    mut asked: Asked,
) -> Result<Json<Supplies>, Problem> {
    let hospital = caller.stock()?;
    let page = Page::read(&mut asked);
    asked.check()?;
    let supplies = list_supplies(&site.db, Some(hospital), None, LATEST).await?;
    let (rows, next) = page.cut(supplies, |s| s.supply.to_string())?;
    let items = rows.into_iter().map(Into::into).collect();
    Ok(Json(Supplies { items, next, as_of: moment(site.db.now().await?) }))
}

/// A supply has arrived
#[utoipa::path(
    post,
    path = "/api/v1/supplies/{id}/receive",
    tag = "staff",
    params(("id" = i64, Path, minimum = 1, description = "Which supply.")),
    responses((status = 200, description = "Received.", body = SupplyNow))
)]
pub(crate) async fn receive(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<SupplyNow>, Problem> {
    let (hospital, id) = (caller.stock()?, part(&id)?);
    store::supply::receive(&site.db, caller.0.account, Some(hospital), id).await??;
    read(&site, hospital, id).await
}

/// Register the doses of a supply
///
/// Once, for what has arrived: people in line have the first of them, the rest can be booked.
#[utoipa::path(
    post,
    path = "/api/v1/supplies/{id}/register",
    tag = "staff",
    params(("id" = i64, Path, minimum = 1, description = "Which supply.")),
    request_body = Yield,
    responses((status = 200, description = "Registered.", body = SupplyNow))
)]
pub(crate) async fn register(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    JsonBody(yielded): JsonBody<Yield>,
) -> Result<Json<SupplyNow>, Problem> {
    let (hospital, id) = (caller.stock()?, part(&id)?);
    let by = caller.0.account;
    store::supply::register_doses(&site.db, by, hospital, id, yielded.doses).await??;
    read(&site, hospital, id).await
}

async fn read(site: &Site, hospital: HospitalId, id: SupplyId) -> Result<Json<SupplyNow>, Problem> {
    let supply = find_supply(&site.db, Some(hospital), id).await?.ok_or(Objection::NotFound)?;
    Ok(Json(supply.into()))
}
