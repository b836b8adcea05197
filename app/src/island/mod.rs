//! What runs in the browser: islands of life in pages that are complete without them.
//!
//! Compiled for the server (which renders them first) and for the browser. No text in any
//! language stands here: words come as props, so the browser's module stays small.

#![allow(unreachable_pub, reason = "`#[island]` makes a public props struct beside each island")]

mod hub;
mod live_places;
mod live_status;
mod words;

pub use live_places::LivePlaces;
pub use live_status::{LiveStatus, StatusView};
pub use words::{LiveWords, StatusWords};
