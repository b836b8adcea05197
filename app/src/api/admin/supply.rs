//! Sends vials to a hospital: first looked at, then done; and marks them as arrived (A3, B3).

use super::form_key;
use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::{
    calendar::{day_in_seoul, iso, parse_parts},
    field::{FieldError, parse_number},
    id::{HospitalId, SupplyId, UnknownId, VaccineId},
    refusal::Refusal,
    supply::{SupplyForm, SupplyState, parse_expiry, parse_lot_number},
};
use leptos::prelude::*;
use std::str::FromStr;
use store::idempotency::Key;

/// The fields as typed.
struct Typed {
    hospital: String,
    vaccine: String,
    lot_number: String,
    expires: [String; 3],
    vials: String,
}

/// Where the form is filled in; both functions come back to it.
const FORM: &str = "/admin/supplies/new";

/// Reads the form and goes on to the page that shows it once more.
#[server(prefix = "", endpoint = "/admin/supplies/new")]
pub async fn check_supply(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] lot_number: String,
    #[server(default)] expires_year: String,
    #[server(default)] expires_month: String,
    #[server(default)] expires_day: String,
    #[server(default)] vials: String,
) -> Result<(), Stop> {
    admin()?;
    let expires = [expires_year, expires_month, expires_day];
    let mut form = Form::new().on(FORM);
    let wish = read(&mut form, Typed { hospital, vaccine, lot_number, expires, vials }).await?;
    let Some((hospital, vaccine, supply)) = wish else { return form.refuse() };
    // A first look; the last word is the store's, when it is sent.
    let left = store::view::admin::find_vaccine(&db(), vaccine).await?.ok_or(Stop::Missing)?.vials_left();
    if supply.vials > left {
        return refuse(form, Refusal::NotEnoughVials(left));
    }
    if let Some(known) = store::view::lot::find(&db(), vaccine, &supply.lot_number).await? {
        if known.expires_on != supply.expires_on {
            return refuse(form, Refusal::LotKnown(iso(known.expires_on)));
        }
        if known.suspended.is_some() {
            return refuse(form, Refusal::LotSuspended);
        }
    }
    go(format!(
        "/admin/supplies/check?hospital={hospital}&vaccine={vaccine}&lot={}&expires={}&vials={}",
        supply.lot_number,
        iso(supply.expires_on),
        supply.vials
    ))
}

/// Sends the vials and goes back to the list.
#[server(prefix = "", endpoint = "/admin/supplies/check")]
pub async fn send_supply(
    #[server(default)] hospital: String,
    #[server(default)] vaccine: String,
    #[server(default)] lot_number: String,
    #[server(default)] expires_year: String,
    #[server(default)] expires_month: String,
    #[server(default)] expires_day: String,
    #[server(default)] vials: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let key = form_key(&key)?;
    let expires = [expires_year, expires_month, expires_day];
    let mut form = Form::new().on(FORM);
    let wish = read(&mut form, Typed { hospital, vaccine, lot_number, expires, vials }).await?;
    let Some((hospital, vaccine, supply)) = wish else { return form.refuse() };
    let parts = [
        hospital.to_string(),
        vaccine.to_string(),
        supply.lot_number.clone(),
        iso(supply.expires_on),
        supply.vials.to_string(),
    ];
    let key = Key::new(admin.account, key, "supply_send", &parts.each_ref().map(String::as_str));
    match store::supply::send(&db(), admin.account, &key, hospital, vaccine, &supply).await? {
        Ok(id) => go(format!("/admin/supplies?done=sent&id={id}")),
        Err(refusal) => refuse(form, refusal),
    }
}

/// Each refusal stands at the field that can put it right.
fn refuse(form: Form, refusal: Refusal) -> Result<(), Stop> {
    let field = match refusal {
        Refusal::NotEnoughVials(_) => "vials",
        Refusal::LotKnown(_) => "expires",
        Refusal::LotSuspended => "lot_number",
        _ => "",
    };
    form.refuse_for(field, refusal)
}

/// Marks any hospital's supply as arrived.
#[server(prefix = "", endpoint = "/admin/supplies/receive")]
pub async fn receive_any_supply(#[server(default)] id: String) -> Result<(), Stop> {
    let admin = admin()?;
    let id: SupplyId = id.parse()?;
    let done = format!("/admin/supplies?done=received&id={id}");
    match store::supply::receive(&db(), admin.account, None, id).await? {
        Ok(()) => go(done),
        // A second tap: it has arrived, as the first one said.
        Err(Refusal::SupplyMoved) if is_received(id).await? => go(done),
        Err(refusal) => Form::new().on("/admin/supplies").refuse_for("", refusal),
    }
}

async fn is_received(id: SupplyId) -> Result<bool, Stop> {
    let supply = store::view::stock::find_supply(&db(), None, id).await?;
    Ok(supply.is_some_and(|s| s.state == SupplyState::Received))
}

/// What was typed.
async fn read(form: &mut Form, typed: Typed) -> Result<Option<(HospitalId, VaccineId, SupplyForm)>, Stop> {
    let today = day_in_seoul(db().now().await?);
    let hospital = form.check("hospital", |t| t.admin.supply.hospital, choice(&typed.hospital));
    let vaccine = form.check("vaccine", |t| t.admin.supply.vaccine, choice(&typed.vaccine));
    let lot = form.check("lot_number", |t| t.admin.supply.lot, parse_lot_number(&typed.lot_number));
    let [year, month, day] = &typed.expires;
    let expires = parse_parts(year, month, day).and_then(|day| parse_expiry(&iso(day), today));
    let expires = form.check("expires", |t| t.admin.supply.expires, expires);
    let vials = form.check("vials", |t| t.admin.supply.vials, parse_number(&typed.vials, 1, 1_000_000));
    let (Some(hospital), Some(vaccine), Some(lot_number), Some(expires_on), Some(vials)) =
        (hospital, vaccine, lot, expires, vials.and_then(|n| i32::try_from(n).ok()))
    else {
        return Ok(None);
    };
    Ok(Some((hospital, vaccine, SupplyForm { lot_number, expires_on, vials })))
}

fn choice<T: FromStr<Err = UnknownId>>(typed: &str) -> Result<T, FieldError> {
    if typed.is_empty() {
        return Err(FieldError::Unchosen);
    }
    typed.parse().map_err(|_| FieldError::NotAChoice)
}
