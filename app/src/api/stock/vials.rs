//! Disposes of vials whose doses were never registered: first looked at, then done.

use super::{amount, find_supply, form_key, reason};
use crate::{
    form::Form,
    request::{db, go, vaccine_manager},
    stop::Stop,
};
use domain::{disposal::DisposalReason, id::SupplyId, refusal::Refusal, supply::SupplyState};
use leptos::prelude::*;
use store::disposal::Vials;

/// Reads number and reason, and goes on to the page that shows them once more.
#[server(prefix = "", endpoint = "/stock/supplies/dispose/check")]
pub async fn check_vials(
    #[server(default)] id: String,
    #[server(default)] vials: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let (_, hospital) = vaccine_manager()?;
    let supply = find_supply(hospital, id.parse()?).await?;
    let (form, what) = read(supply.supply, &vials, &reason);
    let Some((vials, reason)) = what else { return form.refuse() };
    if supply.state != SupplyState::Received {
        return refuse(form, supply.supply, Refusal::SupplyMoved);
    }
    if vials > supply.vials_left() {
        return refuse(form, supply.supply, Refusal::NotEnoughVials(supply.vials_left()));
    }
    go(format!("/stock/supplies/{}/dispose/check?vials={vials}&reason={}", supply.supply, reason.key()))
}

/// Disposes of the vials. The reason "other" needs a note.
#[server(prefix = "", endpoint = "/stock/supplies/dispose")]
pub async fn dispose_vials(
    #[server(default)] id: String,
    #[server(default)] vials: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let key = form_key(&key)?;
    let supply: SupplyId = id.parse()?;
    let (form, what) = read(supply, &vials, &reason);
    let Some((vials, reason)) = what else { return form.refuse() };
    let check = format!("/stock/supplies/{supply}/dispose/check?vials={vials}&reason={}", reason.key());
    let mut looked = Form::new().on(check);
    let note = super::note(&mut looked, &note, reason);
    if looked.is_wrong() {
        return looked.refuse();
    }
    let what = Vials { by: manager.account, hospital, supply, vials, reason, note, key };
    match store::disposal::dispose_vials(&db(), &what).await? {
        Ok(done) => go(format!("/stock/supplies/{supply}?done={}", done.disposal)),
        Err(refusal) => refuse(form, supply, refusal),
    }
}

/// Number and reason as typed; problems are shown on the page that asks for them.
fn read(id: SupplyId, vials: &str, typed: &str) -> (Form, Option<(i32, DisposalReason)>) {
    let mut form = Form::new().on(format!("/stock/supplies/{id}/dispose"));
    let vials = form.check("vials", |t| t.stock.disposal.vials_label, amount(vials));
    let reason = reason(&mut form, typed);
    (form, vials.zip(reason))
}

/// A supply that has moved on has no such page any more.
fn refuse(mut form: Form, id: SupplyId, refusal: Refusal) -> Result<(), Stop> {
    match refusal {
        Refusal::NotEnoughVials(left) => {
            form.say("vials", move |t| (t.stock.disposal.vials_left)(left));
            form.refuse()
        }
        refusal => form.on(format!("/stock/supplies/{id}")).refuse_for("", refusal),
    }
}
