//! What the vaccine manager does with supplies and doses of the own hospital.

pub mod correct;
pub mod dispose;
pub mod receive;
pub mod register;
pub mod vials;

use crate::{form::Form, request::db, stop::Stop};
use domain::{
    disposal::DisposalReason,
    field::{FieldError, parse_line, parse_number},
    id::{HospitalId, SupplyId},
};
use store::view::stock::Supply;
use uuid::Uuid;

/// The form's idempotency key. Only our own forms send one, so anything else is no form.
fn form_key(key: &str) -> Result<Uuid, Stop> {
    Uuid::parse_str(key).map_err(|_| Stop::Malformed)
}

/// A supply of this hospital.
async fn find_supply(hospital: HospitalId, id: SupplyId) -> Result<Supply, Stop> {
    store::view::stock::find_supply(&db(), Some(hospital), id).await?.ok_or(Stop::Missing)
}

/// A number of doses or vials as typed.
fn amount(typed: &str) -> Result<i32, FieldError> {
    let most = 1_000_000;
    parse_number(typed, 1, most)?.try_into().map_err(|_| FieldError::OutOfRange(1, most))
}

/// The note to a disposal; the reason "other" says nothing without one.
fn note(form: &mut Form, typed: &str, reason: DisposalReason) -> Option<String> {
    match parse_line(typed, 200) {
        Ok(note) => Some(note),
        Err(FieldError::Missing) if reason == DisposalReason::Other => {
            form.say("note", |t| t.stock.disposal.note_missing.into());
            None
        }
        Err(FieldError::Missing) => None,
        Err(wrong) => form.check("note", |t| t.stock.disposal.note, Err(wrong)),
    }
}

/// The chosen reason of a disposal.
fn reason(form: &mut Form, typed: &str) -> Option<DisposalReason> {
    let reason = DisposalReason::from_key(typed).ok_or(FieldError::Unchosen);
    form.check("reason", |t| t.stock.disposal.reason, reason)
}
