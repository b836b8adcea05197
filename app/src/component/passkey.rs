//! The form through which a browser's passkey answers, and the script that asks it.

use super::{Button, ButtonKind, Hidden};
use crate::{guard::PasskeySite, request::Assets, stop::Stop, text::t};
use data_encoding::BASE64URL_NOPAD;
use domain::{account::AccountKind, id::AccountId};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Db, passkey::Purpose};

/// What a passkey is asked for: a page reads it before it is shown.
#[derive(Clone, Debug)]
pub struct PasskeyUse {
    challenge: String,
    handle: String,
    name: String,
    known: String,
    make: bool,
}

impl PasskeyUse {
    /// To show who is there.
    pub(crate) async fn prove(db: &Db) -> Result<Self, Stop> {
        let challenge = BASE64URL_NOPAD.encode(&store::passkey::ask(db, Purpose::Prove).await?);
        Ok(Self { challenge, handle: String::new(), name: String::new(), known: String::new(), make: false })
    }

    /// To be made, for an account of this name.
    pub(crate) async fn make(
        db: &Db,
        account: AccountId,
        kind: AccountKind,
        name: String,
    ) -> Result<Self, Stop> {
        let known = store::passkey::list(db, account).await?;
        Ok(Self {
            challenge: BASE64URL_NOPAD.encode(&store::passkey::ask(db, Purpose::Make(account)).await?),
            handle: BASE64URL_NOPAD.encode(&store::passkey::handle(db, account, kind)),
            name,
            known: known.into_iter().map(|key| key.id).collect::<Vec<_>>().join(" "),
            make: true,
        })
    }
}

/// A button that asks the browser for a passkey. Without scripts, or where none can be had, it says so
/// and the page's other ways remain.
#[component]
pub fn PasskeyForm(
    /// The server function's address.
    action: &'static str,
    /// What it is asked for.
    asked: PasskeyUse,
    /// The button.
    label: &'static str,
    /// The page to come back to when it is refused.
    #[prop(into)]
    page: String,
    /// Where to go afterwards.
    #[prop(optional, into)]
    next: String,
    /// The one thing the page is for.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let text = t();
    let t = &text.account;
    let domain = use_context::<PasskeySite>().map(|site| site.0.domain.clone()).unwrap_or_default();
    let fields: Vec<_> = if asked.make {
        ["client_data", "authenticator_data"].iter().map(|name| empty(name)).collect()
    } else {
        ["credential", "client_data", "authenticator_data", "signature"]
            .iter()
            .map(|name| empty(name))
            .collect()
    };
    let purpose = if asked.make { "make" } else { "use" };
    let kind = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    view! {
        <form
            class="form"
            method="post"
            action=action
            data-passkey=purpose
            data-challenge=asked.challenge
            data-domain=domain
            data-brand=text.common.brand
            data-handle=asked.handle
            data-name=asked.name
            data-known=asked.known
        >
            {fields}
            <Hidden name="page" value=page />
            <Hidden name="next" value=next />
            <p class="muted" data-say="scripts">{t.passkey_scripts}</p>
            <p class="muted" data-say="unable" hidden>{t.passkey_unable}</p>
            <div class="actions" data-say="able" hidden>
                <Button kind>{label}</Button>
            </div>
            <p class="field__error" role="alert" data-failed="" hidden>{t.passkey_failed}</p>
        </form>
        <AccountScript />
    }
}

fn empty(name: &str) -> impl IntoView + use<> {
    view! { <Hidden name=name.to_owned() value="" /> }
}

/// The script of sign-in pages. Twice on a page it still runs once: it is a module.
#[component]
pub fn AccountScript() -> impl IntoView {
    let name = use_context::<Arc<Assets>>().map(|assets| assets.account.clone()).unwrap_or_default();
    view! { <script type="module" src=format!("/pkg/{name}")></script> }
}
