//! What is left, from this replica's memory; from the database while the memory is not fresh.

use crate::stop::Stop;
use domain::hospital::Province;
use leptos::prelude::*;
use store::{
    Db,
    availability::{Board, Country},
    view::hospital::{self, Found, Search},
};

fn board() -> Board {
    use_context().unwrap_or_default()
}

/// The country and the service.
pub(super) async fn country(db: &Db) -> Result<Country, Stop> {
    match board().country() {
        Some(country) => Ok(country),
        None => Ok(Country::read(db).await?),
    }
}

/// How many hospitals each province has.
pub(super) async fn provinces(db: &Db) -> Result<Vec<(Province, u32)>, Stop> {
    match board().provinces() {
        Some(provinces) => Ok(provinces),
        None => Ok(hospital::list_provinces(db).await?),
    }
}

/// Hospitals that are looked for.
pub(super) async fn list(db: &Db, search: &Search, offset: u32, most: u32) -> Result<Found, Stop> {
    let (offset, most) = (offset as usize, most as usize);
    match board().list(search, offset, most) {
        Some(found) => Ok(found),
        None => Ok(hospital::list(db, search, offset, most).await?),
    }
}
