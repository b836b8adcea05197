//! Makes and ends tokens, by which programs act for an account.

use crate::{
    api::account::fresh,
    form::Form,
    request::{address, citizen, db, go, signed_in},
    session::{hash, new_token},
    stop::Stop,
};
use domain::{
    account::Visitor,
    field::parse_line,
    id::TokenId,
    refusal::Refusal,
    token::{PREFIX, Scope, Validity},
};
use leptos::prelude::*;
use store::token::{Made, Wanted, create, revoke};

/// Characters of a token that its owner sees again.
const HINT: usize = PREFIX.len() + 4;

/// Who may be at this door: citizens at `/my`, staff at `/staff`.
pub(crate) fn here() -> Result<Visitor, Stop> {
    if address().starts_with("/staff") { staff() } else { citizen() }
}

fn staff() -> Result<Visitor, Stop> {
    let visitor = signed_in()?;
    if visitor.is_citizen() { Err(Stop::Denied) } else { Ok(visitor) }
}

/// A citizen's new token.
#[server(prefix = "", endpoint = "/my/tokens")]
pub async fn create_token(
    #[server(default)] label: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] validity: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    citizen()?;
    make("/my/tokens", &label, &scopes, &validity, &key).await
}

/// A token of a member of staff.
#[server(prefix = "", endpoint = "/staff/tokens")]
pub async fn create_staff_token(
    #[server(default)] label: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] validity: String,
    #[server(default)] key: String,
) -> Result<(), Stop> {
    staff()?;
    make("/staff/tokens", &label, &scopes, &validity, &key).await
}

/// Ends a citizen's token.
#[server(prefix = "", endpoint = "/my/tokens/revoke")]
pub async fn revoke_token(#[server(default)] token: String) -> Result<(), Stop> {
    end(&citizen()?, &token, "/my/tokens").await
}

/// Ends a token of a member of staff.
#[server(prefix = "", endpoint = "/staff/tokens/revoke")]
pub async fn revoke_staff_token(#[server(default)] token: String) -> Result<(), Stop> {
    end(&staff()?, &token, "/staff/tokens").await
}

async fn make(list: &str, label: &str, scopes: &[String], validity: &str, key: &str) -> Result<(), Stop> {
    // A token is one more way in.
    let visitor = match fresh(list).await? {
        Ok(visitor) => visitor,
        Err(way) => return go(way),
    };
    let key = key.parse().map_err(|_| Stop::Malformed)?;
    let mut form = Form::new();
    let label = form.check("label", |t| t.api.tokens.label, parse_line(label, 60));
    // What is not for this visitor is no choice of the form.
    let mut chosen: Vec<Scope> =
        scopes.iter().filter_map(|s| Scope::from_key(s)).filter(|s| s.is_for(&visitor)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() || chosen.len() < scopes.len() {
        form.say("scopes", |t| t.api.tokens.scopes_missing.into());
    }
    let validity = Validity::parse(validity).ok();
    if validity.is_none() {
        form.say("validity", |t| t.api.tokens.validity_missing.into());
    }
    let (Some(label), Some(validity), false) = (label, validity, form.is_wrong()) else {
        return form.refuse();
    };
    let text = format!("{PREFIX}{}", new_token()?);
    let wanted = Wanted { account: visitor.account, label, scopes: chosen, validity, key };
    match create(&db(), &wanted, hash(&text), &text[..HINT]).await? {
        Ok(Made::Now(_)) => form.answer_once(&text),
        Ok(Made::Before(_)) => {
            form.say("", |t| t.api.tokens.made_before.into());
            form.because(Refusal::KeyReused).refuse()
        }
        Err(refusal) => form.refuse_for("", refusal),
    }
}

async fn end(visitor: &Visitor, token: &str, list: &str) -> Result<(), Stop> {
    let token: TokenId = token.parse()?;
    match revoke(&db(), visitor.account, token).await? {
        Ok(()) => go(format!("{list}?done=revoked")),
        Err(refusal) => Form::new().refuse_for("", refusal),
    }
}
