//! Closes and opens single days of a hospital.

use super::hospital::list_days;
use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::{
    calendar::{iso, parse_iso},
    id::HospitalId,
    refusal::Refusal,
};
use leptos::prelude::*;
use time::Date;

/// Closes one day, as long as nobody is booked on it.
#[server(prefix = "", endpoint = "/admin/hospitals/close-day")]
pub async fn close_day(#[server(default)] id: String, #[server(default)] day: String) -> Result<(), Stop> {
    let admin = admin()?;
    let (id, day) = read(&id, &day)?;
    let page = format!("/admin/hospitals/{id}/days");
    match store::hospital::close_day(&db(), admin.account, id, day).await? {
        Ok(()) => go(format!("{page}?done=closed&day={}", iso(day))),
        Err(Refusal::DaysTaken(days)) => {
            let mut form = Form::new().on(page);
            form.say("", move |t| list_days(t, &days));
            form.refuse()
        }
        Err(refusal) => Form::new().on(page).refuse_for("", refusal),
    }
}

/// Opens a day again that was closed alone.
#[server(prefix = "", endpoint = "/admin/hospitals/reopen-day")]
pub async fn reopen_day(#[server(default)] id: String, #[server(default)] day: String) -> Result<(), Stop> {
    let admin = admin()?;
    let (id, day) = read(&id, &day)?;
    let done = format!("/admin/hospitals/{id}/days?done=reopened&day={}", iso(day));
    match store::hospital::reopen_day(&db(), admin.account, id, day).await? {
        Ok(()) => go(done),
        // A second tap: it is open, as the first one said.
        Err(Refusal::Unknown) if is_open(id, day).await? => go(done),
        Err(refusal) => Form::new().on(format!("/admin/hospitals/{id}/days")).refuse_for("", refusal),
    }
}

fn read(id: &str, day: &str) -> Result<(HospitalId, Date), Stop> {
    Ok((id.parse()?, parse_iso(day).map_err(|_| Stop::Missing)?))
}

async fn is_open(hospital: HospitalId, day: Date) -> Result<bool, Stop> {
    Ok(store::view::desk::find_day(&db(), hospital, day).await?.is_some_and(|d| !d.closed))
}
