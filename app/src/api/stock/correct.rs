//! Corrects the doses that were registered from a supply: first looked at, then done.

use super::{amount, find_supply};
use crate::{
    form::Form,
    request::{db, go, vaccine_manager},
    stop::Stop,
};
use domain::{
    field::{parse_line, parse_number},
    id::SupplyId,
    refusal::Refusal,
    supply::most_doses,
};
use leptos::prelude::*;

/// Reads the new number and goes on to the page that shows it beside the old one.
#[server(prefix = "", endpoint = "/stock/supplies/correct/check")]
pub async fn check_correction(
    #[server(default)] id: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
) -> Result<(), Stop> {
    let (_, hospital) = vaccine_manager()?;
    let supply = find_supply(hospital, id.parse()?).await?;
    let id = supply.supply;
    let mut form = form_of(id);
    let most = i64::from(most_doses(supply.vials_left(), supply.doses_per_vial));
    let to = form.check("to", |t| t.stock.correction.doses, parse_number(&to, 1, most));
    let Some(to) = to else { return form.refuse() };
    if supply.doses.is_none_or(|doses| doses.to_string() != from) {
        return form.refuse_for("", Refusal::PictureChanged);
    }
    if to.to_string() == from {
        form.say("to", |t| t.stock.correction.same.into());
        return form.refuse();
    }
    go(format!("/stock/supplies/{id}/correct/check?from={from}&to={to}"))
}

/// Corrects the number, unless it is no longer the one that was seen.
#[server(prefix = "", endpoint = "/stock/supplies/correct")]
pub async fn correct_doses(
    #[server(default)] id: String,
    #[server(default)] from: String,
    #[server(default)] to: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let id: SupplyId = id.parse()?;
    let mut form = form_of(id);
    let from = amount(&from).map_err(|_| Stop::Malformed)?;
    let to = form.check("to", |t| t.stock.correction.doses, amount(&to));
    let Some(to) = to else { return form.refuse() };
    let mut looked = Form::new().on(format!("/stock/supplies/{id}/correct/check?from={from}&to={to}"));
    let reason = looked.check("reason", |t| t.stock.correction.reason, parse_line(&reason, 200));
    let Some(reason) = reason else { return looked.refuse() };
    let done = format!("/stock/supplies/{id}?done=corrected");
    match store::correction::correct_doses(&db(), manager.account, hospital, id, from, to, &reason).await? {
        Ok(()) => go(done),
        // A second tap: it is so many by now, as the first one said.
        Err(Refusal::PictureChanged) if find_supply(hospital, id).await?.doses == Some(to) => go(done),
        Err(refusal @ (Refusal::DosesPromised(_) | Refusal::TooManyDoses(_))) => {
            form.refuse_for("to", refusal)
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Problems are shown on the page that asks for the number.
fn form_of(id: SupplyId) -> Form {
    Form::new().on(format!("/stock/supplies/{id}/correct"))
}
