//! `/staff/security/password`: another password for one's own account.

use super::{elsewhere, invitation::new_password};
use crate::{
    api::account::fresh,
    component::{Button, ButtonKind, ButtonLink, Page, PageHeading, PostForm},
    stop::{Stop, show},
    text::t,
};
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::account::password::change_password`].
pub(super) fn change() -> impl IntoView {
    show(async {
        match fresh("/staff/security/password").await? {
            Ok(visitor) if visitor.is_citizen() => return Err(Stop::Denied),
            Ok(_) => {}
            Err(way) => return Ok(elsewhere(&way)),
        }
        let text = t();
        let t = &text.account;
        Ok(view! {
            <Page title=t.password_change back="/staff/security">
                <PageHeading title=t.password_change lead=t.password_lead />
                <PostForm action="/staff/security/password">
                    {new_password()}
                    <div class="actions">
                        <Button>{t.password_change}</Button>
                        <ButtonLink href="/staff/security" kind=ButtonKind::Secondary>{text.admin.cancel}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        }
        .into_any())
    })
}
