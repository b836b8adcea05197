//! What people see and do: pages, components, islands and server functions.
//!
//! Two builds, never one: `ssr` is the server's (pages, texts, forms, server functions),
//! `hydrate` the browser's, which contains the islands and nothing else. Pages are complete
//! HTML without JavaScript; islands only add life to what is already there.

// The type of a page is as deep as its markup.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` and `hydrate` are two builds: enable one of them");

pub mod island;

#[cfg(feature = "ssr")]
pub mod access;
#[cfg(feature = "ssr")]
pub mod agent;
#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod appointment;
#[cfg(feature = "ssr")]
pub mod component;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod guard;
#[cfg(feature = "ssr")]
pub mod look_up;
#[cfg(feature = "ssr")]
pub mod near;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod provider;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod stop;
#[cfg(feature = "ssr")]
pub mod surge;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
mod typed;

#[cfg(feature = "ssr")]
pub use shell::{App, shell};

/// Wakes the islands of the page; naming them here links them into the browser's module.
#[cfg(feature = "hydrate")]
pub fn wake() {
    leptos::mount::hydrate_islands();
}
