//! What a citizen's forms do: the person, vaccine and day, the request, the line, offers, changes,
//! notices and where they go.

pub mod change;
pub mod date;
pub mod email;
pub mod erase;
pub mod family;
pub mod notice;
pub mod offer;
pub mod person;
pub mod push;
pub mod request;
pub mod share;
pub mod wait;

use crate::{
    form::{Form, Label},
    stop::Stop,
};
use domain::{calendar, field::FieldError};
use time::Date;
use uuid::Uuid;

/// The day that was chosen.
fn read_day(form: &mut Form, label: Label, typed: &str) -> Option<Date> {
    match calendar::parse_iso(typed) {
        Err(FieldError::Missing) => {
            form.say("date", |t| t.citizen.book.date_missing.into());
            None
        }
        parsed => form.check("date", label, parsed),
    }
}

/// The form's idempotency key; our forms always send one.
fn parse_key(key: &str) -> Result<Uuid, Stop> {
    key.parse().map_err(|_| Stop::Malformed)
}
