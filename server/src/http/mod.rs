//! The HTTP side: which address leads where, and what every request passes on the way.
//!
//! From the outside in: trace and client address ([`trace`]), a page instead of a
//! panic, compression, response headers and nonce ([`security`]), cross-site requests
//! refused, a limit on bodies, the session ([`session`]), the rule of the address ([`access`]), then the page, form,
//! file or spreadsheet ([`sheet`]). The open API ([`crate::api`]) has its own way from the headers on.

mod access;
pub(crate) mod asset;
mod door;
mod drain;
mod health;
mod hook;
mod kept;
pub(crate) mod listen;
mod near;
pub(crate) mod network;
mod own;
mod rate;
mod record;
mod render;
mod security;
mod session;
mod sheet;
pub(crate) mod tls;
mod trace;

#[cfg(test)]
mod tests;

pub(crate) use access::Routes;
pub(crate) use drain::Drain;
pub(crate) use hook::Hook;
pub(crate) use rate::Budgets;

use crate::{
    api,
    config::Web,
    live,
    metrics::{self, Requests},
    password,
    surge::{self, Door, Issuer, Permits},
};
use app::{
    access::{Verb, find_rule},
    guard::{Development, Limits, PasskeySite, PasswordCheck, PasswordMaker, PushHosts},
    provider::Providers,
    request::{Assets, local},
    session::{Cookies, OnSignOut},
    stop::Stop,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::from_fn_with_state,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use http::{Method, StatusCode};
use std::{ops::Deref, sync::Arc};
use store::{Db, availability::Board};
use tokio::sync::watch;
use tower_http::{CompressionLevel, compression::CompressionLayer, csrf::CsrfLayer};

/// Largest body of a form (bytes).
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// What the handlers share. Every layer of every request has it: a clone is one count.
#[derive(Clone)]
pub(crate) struct Site(Arc<Shared>);

impl Deref for Site {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// What is in it.
pub(crate) struct Shared {
    pub(crate) db: Db,
    pub(crate) assets: Arc<Assets>,
    pub(crate) cookies: Cookies,
    pub(crate) hub: Arc<live::Hub>,
    pub(crate) board: Board,
    pub(crate) web: Arc<Web>,
    limits: Limits,
    passkeys: Arc<store::passkey::Site>,
    rates: rate::Rates,
    pub(crate) calls: api::Calls,
    pub(crate) smart: api::Shelf,
    /// What is left in the country, as programs read it.
    pub(crate) availability: api::Shared,
    hook: Hook,
    push_hosts: PushHosts,
    providers: Option<Providers>,
    /// Says that the process stops; connections and sockets subscribe.
    pub(crate) stop: watch::Sender<bool>,
    /// Says that it soon will.
    pub(crate) drain: Drain,
    pub(crate) requests: Requests,
    /// The queue at the door of booking.
    pub(crate) door: Door,
    pub(crate) tickets: Issuer,
    pub(crate) permits: Permits,
}

impl Site {
    /// Everything but the listener.
    pub(crate) fn new(
        db: Db,
        assets: Assets,
        hub: Arc<live::Hub>,
        board: Board,
        web: Web,
        hook: Hook,
        push_hosts: Vec<String>,
        providers: Option<Providers>,
        stop: watch::Sender<bool>,
        drain: Drain,
    ) -> Self {
        let (door, tickets) = (hub.door().clone(), Issuer::open(db.clone()));
        let cookies = Cookies { secure: web.is_secure() };
        let limits = Limits::new(web.tries_per_address);
        let permits = Permits::new(web.at_once);
        let push_hosts = PushHosts(push_hosts.into());
        let passkeys = Arc::new(web.passkey_site());
        let rates = rate::Rates::new(web.calls_per_account, web.calls_per_address);
        let calls = api::Calls::new(web.api_calls_per_token, web.api_calls_per_address);
        Self(Arc::new(Shared {
            db,
            assets: Arc::new(assets),
            cookies,
            hub,
            board,
            web: Arc::new(web),
            limits,
            passkeys,
            rates,
            calls,
            smart: api::Shelf::default(),
            availability: api::Shared::default(),
            hook,
            providers,
            push_hosts,
            stop,
            drain,
            requests: Requests::default(),
            door,
            tickets,
            permits,
        }))
    }

    /// Makes context of it, for pages and server functions.
    fn provide(&self) {
        let hub = Arc::clone(&self.hub);
        leptos::context::provide_context(self.db.clone());
        leptos::context::provide_context(self.board.clone());
        leptos::context::provide_context(self.cookies);
        leptos::context::provide_context(OnSignOut(Arc::new(move |session| hub.close_session(session))));
        leptos::context::provide_context(self.limits.clone());
        leptos::context::provide_context(PasswordCheck(Arc::new(|typed, hash| {
            Box::pin(password::verify(typed, hash))
        })));
        leptos::context::provide_context(PasswordMaker(Arc::new(|typed, known| {
            Box::pin(password::make(typed, known))
        })));
        leptos::context::provide_context(Arc::clone(&self.assets));
        leptos::context::provide_context(PasskeySite(Arc::clone(&self.passkeys)));
        if self.web.dev {
            leptos::context::provide_context(Development);
        }
        leptos::context::provide_context(self.push_hosts.clone());
        if let Some(providers) = &self.providers {
            leptos::context::provide_context(providers.clone());
        }
        app::request::from_request();
    }
}

/// Why a site cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadSite {
    /// An origin cannot be understood.
    #[error("ALIMI_ORIGINS: {0}")]
    Origin(#[from] tower_http::csrf::ConfigError),
    /// Nobody said who may call these.
    #[error("no rule in app::access for {0}")]
    Unruled(String),
}

/// The whole site.
pub(crate) fn router(site: Site) -> Result<Router, BadSite> {
    let mut csrf = CsrfLayer::new();
    for origin in site.web.allowed_origins() {
        csrf = csrf.add_trusted_origin(origin)?;
    }
    let people = people(&site)
        .finish()?
        .fallback(missing)
        .method_not_allowed_fallback(to_page)
        .layer(from_fn_with_state(site.clone(), surge::gate))
        .layer(from_fn_with_state(site.clone(), session::find))
        .layer(from_fn_with_state(site.clone(), surge::shed))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    let programs = programs(&site).finish()?.layer(DefaultBodyLimit::max(BODY_LIMIT));
    // Calls of the API carry no cookie that another site could make a browser send.
    let api = api::enclose(api::routes(&site).finish()?, &site).layer(DefaultBodyLimit::max(BODY_LIMIT));
    Ok(people
        .merge(programs)
        .layer(csrf)
        .merge(api)
        .layer(from_fn_with_state(site.clone(), metrics::count))
        .layer(from_fn_with_state(site.clone(), security::headers))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(security::compressible()),
        )
        .layer(from_fn_with_state(site.clone(), drain::last_answer))
        .layer(from_fn_with_state(site.clone(), trace::no_panic))
        .layer(from_fn_with_state(site.clone(), trace::follow))
        .with_state(site))
}

/// What people reach: the pages and, at the same addresses, the server functions; spreadsheets and
/// live updates.
fn people(site: &Site) -> Routes {
    let mut routes = Routes::new(site);
    for page in leptos_axum::generate_route_list(|| app::shell(Arc::default())) {
        routes = routes.route(Verb::Get, page.path(), get(render::page));
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        // Whatever changes something is a POST; nothing else is mounted.
        if method == Method::POST {
            routes = routes.route(Verb::Post, path, post(door::door));
        }
    }
    sheet::routes(routes)
        .route(Verb::Get, "/my/data.json", get(own::copy))
        .route(Verb::Get, "/my/appointment.ics", get(own::appointment))
        .route(Verb::Get, "/look-up/appointment.ics", get(own::looked_up))
        .route(Verb::Get, "/hospitals/near.json", get(near::near))
        .route(Verb::Get, "/live", get(live::socket))
        .route(Verb::Get, "/live/poll", get(live::poll))
}

/// What only programs ask for, without a session.
fn programs(site: &Site) -> Routes {
    Routes::new(site)
        .route(Verb::Post, "/hooks/provider", post(hook::provider))
        .nest("/pkg", asset::packages(&site.web.site))
        .route(Verb::Get, "/livez", get(health::live))
        .route(Verb::Get, "/readyz", get(health::ready))
}

/// The address of a form that was opened, as by going to the address of its answer: on to the page next
/// above it. Anything else is no way to ask for it.
async fn to_page(request: Request) -> Response {
    let asks = matches!(*request.method(), Method::GET | Method::HEAD);
    let mut path = request.uri().path();
    while let Some((above, _)) = path.rsplit_once('/').filter(|_| asks) {
        if !above.is_empty() && find_rule(Verb::Get, above).is_some() {
            return Redirect::to(above).into_response();
        }
        path = above;
    }
    if asks { Redirect::to("/").into_response() } else { StatusCode::METHOD_NOT_ALLOWED.into_response() }
}

/// No page: a file of the site, when the address looks like one, else the page that says so. The
/// app's own router is not asked: it is more lenient about addresses than the rules are.
async fn missing(State(site): State<Site>, request: Request) -> Response {
    let path = request.uri().path();
    if asset::looks_like_a_file(path) {
        return asset::file(&site.web.site, request).await;
    }
    if path.len() > 1 && path.ends_with('/') {
        return Redirect::permanent(local(path.trim_end_matches('/'))).into_response();
    }
    render::render(&site, request, render::Answer::Stopped(Stop::Missing)).await
}
