//! What the admin does with hospitals, their days, vaccines, supplies, lots, records, parked events
//! and messages that failed.

pub mod day;
pub mod delivery;
pub mod event;
pub mod hospital;
pub mod lot;
pub mod record;
pub mod staff;
pub mod supply;
pub mod vaccine;

use crate::stop::Stop;
use uuid::Uuid;

/// The form's idempotency key. Only our own forms send one, so anything else is no form.
fn form_key(key: &str) -> Result<Uuid, Stop> {
    Uuid::parse_str(key).map_err(|_| Stop::Malformed)
}
