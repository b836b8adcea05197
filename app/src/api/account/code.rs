//! Recovery codes: shown once, in the answer to the form that asked for them.

use super::fresh;
use crate::{
    form::Form,
    request::{db, go},
    stop::Stop,
};
use domain::id::AccountId;
use leptos::prelude::*;

/// Where they are shown.
pub(super) const PAGE: &str = "/account/codes";

/// Draws ten new codes; the ones before stop working.
#[server(prefix = "", endpoint = "/account/codes")]
pub async fn draw_codes() -> Result<(), Stop> {
    let visitor = match fresh(PAGE).await? {
        Ok(visitor) => visitor,
        Err(way) => return go(way),
    };
    if !store::factor::find(&db(), visitor.account).await?.any() {
        return go(super::home(visitor.kind));
    }
    show_codes(visitor.account).await
}

/// Ends a server function: new codes of the account, this once.
pub(super) async fn show_codes(account: AccountId) -> Result<(), Stop> {
    let mut form = Form::new().on(PAGE);
    for code in store::factor::draw_codes(&db(), account).await? {
        form.show("code", code);
    }
    form.answer()
}
