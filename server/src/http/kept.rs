//! Forms that come when their session has ended by itself: kept for whoever sent them, shown filled in
//! once they have signed in again, and forgotten when they are sent. Nothing is sent in their name.

use super::{
    Site, door,
    render::{Answer, render},
};
use app::{
    access::{Rule, page_of},
    form::{KEPT, Refused},
    stop::Interrupted,
};
use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use domain::account::Visitor;
use http::Uri;
use std::error::Error;
use store::kept_form::{self, KeptForm};
use uuid::Uuid;

/// The page that says that the session has ended, and leads back to the form.
pub(super) async fn interrupted(site: &Site, rule: &Rule, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = match door::read(body).await {
        Ok(body) => body,
        Err(status) => return status.into_response(),
    };
    let mut values = door::values(&head.headers, &body);
    let number = values.iter().find(|(name, _)| name == KEPT).and_then(|(_, id)| id.parse().ok());
    values.retain(|(name, _)| name != KEPT);
    let here = without_number(&head.uri);
    let interrupted = match page_of(rule, &here, &values) {
        // No page is known for it: the area's first one.
        None => Interrupted { page: area_of(&here), kept: false },
        Some(page) => {
            let form = KeptForm { page: page.clone(), values };
            let token = site.cookies.token_hash(&head.headers);
            match keep(site, token, &form).await {
                Some(id) => Interrupted { page: numbered(&page, id), kept: true },
                None => {
                    Interrupted { page: number.map_or(page.clone(), |id| numbered(&page, id)), kept: false }
                }
            }
        }
    };
    let mut page = Request::from_parts(head, Body::empty());
    *page.method_mut() = http::Method::GET;
    render(site, page, Answer::Interrupted(interrupted)).await
}

/// Without the database the form is lost, and the page says no more than that a sign-in is needed.
async fn keep(site: &Site, token: Option<[u8; 32]>, form: &KeptForm) -> Option<Uuid> {
    match kept_form::keep(&site.db, &token?, form).await {
        Ok(id) => id,
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "a form could not be kept");
            None
        }
    }
}

/// What a page is filled in with: the form that was kept under the number in its address, when it is
/// the visitor's and this page's.
pub(super) async fn resumed(site: &Site, here: &Uri, visitor: Option<Visitor>) -> Option<Refused> {
    let (_, id) = form_urlencoded::parse(here.query()?.as_bytes()).find(|(name, _)| name == KEPT)?;
    let (id, visitor) = (id.parse().ok()?, visitor?);
    match kept_form::find(&site.db, visitor.account, id).await {
        Ok(form) => {
            let form = form.filter(|form| path_of(&form.page) == here.path())?;
            Some(Refused::resumed(id, form.values))
        }
        Err(error) => {
            tracing::error!(error = &error as &dyn Error, "a kept form cannot be read");
            None
        }
    }
}

/// A form was accepted: what was kept of it goes.
pub(super) async fn forget(site: &Site, visitor: Option<&Visitor>, values: &[(String, String)]) {
    let id = values.iter().find(|(name, _)| name == KEPT).and_then(|(_, id)| id.parse().ok());
    let Some((visitor, id)) = visitor.zip(id) else { return };
    if let Err(error) = kept_form::forget(&site.db, visitor.account, id).await {
        tracing::error!(error = &error as &dyn Error, "a kept form could not be forgotten");
    }
}

fn path_of(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

fn numbered(page: &str, id: Uuid) -> String {
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}{KEPT}={id}")
}

/// Path and query, without the number of an earlier time.
fn without_number(uri: &Uri) -> String {
    let kept = format!("{KEPT}=");
    let query = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with(&kept));
    let query = query.collect::<Vec<_>>().join("&");
    if query.is_empty() { uri.path().to_owned() } else { format!("{}?{query}", uri.path()) }
}

fn area_of(address: &str) -> String {
    let area = path_of(address).split('/').nth(1).unwrap_or_default();
    format!("/{area}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_number_at_a_time() {
        let id = Uuid::nil();
        assert_eq!(numbered("/my", id), format!("/my?kept={id}"));
        let again: Uri = format!("/book/check?hospital=7&kept={id}").parse().unwrap();
        assert_eq!(without_number(&again), "/book/check?hospital=7");
        assert_eq!(without_number(&format!("/my?kept={id}").parse().unwrap()), "/my");
        assert_eq!(area_of("/desk/requests/accept"), "/desk");
    }
}
