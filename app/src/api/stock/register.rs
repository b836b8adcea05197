//! Registers the doses a supply yields: first looked at, then done (A3, B5).

use super::find_supply;
use crate::{
    form::Form,
    request::{db, go, vaccine_manager},
    stop::Stop,
};
use domain::{field::parse_number, refusal::Refusal, supply::most_doses};
use leptos::prelude::*;
use store::view::stock::Supply;

/// Reads the number of doses and goes on to the page that shows it once more.
#[server(prefix = "", endpoint = "/stock/supplies/check")]
pub async fn check_doses(
    #[server(default)] id: String,
    #[server(default)] doses: String,
) -> Result<(), Stop> {
    let (_, hospital) = vaccine_manager()?;
    let supply = find_supply(hospital, id.parse()?).await?;
    let (form, doses) = read(&supply, &doses);
    let Some(doses) = doses else { return form.refuse() };
    go(format!("/stock/supplies/{}/check?doses={doses}", supply.supply))
}

/// Registers the doses; they can be booked at once.
#[server(prefix = "", endpoint = "/stock/supplies/register")]
pub async fn register_doses(
    #[server(default)] id: String,
    #[server(default)] doses: String,
) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let supply = find_supply(hospital, id.parse()?).await?;
    let (form, doses) = read(&supply, &doses);
    let Some(doses) = doses else { return form.refuse() };
    let id = supply.supply;
    let done = format!("/stock/supplies/{id}?done=registered");
    match store::supply::register_doses(&db(), manager.account, hospital, id, doses).await? {
        Ok(()) => go(done),
        // A second tap: so many were registered, as the first one said.
        Err(Refusal::SupplyMoved) if find_supply(hospital, id).await?.doses == Some(doses) => go(done),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// The number of doses as typed, within what the vials can yield.
fn read(supply: &Supply, doses: &str) -> (Form, Option<i32>) {
    let mut form = Form::new().on(format!("/stock/supplies/{}", supply.supply));
    let most = i64::from(most_doses(supply.vials_left(), supply.doses_per_vial));
    let doses = form.check("doses", |t| t.stock.register_doses, parse_number(doses, 1, most));
    (form, doses.and_then(|n| i32::try_from(n).ok()))
}
