//! Has parked events tried again.

use crate::{
    form::Form,
    request::{admin, db, go},
    stop::Stop,
};
use domain::refusal::Refusal;
use leptos::prelude::*;

/// Has the events of one aggregate that a consumer set aside tried again.
#[server(prefix = "", endpoint = "/admin/events/retry")]
pub async fn retry_events(
    #[server(default)] consumer: String,
    #[server(default)] aggregate: String,
) -> Result<(), Stop> {
    let admin = admin()?;
    let mut form = Form::new().on("/admin/events");
    match store::parked::retry(&db(), admin.account, &consumer, &aggregate).await? {
        Ok(()) => go("/admin/events?done=retried"),
        // Somebody else had it tried again, and it was handled.
        Err(Refusal::Unknown) => {
            form.say("", |t| t.admin.event.gone.into());
            form.refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}
