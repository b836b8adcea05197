//! The list of tokens, the form for a new one, and, once, its text.

use super::door;
use crate::{
    api::{account::fresh, token::here},
    component::{
        Button, ButtonKind, ButtonLink, Cell, CheckList, Choice, DataTable, EmptyState, Field, Glyph, Notice,
        NoticeKind, Page, PageHeading, PostForm, RadioList, Row, Section, Unbroken,
    },
    form::secret,
    request::{db, query},
    stop::show,
    text::t,
};
use domain::{
    account::Visitor,
    token::{Scope, Validity},
};
use leptos::prelude::*;
use store::token::Token;

/// The page. Its form goes to [`crate::api::token`].
pub(super) fn tokens() -> impl IntoView {
    show(async {
        let visitor = here()?;
        let tokens = store::token::list(&db(), visitor.account).await?;
        let (address, back) = door();
        let way = fresh(address).await?.err();
        let t = &t().api.tokens;
        let revoked = (query("done") == "revoked")
            .then(|| view! { <Notice kind=NoticeKind::Success><p>{t.revoked_banner}</p></Notice> });
        let made = secret().map(|secret| made(&secret));
        Ok(view! {
            <Page title=t.title back=back>
                {revoked}
                {made}
                <PageHeading title=t.title lead=t.lead />
                <p><a href="/api">{t.learn}</a></p>
                {list(tokens, address)}
                {form(&visitor, address, way)}
            </Page>
        })
    })
}

/// The new token: this is the only time anybody sees it.
fn made(secret: &str) -> impl IntoView + use<> {
    let (t, secret) = (&t().api.tokens, secret.to_owned());
    view! {
        <Notice kind=NoticeKind::Success title=t.made_title>
            <p>{t.made_text}</p>
            <p><span class="visually-hidden">{t.token} ": "</span><Unbroken text=secret /></p>
        </Notice>
    }
}

fn list(tokens: Vec<Token>, address: &'static str) -> impl IntoView {
    let texts = t();
    let t = &texts.api.tokens;
    if tokens.is_empty() {
        return view! { <EmptyState title=t.empty_title glyph=Glyph::Settings><p>{t.empty_text}</p></EmptyState> }
            .into_any();
    }
    let headings = [t.label, t.scopes, t.expires, t.used, t.acts].map(str::to_owned).to_vec();
    let rows: Vec<_> = tokens
        .into_iter()
        .map(|token| {
            let scopes: Vec<_> =
                token.scopes.iter().map(|s| view! { <li>{(t.scope)(*s)}</li> }).collect();
            let used = token.used_at.map_or_else(|| t.never.to_owned(), texts.common.moment);
            let act = if token.valid {
                let href = format!("{address}/revoke?token={}", token.token);
                let label = format!(" {}", token.label);
                view! { <a class="nowrap" href=href>{t.revoke}<span class="visually-hidden">{label}</span></a> }
                    .into_any()
            } else {
                let over = if token.revoked_at.is_some() { t.revoked } else { t.expired };
                view! { <span class="muted">{over}</span> }.into_any()
            };
            let name = view! {
                {token.label}
                " "
                <code class="muted nowrap">{token.hint} "…"</code>
            };
            Row::new(
                name,
                vec![
                    Cell::new(view! { <ul class="plain-list">{scopes}</ul> }),
                    Cell::new((texts.common.moment)(token.expires_at)),
                    Cell::new(used),
                    Cell::actions(act),
                ],
            )
        })
        .collect();
    view! {
        <Section title=t.list_title>
            <DataTable id="tokens" caption=t.list_title quiet_caption=true headings rows stack=true />
        </Section>
    }
    .into_any()
}

/// The form, for whoever has shown lately who they are; else `way` leads to where they do so.
fn form(visitor: &Visitor, address: &'static str, way: Option<String>) -> impl IntoView + use<> {
    let t = &t().api.tokens;
    if secret().is_some() {
        // What was typed is used up: another token is another form.
        return view! {
            <div class="actions">
                <ButtonLink href=address kind=ButtonKind::Secondary>{t.create_again}</ButtonLink>
            </div>
        }
        .into_any();
    }
    if let Some(href) = way {
        return view! {
            <Section title=t.create_title>
                <p>{t.proof_text}</p>
                <div class="actions"><ButtonLink href kind=ButtonKind::Secondary>{t.proof}</ButtonLink></div>
            </Section>
        }
        .into_any();
    }
    let scopes: Vec<_> = Scope::ALL
        .into_iter()
        .filter(|scope| scope.is_for(visitor))
        .map(|scope| Choice::new(scope.key(), (t.scope)(scope)).hint(scope.key()))
        .collect();
    let validities: Vec<_> =
        Validity::ALL.into_iter().map(|v| Choice::new(v.days().to_string(), (t.days)(v.days()))).collect();
    view! {
        <Section title=t.create_title>
            <PostForm action=address keyed=true>
                <Field name="label" label=t.label hint=t.label_hint width="20" />
                <CheckList name="scopes[]" legend=t.scopes hint=t.scopes_hint choices=scopes />
                <RadioList name="validity" legend=t.validity choices=validities value="30" />
                <div class="actions"><Button>{t.create}</Button></div>
            </PostForm>
        </Section>
    }
    .into_any()
}
