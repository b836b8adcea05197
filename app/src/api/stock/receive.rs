//! Marks a supply as arrived (A3).

use crate::{
    form::Form,
    request::{db, go, vaccine_manager},
    stop::Stop,
};
use domain::{id::SupplyId, refusal::Refusal, supply::SupplyState};
use leptos::prelude::*;

/// Marks the supply `id` as arrived and goes on to the registration of its doses.
#[server(prefix = "", endpoint = "/stock/supplies/receive")]
pub async fn receive_supply(#[server(default)] id: String) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let id: SupplyId = id.parse()?;
    let done = format!("/stock/supplies/{id}?done=received");
    match store::supply::receive(&db(), manager.account, Some(hospital), id).await? {
        Ok(()) => go(done),
        // A second tap: it has arrived, as the first one said.
        Err(Refusal::SupplyMoved) if is_received(hospital, id).await? => go(done),
        Err(refusal) => Form::new().on(format!("/stock/supplies/{id}")).refuse_for("", refusal),
    }
}

async fn is_received(hospital: domain::id::HospitalId, id: SupplyId) -> Result<bool, Stop> {
    let supply = store::view::stock::find_supply(&db(), Some(hospital), id).await?;
    Ok(supply.is_some_and(|s| s.state == SupplyState::Received))
}
