//! Version 1: its addresses by what they are about, and what they say of it.

pub(super) mod desk;
pub(super) mod disposals;
pub(super) mod events;
pub(super) mod figures;
pub(super) mod hospitals;
pub(super) mod persons;
pub(super) mod reservations;
pub(super) mod status;
pub(super) mod stock;
pub(super) mod supplies;
pub(super) mod vaccinations;
pub(super) mod vaccines;
pub(super) mod waitlist;

use serde::Serialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use utoipa::ToSchema;

/// `2026-12-01T01:00:00Z`.
pub(in crate::api) fn moment(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

/// A vaccine, by name.
#[derive(Serialize, ToSchema)]
pub(super) struct VaccineName {
    /// Number of the vaccine.
    #[schema(minimum = 1, example = 1)]
    pub(super) id: i64,
    /// Korean name.
    #[schema(example = "데모백신")]
    pub(super) name: String,
    /// English name.
    #[schema(example = "Demo vaccine")]
    pub(super) name_en: String,
}

/// A hospital, by name.
#[derive(Serialize, ToSchema)]
pub(super) struct HospitalName {
    /// Number of the hospital.
    #[schema(minimum = 1, example = 1)]
    pub(super) id: i64,
    /// Its name.
    #[schema(example = "서울대학교병원")]
    pub(super) name: String,
}
