//! The vaccine manager's stock.

use super::{VaccineName, moment};
use crate::{
    api::{input::Caller, problem::Problem},
    http::Site,
};
use axum::{Json, extract::State};
use domain::calendar::iso;
use serde::Serialize;
use store::{
    standby,
    view::stock::{list, list_lots},
};
use utoipa::ToSchema;

/// The stock of the hospital.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stock {
    /// One ledger a vaccine.
    vaccines: Vec<Ledger>,
    /// The lots, those that expire first on top.
    lots: Vec<Lot>,
    /// When this was true.
    #[schema(format = "date-time")]
    as_of: String,
}

/// The ledger of one vaccine, in doses.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ledger {
    vaccine: VaccineName,
    /// Registered so far.
    registered: i32,
    /// Given.
    administered: i32,
    /// Disposed of.
    discarded: i32,
    /// Expired.
    expired: i32,
    /// In the refrigerator.
    on_hand: i32,
    /// Held by bookings.
    reserved: i32,
    /// Held by offers.
    offered: i32,
    /// Kept for the line.
    earmarked: i32,
    /// Can be booked.
    bookable: i32,
}

/// Doses of one lot.
#[derive(Serialize, ToSchema)]
pub(crate) struct Lot {
    /// Which.
    #[schema(minimum = 1)]
    id: i64,
    vaccine: VaccineName,
    /// Number on the box.
    number: String,
    /// Last day of use.
    #[schema(format = "date")]
    expires_on: String,
    /// Doses left.
    left: i32,
    /// Whether it may not be used anywhere.
    suspended: bool,
}

/// Stock of the hospital
#[utoipa::path(
    get,
    path = "/api/v1/stock",
    tag = "staff",
    responses((status = 200, description = "The stock.", body = Stock))
)]
pub(crate) async fn stock(State(site): State<Site>, caller: Caller) -> Result<Json<Stock>, Problem> {
    let hospital = caller.stock()?;
    // The sums come from a read model: its age is that of the answer.
    let (as_of, (stocks, lots)) = standby::reading(&site.db, move |db| async move {
        Ok((list(&db, hospital).await?, list_lots(&db, hospital).await?))
    })
    .await?;
    let as_of = as_of.at;
    let vaccines = stocks.into_iter().map(|s| Ledger {
        vaccine: VaccineName { id: s.vaccine.0, name: s.name, name_en: s.name_en },
        registered: s.ledger.registered,
        administered: s.ledger.administered,
        discarded: s.ledger.discarded,
        expired: s.ledger.expired,
        on_hand: s.ledger.on_hand(),
        reserved: s.ledger.reserved,
        offered: s.ledger.offered,
        earmarked: s.ledger.earmarked,
        bookable: s.ledger.bookable(),
    });
    let vaccines = vaccines.collect();
    let lots = lots.into_iter().map(|l| Lot {
        id: l.lot.0,
        vaccine: VaccineName { id: l.vaccine.0, name: l.vaccine_name, name_en: l.vaccine_name_en },
        number: l.lot_number,
        expires_on: iso(l.expires_on),
        left: l.left,
        suspended: l.suspended.is_some(),
    });
    Ok(Json(Stock { vaccines, lots: lots.collect(), as_of: moment(as_of) }))
}
