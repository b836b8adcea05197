//! Suspends a lot at every hospital, and takes it into use again.

use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::{field::parse_line, id::VaccineId, refusal::Refusal, supply::parse_lot_number};
use leptos::prelude::*;

/// Suspends the lot, with a reason.
#[server(prefix = "", endpoint = "/admin/lots/suspend")]
pub async fn suspend_lot(
    #[server(default)] vaccine: String,
    #[server(default)] lot: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let (vaccine, lot) = read(&vaccine, &lot)?;
    let mut form = Form::new().on(format!("/admin/lots/{vaccine}/{lot}/suspend"));
    let reason = form.check("reason", |t| t.admin.lot.reason, parse_line(&reason, 200));
    let Some(reason) = reason else { return form.refuse() };
    match store::lot::suspend(&db(), admin.account, vaccine, &lot, &reason).await? {
        // A second tap, or another admin was faster: it is suspended, and its page says why.
        Ok(()) | Err(Refusal::LotSuspended) => go(format!("/admin/lots/{vaccine}/{lot}?done=suspended")),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Takes the lot into use again.
#[server(prefix = "", endpoint = "/admin/lots/resume")]
pub async fn resume_lot(
    #[server(default)] vaccine: String,
    #[server(default)] lot: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let (vaccine, lot) = read(&vaccine, &lot)?;
    let db = db();
    let done = format!("/admin/lots/{vaccine}/{lot}?done=resumed");
    match store::lot::resume(&db, admin.account, vaccine, &lot).await? {
        Ok(()) => go(done),
        // A second tap: it is in use, as the first one said.
        Err(Refusal::Unknown) if store::view::lot::find(&db, vaccine, &lot).await?.is_some() => go(done),
        Err(refusal) => Form::new().on("/admin/lots").refuse_for("", refusal),
    }
}

fn read(vaccine: &str, lot: &str) -> Result<(VaccineId, String), Stop> {
    Ok((vaccine.parse()?, parse_lot_number(lot).map_err(|_| Stop::Missing)?))
}
