//! What people look at: one module for each kind of reader (N6). Nothing here changes anything.

pub mod admin;
pub mod desk;
pub mod duplicate;
pub mod figures;
pub mod hospital;
pub mod line;
mod live;
pub mod lot;
pub mod movement;
pub mod open;
pub mod own;
pub mod proof;
pub mod reservation;
pub mod staff;
pub mod status;
pub mod stock;
pub mod vaccination;
pub mod visit;

pub use live::{hospital_live, inbox_live, owns, reservation_live};

use crate::{Error, Result};
use domain::hospital::Province;

pub(crate) fn read_province(key: &str) -> Result<Province> {
    Province::parse(key).map_err(|_| Error::Unreadable("hospitals.province"))
}

/// A count of things as a page shows it.
pub(crate) fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or(0)
}
