//! Disposes of doses of a lot: first looked at, then done (F1–F3).

use super::{amount, form_key, reason};
use crate::{
    form::Form,
    request::{db, go, vaccine_manager},
    stop::Stop,
};
use domain::{disposal::DisposalReason, id::LotId, refusal::Refusal};
use leptos::prelude::*;
use store::disposal::Dispose;

/// Reads number and reason, and goes on to the page that names whose bookings would be cancelled.
#[server(prefix = "", endpoint = "/stock/lots/dispose/check")]
pub async fn check_disposal(
    #[server(default)] id: String,
    #[server(default)] doses: String,
    #[server(default)] reason: String,
) -> Result<(), Stop> {
    let (_, hospital) = vaccine_manager()?;
    let id: LotId = id.parse()?;
    let (form, what) = read(id, &doses, &reason);
    let Some((doses, reason)) = what else { return form.refuse() };
    match store::disposal::preview(&db(), hospital, id, doses).await? {
        Ok(_) => go(format!("/stock/lots/{id}/dispose/check?doses={doses}&reason={}", reason.key())),
        Err(refusal) => form.refuse_for("doses", refusal),
    }
}

/// Disposes of the doses, if exactly those people lose a booking who were shown. The reason
/// "other" needs a note.
#[server(prefix = "", endpoint = "/stock/lots/dispose")]
pub async fn dispose_doses(
    #[server(default)] id: String,
    #[server(default)] doses: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
    #[server(default)] shown: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let key = form_key(&key)?;
    let id: LotId = id.parse()?;
    let (form, what) = read(id, &doses, &reason);
    let Some((doses, reason)) = what else { return form.refuse() };
    let check = format!("/stock/lots/{id}/dispose/check?doses={doses}&reason={}", reason.key());
    let mut looked = Form::new().on(check);
    let note = super::note(&mut looked, &note, reason);
    if looked.is_wrong() {
        return looked.refuse();
    }
    let what = Dispose { by: manager.account, hospital, lot: id, doses, reason, note, shown, key };
    match store::disposal::dispose(&db(), &what).await? {
        Ok(done) => go(format!("/stock/lots/{id}?done={}", done.disposal)),
        // Others would lose their booking by now: the new picture is shown, and asked for again.
        Err(Refusal::PictureChanged) => looked.refuse_for("", Refusal::PictureChanged),
        Err(refusal @ Refusal::NotEnoughDoses(_)) => form.refuse_for("doses", refusal),
        Err(refusal) => looked.refuse_for("", refusal),
    }
}

/// Records that expired doses of a lot were destroyed.
#[server(prefix = "", endpoint = "/stock/lots/destroy")]
pub async fn destroy_expired(
    #[server(default)] id: String,
    #[server(default)] destroyed: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    let (manager, hospital) = vaccine_manager()?;
    let key = form_key(&key)?;
    let id: LotId = id.parse()?;
    let mut form = Form::new().on(format!("/stock/lots/{id}"));
    let doses = form.check("destroyed", |t| t.stock.one_lot.destroy_doses, amount(&destroyed));
    let Some(doses) = doses else { return form.refuse() };
    match store::disposal::destroy_expired(&db(), manager.account, hospital, id, doses, key).await? {
        Ok(done) => go(format!("/stock/lots/{id}?done={}", done.disposal)),
        Err(refusal @ Refusal::NotEnoughDoses(_)) => form.refuse_for("destroyed", refusal),
        Err(refusal) => form.refuse_for("", refusal),
    }
}

/// Number and reason as typed; problems are shown on the page that asks for them.
fn read(id: LotId, doses: &str, typed: &str) -> (Form, Option<(i32, DisposalReason)>) {
    let mut form = Form::new().on(format!("/stock/lots/{id}/dispose"));
    let doses = form.check("doses", |t| t.stock.disposal.doses, amount(doses));
    let reason = reason(&mut form, typed);
    (form, doses.zip(reason))
}
