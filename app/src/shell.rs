//! The frame around every page: the document, the head, the header and the footer.

#![allow(unreachable_pub, reason = "`#[component]` makes a public props struct beside each component")]

use crate::{
    component::{Footer, Header, OfflineNotice, SessionEnd, SignedOut, SkipLink, StaffNav},
    page,
    request::{self, Area, Assets, HighContrast},
    stop::{Stop, Stopped},
    text::{Lang, lang},
};
use leptos::{html::link, nonce::use_nonce, prelude::*, tachys::view::iterators::StaticVec};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{FlatRoutes, FlatRoutesProps, RouteChildren, Router};
use std::sync::Arc;

/// Whoever waits with scripts, but without ours, is not left behind either. In the page itself: no file
/// may be needed for it.
const WAITS_ALONE: &str =
    "setInterval(() => { if (document.documentElement.dataset.live !== 'on') location.reload() }, 30000)";

/// The whole document.
pub fn shell(assets: Arc<Assets>) -> impl IntoView {
    // Nothing outside the islands is hydrated, so nothing outside needs markers for it.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    provide_meta_context();
    let mode = use_context::<HighContrast>().is_some_and(|on| on.0).then_some("high-contrast");
    let (here, address) = (Area::here(), request::address());
    let body = match here {
        Area::Public if page::is_for_a_wall(&address) => "page page--wall",
        Area::Public => "page",
        _ => "page page--staff",
    };
    let manifest = match lang() {
        Lang::Ko => "/site.webmanifest",
        Lang::En => "/site.en.webmanifest",
    };
    // A page that is alive with JavaScript keeps itself fresh without.
    let queue = page::is_queue(&address);
    let again = (queue || page::loads_again(&address)).then(|| {
        let seconds = if queue { "5" } else { "30" };
        let anyway = queue.then(|| view! { <script nonce=use_nonce()>{WAITS_ALONE}</script> });
        view! { <noscript><meta http-equiv="refresh" content=seconds /></noscript> {anyway} }
    });
    let pkg = |file: &str| format!("/pkg/{file}");
    // Built by hand: the macro cannot write `as`.
    let font = link()
        .rel("preload")
        .href(pkg(&assets.font))
        .r#as("font")
        .r#type("font/woff2")
        .crossorigin("anonymous");
    view! {
        <!DOCTYPE html>
        <html lang=lang().key() data-mode=mode>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="description" content=page::description(&address) />
                <meta name="format-detection" content="telephone=no" />
                <link rel="stylesheet" href=pkg(&assets.css) />
                {font}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icon/apple-touch-180.png" />
                <link rel="manifest" href=manifest />
                <script id="boot" src=pkg(&assets.boot) defer data-js=pkg(&assets.js) data-wasm=pkg(&assets.wasm)></script>
                {again}
                <MetaTags />
            </head>
            <body class=body>
                <App />
            </body>
        </html>
    }
}

/// Header, the page of the address, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let bare = page::is_bare(&request::address());
    let instead = (!bare).then(|| view! { <SignedOut /> });
    let around = (!bare).then(|| view! { <Footer /> <SessionEnd /> <OfflineNotice /> });
    view! {
        <Router>
            <SkipLink />
            <Header />
            {instead}
            <Content />
            {around}
        </Router>
    }
}

#[component]
fn Content() -> impl IntoView {
    // Rendered after a server function stopped, or after a panic: not the page of the address.
    let content = match use_context::<Stop>() {
        Some(stop) => view! { <Stopped stop /> }.into_any(),
        None => pages().into_any(),
    };
    match Area::here() {
        Area::Public => content,
        area => view! { <div class="staff"><StaffNav area />{content}</div> }.into_any(),
    }
}

fn pages() -> impl IntoView {
    FlatRoutes(
        FlatRoutesProps::builder()
            .fallback(|| view! { <Stopped stop=Stop::Missing /> })
            .children(<RouteChildren<_> as ToChildren<_>>::to_children(|| StaticVec::from(page::routes())))
            .build(),
    )
}
