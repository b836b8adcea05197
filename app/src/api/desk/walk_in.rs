//! Records the dose of somebody without a booking.

use super::refuse_record;
use crate::{
    form::Form,
    page::desk::{
        arrival::{Arrival, Typed},
        lots::against,
    },
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::{id::HospitalId, refusal::Refusal, vaccine::old_enough};
use leptos::prelude::*;
use store::{
    vaccination::{self, WalkIn},
    view::stock::find_lot,
};

const FORM: &str = "/desk/walk-in";

/// Reads who is here and from which lot, and shows it once more.
#[server(prefix = "", endpoint = "/desk/walk-in/check")]
pub async fn check_walk_in(
    #[server(default)] phone: String,
    #[server(default)] name: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
    #[server(default)] lot: String,
) -> Result<(), Stop> {
    let (_, hospital) = reservation_manager()?;
    let typed = Typed { phone, name, birth: [birth_year, birth_month, birth_day], lot };
    let (form, arrival) = read(hospital, &typed).await?;
    match arrival {
        Some(_) => Form::new().answer(),
        None => form.refuse(),
    }
}

/// Records the dose, for the person's own account: the one their phone number signs in to. With
/// `amend` it goes back to the form instead.
#[server(prefix = "", endpoint = "/desk/walk-in/record")]
pub async fn record_walk_in(
    #[server(default)] phone: String,
    #[server(default)] name: String,
    #[server(default)] birth_year: String,
    #[server(default)] birth_month: String,
    #[server(default)] birth_day: String,
    #[server(default)] lot: String,
    #[server(default)] amend: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    if !amend.is_empty() {
        return Form::new().on(FORM).answer();
    }
    let typed = Typed { phone, name, birth: [birth_year, birth_month, birth_day], lot };
    let db = db();
    let mut form = Form::new().on(FORM);
    // No more is asked than what was typed: the same form sent again gets the answer of the first.
    let Some(arrival) = typed.read(&mut form, db.today().await?) else { return form.refuse() };
    let walk_in = WalkIn {
        by: manager.account,
        hospital,
        lot: arrival.lot,
        phone: &arrival.phone,
        name: &arrival.name,
        birth: arrival.birth,
        key: key.parse().map_err(|_| Stop::Malformed)?,
    };
    match vaccination::record_walk_in(&db, &walk_in).await? {
        Ok(vaccination) => go(format!("/desk/vaccinations/{vaccination}/done")),
        Err(refusal) => refuse_record(Form::new().on(FORM), refusal),
    }
}

/// The arrival, or the form that says what is wrong; a lot that cannot be used, or not for somebody so
/// young, is said at once.
async fn read(hospital: HospitalId, typed: &Typed) -> Result<(Form, Option<Arrival>), Stop> {
    let db = db();
    let today = db.today().await?;
    let mut form = Form::new().on(FORM);
    let Some(arrival) = typed.read(&mut form, today) else { return Ok((form, None)) };
    let lot = find_lot(&db, hospital, arrival.lot).await?.ok_or(Stop::Missing)?;
    let young = !old_enough(arrival.birth.date(), lot.minimum_age, today);
    let refusal = against(&lot).or(young.then_some(Refusal::TooYoung(lot.minimum_age)));
    let Some(refusal) = refusal else { return Ok((form, Some(arrival))) };
    form.say("lot", move |t| (t.desk.visit.refusal)(&refusal));
    Ok((form, None))
}
