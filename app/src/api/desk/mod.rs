//! What the reservation manager does with requests, bookings and visits of the own hospital.

pub mod accept;
pub mod cancel;
pub mod reject;
pub mod visit;
pub mod void;
pub mod walk_in;

use crate::{form::Form, request::db, stop::Stop, text::Texts};
use domain::{
    field::{FieldError, parse_line},
    id::{HospitalId, ReservationId},
    refusal::Refusal,
};

/// Ends a server function with the store's refusal. Somebody who was slower than a colleague
/// or the person reads which reservation it is about, and where it stands now.
async fn refuse(
    form: Form,
    hospital: HospitalId,
    reservation: ReservationId,
    refusal: Refusal,
) -> Result<(), Stop> {
    let Refusal::Already(status) = refusal else { return form.refuse_for("", refusal) };
    let entry = store::view::desk::find(&db(), hospital, reservation).await?.ok_or(Stop::Missing)?;
    let number = entry.number.to_string();
    let mut form = form;
    form.say("", move |t: &'static Texts| (t.desk.already)(&number, (t.common.status)(status)));
    form.refuse()
}

/// The note to a reason; `needed` where the reason says nothing by itself.
fn read_note(form: &mut Form, note: &str, needed: bool) -> Option<String> {
    match parse_line(note, 200) {
        Ok(note) => Some(note),
        Err(FieldError::Missing) if needed => {
            form.say("note", |t| t.desk.note_missing.into());
            None
        }
        Err(FieldError::Missing) => None,
        Err(wrong) => form.check("note", |t| t.desk.note, Err(wrong)),
    }
}

/// Ends a server function with the refusal of a record, in the words of the desk: at the lot where
/// another one is the remedy.
fn refuse_record(mut form: Form, refusal: Refusal) -> Result<(), Stop> {
    let field = match refusal {
        Refusal::Unknown => return Err(Stop::Missing),
        Refusal::LotExpired | Refusal::LotSuspended | Refusal::LotEmpty => "lot",
        _ => "",
    };
    form.say(field, move |t: &'static Texts| (t.desk.visit.refusal)(&refusal));
    form.refuse()
}
