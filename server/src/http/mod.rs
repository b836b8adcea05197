//! The HTTP side: which address leads where, and what every request passes on the way.
//!
//! From the outside in: number, span and client address ([`trace`]), a page instead of a
//! panic, compression, response headers and nonce ([`security`]), cross-site requests
//! refused, a limit on bodies, the session ([`session`]), then the page, form, file or spreadsheet ([`sheet`]).

pub(crate) mod asset;
mod door;
mod health;
mod hook;
pub(crate) mod listen;
mod render;
mod security;
mod session;
mod sheet;
mod trace;

#[cfg(test)]
mod tests;

pub(crate) use hook::Hook;

use crate::{config::Web, live, password};
use app::{
    guard::{Development, Limits, MessagesOn, PasswordCheck},
    request::Assets,
    session::{Cookies, OnSignOut},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::from_fn_with_state,
    response::Response,
    routing::{get, post},
};
use http::Method;
use std::sync::Arc;
use store::{Db, availability::Board};
use tokio::sync::watch;
use tower_http::{CompressionLevel, compression::CompressionLayer, csrf::CsrfLayer};

/// Largest body of a form (bytes).
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) db: Db,
    pub(crate) assets: Arc<Assets>,
    pub(crate) cookies: Cookies,
    pub(crate) hub: Arc<live::Hub>,
    board: Board,
    pub(crate) web: Arc<Web>,
    limits: Limits,
    hook: Hook,
    /// Says that the process stops; connections and sockets subscribe.
    pub(crate) stop: watch::Sender<bool>,
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
        stop: watch::Sender<bool>,
    ) -> Self {
        let cookies = Cookies { secure: web.secure_cookies };
        let limits = Limits::new(web.tries_per_address);
        Self { db, assets: Arc::new(assets), cookies, hub, board, web: Arc::new(web), limits, hook, stop }
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
        if self.web.dev {
            leptos::context::provide_context(Development);
        }
        if self.hook.messages_on() {
            leptos::context::provide_context(MessagesOn);
        }
        app::request::from_request();
    }
}

/// Origins that cannot be understood.
pub(crate) type BadOrigin = tower_http::csrf::ConfigError;

/// The whole site.
pub(crate) fn router(site: Site) -> Result<Router, BadOrigin> {
    let mut csrf = CsrfLayer::new();
    for origin in site.web.allowed_origins() {
        csrf = csrf.add_trusted_origin(origin)?;
    }
    let people = pages()
        .merge(sheet::routes())
        .route("/live", get(live::socket))
        .route("/live/poll", get(live::poll))
        .fallback(missing)
        .layer(from_fn_with_state(site.clone(), session::find))
        .layer(DefaultBodyLimit::max(BODY_LIMIT));
    let hooks =
        Router::new().route("/hooks/provider", post(hook::provider)).layer(DefaultBodyLimit::max(BODY_LIMIT));
    Ok(people
        .merge(hooks)
        .nest_service("/pkg", asset::packages(&site.web.site))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .layer(csrf)
        .layer(from_fn_with_state(site.clone(), security::headers))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(security::compressible()),
        )
        .layer(from_fn_with_state(site.clone(), trace::no_panic))
        .layer(from_fn_with_state(site.clone(), trace::number))
        .with_state(site))
}

/// The pages and, at the same addresses, the server functions.
fn pages() -> Router<Site> {
    let mut router = Router::new();
    for page in leptos_axum::generate_route_list(|| app::shell(Arc::default())) {
        router = router.route(page.path(), get(render::page));
    }
    for (path, method) in server_fn::axum::server_fn_paths() {
        // Whatever changes something is a POST; nothing else is mounted.
        if method == Method::POST {
            router = router.route(path, post(door::door));
        }
    }
    router
}

/// No page: a file of the site, when the address looks like one, else the page that says so.
async fn missing(State(site): State<Site>, request: Request) -> Response {
    if asset::looks_like_a_file(request.uri().path()) {
        return asset::file(&site.web.site, request).await;
    }
    render::page(State(site), request).await
}
