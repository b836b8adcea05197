//! Messages that were given up.

use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::refusal::Refusal;
use leptos::prelude::*;
use store::notice::resend;

/// Has a message tried again.
#[server(prefix = "", endpoint = "/admin/deliveries")]
pub async fn resend_delivery(#[server(default)] id: String) -> Result<(), Stop> {
    let admin = admin()?;
    let id = id.parse().map_err(|_| Stop::Missing)?;
    match resend(&db(), admin.account, id).await? {
        Ok(()) => go("/admin/deliveries?done=resent"),
        // A second tap, or a colleague was faster.
        Err(Refusal::Unknown) => {
            let mut form = Form::new();
            form.say("", |t| t.admin.delivery.gone.into());
            form.refuse()
        }
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
