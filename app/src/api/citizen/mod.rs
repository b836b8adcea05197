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
use domain::field::FieldError;
use uuid::Uuid;

/// As [`Form::check`]; what is missing is asked for in the page's own words.
fn ask<T>(
    form: &mut Form,
    field: &'static str,
    label: Label,
    missing: Label,
    parsed: Result<T, FieldError>,
) -> Option<T> {
    if matches!(parsed, Err(FieldError::Missing)) {
        form.say(field, move |t| missing(t).to_owned());
        return None;
    }
    form.check(field, label, parsed)
}

/// The form's idempotency key; our forms always send one.
fn parse_key(key: &str) -> Result<Uuid, Stop> {
    key.parse().map_err(|_| Stop::Malformed)
}
