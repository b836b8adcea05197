//! Live updates: open pages hear of changes to what they show.
//!
//! [`Hub`] keeps one shared, already serialised message for each watched topic; a
//! [`socket`](socket()) sends the latest one to its page, at the page's own pace. The bus
//! says what changed, the store says what it is now: messages carry whole, versioned states,
//! so a lost or overtaken one does no harm. Programs get the same as [`events`].

mod events;
mod figures;
mod hub;
mod latest;
mod limit;
mod poll;
mod socket;
mod topic;

pub(crate) use events::Stream;
pub(crate) use hub::Hub;
pub(crate) use poll::poll;
pub(crate) use socket::socket;
