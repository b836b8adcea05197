//! `…/tokens/revoke?token=…`: asks before a token ends.

use super::door;
use crate::{
    api::token::here,
    component::{
        Button, ButtonKind, ButtonLink, Hidden, Page, PageHeading, PostForm, SummaryList, SummaryRow,
    },
    request::{db, query},
    stop::{Stop, show},
    text::t,
};
use domain::id::TokenId;
use leptos::prelude::*;

/// The page. Its form goes to [`crate::api::token`].
pub(super) fn revoke() -> impl IntoView {
    show(async {
        let visitor = here()?;
        let id: TokenId = query("token").parse()?;
        let all = store::token::list(&db(), visitor.account).await?;
        let token = all.into_iter().find(|token| token.token == id).ok_or(Stop::Missing)?;
        let (address, _) = door();
        let texts = t();
        let t = &texts.api.tokens;
        let scopes: Vec<_> = token.scopes.iter().map(|s| view! { <li>{(t.scope)(*s)}</li> }).collect();
        let rows = vec![
            SummaryRow::new(t.label, token.label),
            SummaryRow::new(t.scopes, view! { <ul class="plain-list">{scopes}</ul> }),
            SummaryRow::new(t.used, token.used_at.map_or_else(|| t.never.to_owned(), texts.common.moment)),
        ];
        Ok(view! {
            <Page title=t.revoke_title back=address>
                <PageHeading title=t.revoke_title lead=t.revoke_text />
                <SummaryList rows=rows />
                <PostForm action=format!("{address}/revoke")>
                    <Hidden name="token" value=id.to_string() />
                    <div class="actions">
                        <Button kind=ButtonKind::Danger>{t.revoke}</Button>
                        <ButtonLink href=address kind=ButtonKind::Secondary>{t.keep}</ButtonLink>
                    </div>
                </PostForm>
            </Page>
        })
    })
}
