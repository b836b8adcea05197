//! What runs in the browser: islands of life in pages that are complete without them.
//!
//! Compiled for the server (which renders them first) and for the browser. The browser's
//! module is kept small: no text in any language, no markup and no JSON library stand here.
//! The server writes all a page may come to show into the page itself; the island chooses
//! among it and fills in numbers. See [`mark`] for how the two agree.

mod countdown;
mod fetch;
mod find;
mod hub;
mod live;
mod mark;
mod message;
mod near;
mod push;

pub use find::Finder;
pub use live::Live;
pub use push::PushAsk;
