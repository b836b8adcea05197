//! What the audit log says of a call: who saw the personal data of others, who was denied, how a
//! sign-in went. Written after the handler and before the answer leaves.

use super::{
    Site,
    access::in_scope,
    render::{Answer, render},
};
use crate::api;
use app::{
    access::{Noted, Rule},
    stop::Stop,
};
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::account::Visitor;
use http::{HeaderMap, Method, StatusCode, header::SET_COOKIE, request::Parts};
use std::sync::Arc;
use store::audit_log::{Act, note};

/// The fields of a form, left by the door in the answer's extensions.
#[derive(Clone, Debug)]
pub(super) struct Typed(pub(super) Arc<Vec<(String, String)>>);

/// Notes the call. Where a look at personal data or a sign-in cannot be noted, it does not happen:
/// another answer takes the place of this one.
pub(super) async fn noted(site: &Site, rule: &'static Rule, head: Parts, answer: Response) -> Response {
    let visitor = head.extensions.get::<Visitor>();
    let subject = rule.subject(head.uri.path(), &typed(&head, &answer));
    let status = answer.status();
    let trial = if rule.noted == Noted::SignIn { Trial::of(site, &answer) } else { Trial::default() };
    let act = match (rule.noted, visitor) {
        (_, Some(visitor)) if is_denial(rule, visitor, status) => {
            let reason = match status {
                StatusCode::FORBIDDEN if !in_scope(rule, &head.extensions) => "scope",
                StatusCode::FORBIDDEN => "role",
                _ => "not_theirs",
            };
            by(visitor, "access_denied", subject, Some(reason))
        }
        (Noted::Read, Some(visitor)) if shows_a_page(status) => {
            by(visitor, "personal_data_read", subject, None)
        }
        (Noted::SignIn, _) => match signed_in(site, rule, status, trial).await {
            Ok(Some(act)) => act,
            Ok(None) => return answer,
            Err(error) => return instead(site, rule, head, &error).await,
        },
        _ => return answer,
    };
    match note(&site.db, act).await {
        Ok(()) => answer,
        // What was denied stays so.
        Err(error) if is_refusal(status) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a denial could not be noted");
            answer
        }
        Err(error) => instead(site, rule, head, &error).await,
    }
}

fn by<'a>(visitor: &Visitor, action: &'static str, subject: String, reason: Option<&'a str>) -> Act<'a> {
    Act { by: Some(visitor.account), action, subject, hospital: visitor.desk().or(visitor.stock()), reason }
}

/// A member of staff asked for what is not of their role or their hospital; a citizen, for what is
/// not a citizen's.
fn is_denial(rule: &Rule, visitor: &Visitor, status: StatusCode) -> bool {
    let owned = rule.names.iter().any(|(_, thing)| thing.is_owned());
    status == StatusCode::FORBIDDEN || (status == StatusCode::NOT_FOUND && owned && !visitor.is_citizen())
}

/// Also the page of a refused form: it shows what it is about.
fn shows_a_page(status: StatusCode) -> bool {
    matches!(status, StatusCode::OK | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::TOO_MANY_REQUESTS)
}

fn is_refusal(status: StatusCode) -> bool {
    status == StatusCode::FORBIDDEN || status == StatusCode::NOT_FOUND
}

/// Fields of query and form, as far as they arrived.
fn typed(head: &Parts, answer: &Response) -> Vec<(String, String)> {
    let query = form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes()).into_owned();
    let form = answer.extensions().get::<Typed>().map(|typed| typed.0.iter().cloned());
    query.chain(form.into_iter().flatten()).collect()
}

/// What a sign-in was tried with, and what came of it.
#[derive(Default)]
struct Trial {
    login: Option<String>,
    token: Option<[u8; 32]>,
}

impl Trial {
    fn of(site: &Site, answer: &Response) -> Self {
        let fields = answer.extensions().get::<Typed>();
        let login = fields.and_then(|f| f.0.iter().find(|(name, _)| name == "login"));
        Self {
            login: login.map(|(_, login)| login.trim().to_owned()),
            token: new_token(site, answer.headers()),
        }
    }
}

/// How a sign-in went. That of staff is written with the session itself.
async fn signed_in(
    site: &Site,
    rule: &Rule,
    status: StatusCode,
    trial: Trial,
) -> store::Result<Option<Act<'static>>> {
    let action = match (status, trial.token) {
        (StatusCode::TOO_MANY_REQUESTS, _) => "sign_in_locked",
        (StatusCode::UNPROCESSABLE_ENTITY, _) => "sign_in_failed",
        (StatusCode::SEE_OTHER, Some(_)) => "signed_in",
        _ => return Ok(None),
    };
    let account = match (trial.token, trial.login) {
        (Some(hash), _) => {
            let visitor = store::session::find(&site.db, &hash).await?;
            if visitor.as_ref().is_none_or(|v| !v.is_citizen()) {
                return Ok(None);
            }
            visitor.map(|v| v.account)
        }
        (None, Some(login)) => store::account::find_staff(&site.db, &login).await?.map(|staff| staff.account),
        (None, None) => None,
    };
    let subject = account.map_or_else(|| rule.path.to_owned(), |account| format!("account:{account}"));
    // Whoever failed has not shown who they are: the account is what it was about.
    let by = account.filter(|_| action == "signed_in");
    Ok(Some(Act { by, action, subject, hospital: None, reason: None }))
}

/// The hash of the session token that the answer hands out.
fn new_token(site: &Site, headers: &HeaderMap) -> Option<[u8; 32]> {
    headers.get_all(SET_COOKIE).iter().find_map(|cookie| {
        let mut sent = HeaderMap::new();
        sent.insert(http::header::COOKIE, cookie.clone());
        site.cookies.token_hash(&sent)
    })
}

async fn instead(site: &Site, rule: &Rule, mut head: Parts, error: &store::Error) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "a call could not be noted, so it was denied");
    if rule.is_for_programs() {
        return api::stopped(Stop::Busy).into_response();
    }
    head.method = Method::GET;
    render(site, Request::from_parts(head, Body::empty()), Answer::Stopped(Stop::Busy)).await
}
