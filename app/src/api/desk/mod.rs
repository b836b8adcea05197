//! What the reservation manager does with requests of the own hospital.

pub mod accept;
pub mod reject;

use crate::{form::Form, request::db, stop::Stop, text::Texts};
use domain::{
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
