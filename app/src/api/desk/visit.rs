//! Records the dose of somebody with a booking: looked for, looked at, recorded (D1).

use super::refuse_record;
use crate::{
    form::Form,
    page::{code_in, desk::lots::against},
    request::{db, go, reservation_manager},
    stop::Stop,
};
use domain::{
    field::FieldError,
    id::{HospitalId, LotId, ReservationId},
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{
    vaccination::{Given, record},
    view::{
        stock::find_lot,
        visit::{Visit, Wanted, find},
    },
};

/// Reads what is looked for; the page looks.
#[server(prefix = "", endpoint = "/desk/visits")]
pub async fn search_visits(#[server(default)] q: String) -> Result<(), Stop> {
    reservation_manager()?;
    let mut form = Form::new();
    if q.trim().is_empty() {
        form.check("q", |t| t.desk.visit.search, Err::<(), _>(FieldError::Missing));
        return form.refuse();
    }
    // A scanner that types what it reads.
    if let Some(id) = code_in(&q).and_then(|code| store::link::read_visit(&db(), code)) {
        return go(format!("/desk/visit/{id}"));
    }
    if Wanted::parse(&q).is_none() {
        form.say("q", |t| t.desk.visit.search_malformed.into());
        return form.refuse();
    }
    form.answer()
}

/// Takes the choice of the lot and goes on to the last look; what cannot work is said here.
#[server(prefix = "", endpoint = "/desk/visit/check")]
pub async fn check_visit(#[server(default)] id: String, #[server(default)] lot: String) -> Result<(), Stop> {
    let (_, hospital) = reservation_manager()?;
    let id: ReservationId = id.parse()?;
    let mut form = Form::new().on(format!("/desk/visit/{id}"));
    let visit = find_own(hospital, id).await?;
    let Ok(lot) = lot.parse::<LotId>() else {
        form.check("lot", |t| t.desk.visit.lot, Err::<(), _>(FieldError::Unchosen));
        return form.refuse();
    };
    let lot = find_lot(&db(), hospital, lot).await?.ok_or(Stop::Missing)?;
    let refusal = if lot.vaccine == visit.vaccine { against(&lot) } else { Some(Refusal::WrongVaccine) };
    match refusal {
        Some(refusal) => refuse_record(form, refusal),
        None => go(format!("/desk/visit/{id}/check?lot={}", lot.lot)),
    }
}

/// Records the dose. The same form sent twice gets one answer.
#[server(prefix = "", endpoint = "/desk/visit/record")]
pub async fn record_visit(
    #[server(default)] id: String,
    #[server(default)] lot: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let (manager, hospital) = reservation_manager()?;
    let id: ReservationId = id.parse()?;
    let visit = find_own(hospital, id).await?;
    let given = Given {
        by: manager.account,
        hospital,
        lot: lot.parse()?,
        person: visit.person,
        key: key.parse().map_err(|_| Stop::Malformed)?,
    };
    match record(&db(), &given).await? {
        Ok(vaccination) => go(format!("/desk/vaccinations/{vaccination}/done")),
        Err(refusal) => refuse_record(Form::new().on(format!("/desk/visit/{id}")), refusal),
    }
}

/// A booking of this hospital; another one's looks like none.
async fn find_own(hospital: HospitalId, id: ReservationId) -> Result<Visit, Stop> {
    find(&db(), hospital, id).await?.filter(|v| v.here).ok_or(Stop::Missing)
}
