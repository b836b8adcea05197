//! Mounts routes, each behind its rule. A route without a rule never opens: the site does not.

use super::{
    BadSite, Site, door, kept,
    record::noted,
    render::{Answer, render},
};
use crate::api::{self, Problem};
use app::{
    access::{Noted, Rule, Verb, Who, find_rule},
    request::ClientAddress,
    stop::Stop,
    text::Objection,
};
use axum::{
    Json, Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::MethodRouter,
};
use domain::account::Visitor;
use http::{Extensions, Uri, header::ACCEPT};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::time::Instant;
use store::token::Grant;

/// Routes with their rules.
pub(crate) struct Routes {
    site: Site,
    router: Router<Site>,
    #[cfg(test)]
    pub(crate) mounted: Vec<(Verb, String)>,
    unruled: Vec<String>,
}

impl Routes {
    pub(crate) fn new(site: &Site) -> Self {
        Self {
            site: site.clone(),
            router: Router::new(),
            #[cfg(test)]
            mounted: Vec::new(),
            unruled: Vec::new(),
        }
    }

    /// Mounts one handler.
    pub(crate) fn route(mut self, verb: Verb, path: &str, handler: MethodRouter<Site>) -> Self {
        if let Some(rule) = self.rule(verb, path) {
            let checked = handler.route_layer(from_fn_with_state((self.site.clone(), rule), admit));
            self.router = self.router.route(path, checked);
        }
        self
    }

    /// Mounts files that everybody may have.
    pub(super) fn nest(mut self, path: &str, files: Router) -> Self {
        if self.rule(Verb::Get, path).is_some_and(|rule| rule.who == Who::Anyone) {
            self.router = self.router.nest_service(path, files);
        }
        self
    }

    fn rule(&mut self, verb: Verb, path: &str) -> Option<&'static Rule> {
        #[cfg(test)]
        self.mounted.push((verb, path.to_owned()));
        let rule = find_rule(verb, path);
        if rule.is_none() {
            self.unruled.push(format!("{verb:?} {path}"));
        }
        rule
    }

    /// All of them, unless one has no rule.
    pub(super) fn finish(self) -> Result<Router<Site>, BadSite> {
        if self.unruled.is_empty() { Ok(self.router) } else { Err(BadSite::Unruled(self.unruled.join(", "))) }
    }
}

/// Lets the request through to its handler, or answers in its place; and has the call noted.
async fn admit(State((site, rule)): State<(Site, &'static Rule)>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let noted_head = head.clone();
    let request = Request::from_parts(head, body);
    let visitor = request.extensions().get::<Visitor>();
    let admitted = rule.admit(visitor, site.web.dev).and_then(|()| {
        // The API names the value that it stands in.
        if !rule.is_for_programs() && has_zero(request.uri()) {
            return Err(Stop::Malformed);
        }
        let Some(ClientAddress(address)) = request.extensions().get() else { return Ok(()) };
        let counted = site.rates.count(rule.cost, *address, visitor.map(|v| v.account), Instant::now());
        counted.map_err(Stop::Throttled)
    });
    // A flood is answered cheaply: only what shows somebody's data is noted even then.
    let unnoted = matches!(admitted, Err(Stop::Throttled(_))) && rule.noted != Noted::Read;
    let answer = match admitted {
        Ok(()) if !in_scope(rule, request.extensions()) => {
            Problem::from(Objection::ScopeMissing).into_response()
        }
        Ok(()) => next.run(request).await,
        Err(stop) if rule.is_for_programs() => api::stopped(stop).into_response(),
        Err(Stop::Throttled(wait)) if has_a_page(rule) => door::throttled(&site, request, wait).await,
        Err(stop) => refuse(&site, rule, request, stop).await,
    };
    if unnoted { answer } else { noted(&site, rule, noted_head, answer).await }
}

/// A zero byte is in no address of ours, and the database takes none in a text.
fn has_zero(uri: &Uri) -> bool {
    let of = |part: &str| percent_decode_str(part).any(|byte| byte == 0);
    of(uri.path()) || uri.query().is_some_and(of)
}

/// Whether a form has a page at its own address, which can show it again.
fn has_a_page(rule: &Rule) -> bool {
    rule.verb == Verb::Post && find_rule(Verb::Get, rule.path).is_some()
}

/// Whether the token is good for what the rule asks; where it asks for none, everything is.
pub(super) fn in_scope(rule: &Rule, call: &Extensions) -> bool {
    let grant = call.get::<Grant>();
    rule.scope.is_none_or(|scope| grant.is_some_and(|grant| grant.scopes.contains(&scope)))
}

/// A citizen's page leads to the sign-in and back; everything else says what it is. Programs
/// get the status without the page.
async fn refuse(site: &Site, rule: &Rule, request: Request, stop: Stop) -> Response {
    if stop == Stop::SignIn && rule.who == Who::Citizen && rule.verb == Verb::Get {
        let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
        let next = utf8_percent_encode(here, NON_ALPHANUMERIC);
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    let html =
        request.headers().get(ACCEPT).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("text/html")));
    if rule.verb == Verb::Post && !html {
        return (stop.status(), Json(stop)).into_response();
    }
    if stop == Stop::SignIn && rule.verb == Verb::Post {
        return kept::interrupted(site, rule, request).await;
    }
    let (mut head, _) = request.into_parts();
    head.method = http::Method::GET;
    render(site, Request::from_parts(head, axum::body::Body::empty()), Answer::Stopped(stop)).await
}
