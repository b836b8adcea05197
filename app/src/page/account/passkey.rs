//! `/account/passkey`: makes a passkey; `/account/passkey/remove?id=`: the last look.

use super::elsewhere;
use crate::{
    api::account::{Enroller, fresh, home},
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Notice, NoticeKind, Page, PageHeading, PasskeyForm,
        PasskeyUse, PostForm, SummaryList, SummaryRow,
    },
    page::sign_in::answer_throttled,
    request::{db, query},
    stop::show,
    text::t,
};
use domain::account::AccountKind;
use leptos::prelude::*;
use store::passkey::Passkey;

/// The page. Its form goes to [`crate::api::account::passkey::add_passkey`].
pub(super) fn make() -> impl IntoView {
    show(async {
        let who = match Enroller::find("/account/passkey").await? {
            Ok(who) => who,
            Err(way) => return Ok(elsewhere(&way)),
        };
        let (db, kind) = (db(), who.kind());
        let name = match kind {
            AccountKind::Staff => store::staff::find(&db, who.account()).await?.map(|s| s.login),
            AccountKind::Citizen => store::account::find_phone(&db, who.account()).await?.map(|p| p.masked()),
        };
        let asked = PasskeyUse::make(&db, who.account(), kind, name.unwrap_or_default()).await?;
        answer_throttled();
        let back = match who {
            Enroller::Visitor(_) => home(kind),
            Enroller::Pending(_) => "/staff/enrol",
        };
        let t = &t().account;
        let note = (kind == AccountKind::Citizen)
            .then(|| view! { <Notice kind=NoticeKind::Info><p>{t.passkey_citizen_note}</p></Notice> });
        Ok(view! {
            <Page title=t.passkey_title back>
                <PageHeading title=t.passkey_title lead=t.passkey_lead />
                {note}
                <PasskeyForm action="/account/passkey" asked label=t.passkey_make page="/account/passkey" primary=true />
            </Page>
        }
        .into_any())
    })
}

/// What a passkey is called: where it was made.
pub(super) fn name_of(passkey: &Passkey) -> String {
    if passkey.agent.is_empty() { t().account.unknown_agent.to_owned() } else { passkey.agent.clone() }
}

/// When it was made, and last used.
pub(super) fn history_of(passkey: &Passkey) -> String {
    let text = t();
    let made = (text.account.made_at)(&(text.common.moment)(passkey.created_at));
    match passkey.used_at {
        Some(at) => format!("{made} · {}", (text.account.used_at)(&(text.common.moment)(at))),
        None => made,
    }
}

/// The page. Its form goes to [`crate::api::account::passkey::remove_passkey`].
pub(super) fn remove() -> impl IntoView {
    show(async {
        let id = query("id");
        let visitor = match fresh(&format!("/account/passkey/remove?id={id}")).await? {
            Ok(visitor) => visitor,
            Err(way) => return Ok(elsewhere(&way)),
        };
        let own = store::passkey::list(&db(), visitor.account).await?;
        let back = home(visitor.kind);
        let Some(passkey) = own.into_iter().find(|key| key.id == id) else { return Ok(elsewhere(back)) };
        let t = &t().account;
        let rows = vec![SummaryRow::new(name_of(&passkey), history_of(&passkey))];
        Ok(view! {
            <Page title=t.passkey_remove_title back>
                <PageHeading title=t.passkey_remove_title lead=t.passkey_remove_lead />
                <SummaryList rows />
                <PostForm action="/account/passkey/remove">
                    <Hidden name="id" value=id />
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.remove}</Button>
                        <ButtonLink href=back kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        }
        .into_any())
    })
}
